from fractions import Fraction

import pytest
from django.core.exceptions import ValidationError
from wagtail.blocks.struct_block import StructBlockValidationError

from quizzes.types.multiple_choice import TYPE
from tests.factories.quizzes import options

FROZEN = {
    "options": [
        {"id": "a", "text": "Een", "correct": True, "feedback": "Goed."},
        {"id": "b", "text": "Twee", "correct": False, "feedback": "Nee."},
        {"id": "c", "text": "Drie", "correct": True, "feedback": "Ook goed."},
        {"id": "d", "text": "Vier", "correct": False, "feedback": "Ook nee."},
    ]
}


@pytest.mark.parametrize(
    ("answer", "points"), [(["a", "c"], Fraction(1)), (["a"], Fraction(1, 2)), (["a", "b"], 0), (None, 0)]
)
def test_partial_credit(answer, points):
    assert TYPE.mark(FROZEN, answer).points == points


def test_the_review_shows_what_was_chosen_and_what_was_missed():
    lines = [(line.text, line.chosen, line.right) for line in TYPE.review(FROZEN, ["a", "b"])]
    assert lines == [("Een", True, True), ("Twee", True, False), ("Drie", False, True)]


@pytest.mark.parametrize("answer", [["x"], ["a", "x"], "a", [["a"]], ["a"] + ["x"] * 1000])
def test_what_is_not_an_option_is_refused(answer):
    with pytest.raises(ValidationError):
        TYPE.form_field(FROZEN).clean(answer)


def test_an_editor_must_tick_at_least_one_right_answer():
    block = TYPE.block()
    with pytest.raises(StructBlockValidationError) as caught:
        block.clean(block.normalize(options(False, False)))
    assert "Vink minstens één antwoord aan als goed." in str(caught.value.as_json_data())


def test_all_options_may_be_right():
    block = TYPE.block()
    assert block.clean(block.normalize(options(True, True)))
