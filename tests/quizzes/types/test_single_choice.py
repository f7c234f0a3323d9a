import pytest
from django.core.exceptions import ValidationError
from wagtail.blocks.struct_block import StructBlockValidationError

from quizzes.types.base import ReviewLine
from quizzes.types.single_choice import TYPE
from tests.factories.quizzes import options

FROZEN = {
    "options": [
        {"id": "a", "text": "Mag", "correct": True, "feedback": "Goed."},
        {"id": "b", "text": "Moet", "correct": False, "feedback": "Nee."},
        {"id": "c", "text": "Nooit", "correct": False, "feedback": "Ook nee."},
    ]
}


def block_error(*correct):
    block = TYPE.block()
    with pytest.raises(StructBlockValidationError) as caught:
        block.clean(block.normalize(options(*correct)))
    return str(caught.value.as_json_data())


def test_the_right_option_is_correct():
    assert TYPE.mark(FROZEN, "a").correct
    assert not TYPE.mark(FROZEN, "b").correct


def test_the_review_shows_the_choice_and_the_right_option():
    assert TYPE.review(FROZEN, "b") == [
        ReviewLine("Mag", chosen=False, right=True, feedback="Goed."),
        ReviewLine("Moet", chosen=True, right=False, feedback="Nee."),
    ]
    assert TYPE.review(FROZEN, "a") == [ReviewLine("Mag", chosen=True, right=True, feedback="Goed.")]


@pytest.mark.parametrize("answer", ["x", "1", "A", "b\x00", "a" * 100_000, ["a", "b"], "NaN"])
def test_what_is_not_an_option_is_refused(answer):
    with pytest.raises(ValidationError):
        TYPE.form_field(FROZEN).clean(answer)


@pytest.mark.parametrize("correct", [(False, False), (True, True)])
def test_an_editor_must_tick_exactly_one_right_answer(correct):
    assert "Vink precies één antwoord aan als het goede." in block_error(*correct)


def test_one_option_is_not_a_question():
    assert "options" in block_error(True)


def test_feedback_is_required_for_every_option():
    value = options(True, False)
    value["options"][1]["feedback"] = ""
    block = TYPE.block()
    with pytest.raises(StructBlockValidationError):
        block.clean(block.normalize(value))


def test_a_draft_may_be_unfinished():
    block = TYPE.block()
    # Blocks within this one are shared by all its instances.
    block.defer_required_validation()
    try:
        assert block.clean(block.normalize(options(False)))
    finally:
        block.restore_deferred_validation()


def test_a_finished_question_is_accepted():
    block = TYPE.block()
    assert len(block.clean(block.normalize(options(True, False)))["options"]) == 2
