from random import Random

import pytest
from wagtail.blocks.struct_block import StructBlockValidationError

from quizzes.types.true_false import TYPE

VALUE = {"answer": "false", "feedback_true": "Nee, het mag.", "feedback_false": "Goed."}


def frozen():
    block = TYPE.block()
    return TYPE.freeze(block.clean(block.normalize(VALUE)), Random(3))  # noqa: S311


def test_true_comes_first_whatever_the_shuffling():
    assert [(option["id"], option["text"]) for option in frozen()["options"]] == [
        ("true", "Waar"),
        ("false", "Niet waar"),
    ]


def test_the_right_judgement_is_correct():
    assert TYPE.mark(frozen(), "false").correct
    assert not TYPE.mark(frozen(), "true").correct


def test_each_choice_has_its_own_feedback():
    assert [line.feedback for line in TYPE.review(frozen(), "true")] == ["Nee, het mag.", "Goed."]


def test_feedback_is_required():
    block = TYPE.block()
    with pytest.raises(StructBlockValidationError):
        block.clean(block.normalize({**VALUE, "feedback_true": ""}))


def test_the_bank_must_say_which_one_is_right():
    entry = {"options": [{"correct": True, "feedback": "a"}, {"correct": True, "feedback": "b"}]}
    with pytest.raises(ValueError, match="Exactly one"):
        TYPE.from_bank(entry)
