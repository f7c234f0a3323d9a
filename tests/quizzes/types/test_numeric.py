from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.http import QueryDict

from quizzes.types.base import Choice, ReviewLine, UnreadableAnswer
from quizzes.types.numeric import TYPE
from tests.factories.quizzes import NUMERIC

from .fields import block_error, frozen_of, page_of, received

FROZEN = {
    "answer": "1250.5",
    "tolerance": "0.5",
    "unit": "euro",
    "feedback_correct": "Goed gerekend.",
    "feedback_incorrect": "Reken het nog eens na.",
    "common_errors": [{"value": "1300", "feedback": "U rondde te vroeg af."}],
}


def test_numbers_are_frozen_as_text():
    assert frozen_of(TYPE, NUMERIC) == FROZEN


@pytest.mark.parametrize("answer", ["1.250,50", "1,250.50", "1251", "€ 1.250", "1250,5 euro"])
def test_a_number_near_enough_is_right(answer):
    assert TYPE.mark(FROZEN, answer).correct
    assert TYPE.review(FROZEN, answer)[0].right


@pytest.mark.parametrize("answer", ["1.251,01", "1249,99", "-1250,5", None])
def test_another_number_earns_nothing(answer):
    assert TYPE.mark(FROZEN, answer).points == 0


@pytest.mark.parametrize("typed", ["1.250,50", "€ 3", "12 %", "7 euro"])
def test_the_answer_is_kept_as_it_was_typed(typed):
    assert received(TYPE.form_field(FROZEN), f"q=+{typed}+".replace("%", "%25")) == typed


def test_an_empty_field_is_no_answer():
    assert received(TYPE.form_field(FROZEN), "q=++") is None
    assert received(TYPE.form_field(FROZEN), "") is None


@pytest.mark.parametrize("typed", ["NaN", "Infinity", "1e5", "duizend", "7 banen", "9" * 41, "1" * 10_000])
def test_what_is_no_number_is_answered_with_an_example(typed):
    with pytest.raises(UnreadableAnswer) as caught:
        TYPE.form_field(FROZEN).clean(typed)
    assert "1.250,50" in caught.value.messages[0]


@pytest.mark.parametrize("sent", ["1" * 1_000_000, "1\x00", "\ud800", ["1"], {"a": 1}, 5])
def test_what_only_a_program_sends_is_no_mistake_of_a_person(sent):
    with pytest.raises(ValidationError) as caught:
        TYPE.form_field(FROZEN).clean(sent)
    assert not isinstance(caught.value, UnreadableAnswer)


def test_the_review_of_a_right_answer_is_one_line():
    assert TYPE.review(FROZEN, "1251") == [
        ReviewLine("1251 euro", chosen=True, right=True, feedback="Goed gerekend."),
    ]


@pytest.mark.parametrize(
    ("answer", "feedback"),
    [("1300", "U rondde te vroeg af."), ("1.300,50", "U rondde te vroeg af."), ("1301", "Reken het nog eens na.")],
)
def test_a_common_mistake_has_its_own_feedback(answer, feedback):
    typed, right = TYPE.review(FROZEN, answer)
    assert typed == ReviewLine(f"{answer} euro", chosen=True, right=False, feedback=feedback)
    assert right == ReviewLine(
        "1.250,5 euro", chosen=False, right=True, feedback="Goed gerekend.", name="Goed antwoord"
    )


def test_the_unit_is_not_said_twice():
    assert TYPE.answer_text(FROZEN, "7 Euro") == "7 Euro"
    assert TYPE.answer_text({**FROZEN, "unit": ""}, "7") == "7"


def test_notations_of_one_number_are_counted_together():
    assert TYPE.choices_made(FROZEN, "1.250,50") == [Choice("1250.5", "1.250,50 euro", right=True)]
    assert TYPE.choices_made(FROZEN, "€ 1250,5")[0].key == "1250.5"
    assert TYPE.choices_made(FROZEN, None) == []


def test_the_page_names_the_field_and_the_unit():
    page = page_of(TYPE, FROZEN)
    assert 'inputmode="decimal"' in page
    assert 'type="text"' in page
    assert 'for="id_question_3_0"' in page
    assert 'aria-describedby="id_question_3_unit"' in page
    assert '<span id="id_question_3_unit">euro</span>' in page
    assert page.count('id="id_question_3"') == page.count('id="id_question_3_0"') == 1
    assert "placeholder" not in page


def test_without_a_unit_nothing_describes_the_field():
    assert "_unit" not in page_of(TYPE, {**FROZEN, "unit": ""})


def test_what_was_typed_stays_in_the_field():
    assert 'value="twaalf"' in page_of(TYPE, FROZEN, QueryDict("question_3=twaalf"))
    assert 'value="1.250,50"' in page_of(TYPE, FROZEN, answer="1.250,50")


@pytest.mark.parametrize(
    ("change", "part"),
    [
        ({"tolerance": Decimal(-1)}, "tolerance"),
        ({"tolerance": None}, "tolerance"),
        ({"answer": None}, "answer"),
        ({"answer": Decimal("NaN")}, "answer"),
        ({"answer": Decimal(10) ** 20}, "answer"),
        ({"feedback_correct": ""}, "feedback_correct"),
        ({"feedback_incorrect": ""}, "feedback_incorrect"),
        ({"unit": "x" * 31}, "unit"),
        ({"common_errors": [{"value": Decimal(1251), "feedback": "Fout."}]}, "common_errors"),
        ({"common_errors": [{"value": Decimal(1), "feedback": "Fout."}] * 2}, "common_errors"),
    ],
)
def test_an_editor_is_told_what_does_not_fit(change, part):
    assert f"'{part}'" in block_error(TYPE, {**NUMERIC, **change})


def test_a_whole_question_is_accepted():
    assert block_error(TYPE, NUMERIC) == ""


@pytest.mark.parametrize("number", [float("nan"), float("inf"), "7", True, None, [7]])
def test_the_bank_must_give_numbers(number):
    entry = TYPE.to_bank(TYPE.block().normalize(NUMERIC))
    entry["numeric"]["answer"] = number
    with pytest.raises(ValueError, match="is not a number"):
        TYPE.from_bank(entry)


def test_a_decimal_of_the_bank_is_exact():
    entry = {"numeric": {"answer": 29.2, "feedback_correct": "Ja.", "feedback_incorrect": "Nee."}}
    value = TYPE.from_bank(entry)
    assert (value["answer"], value["tolerance"], value["unit"]) == (Decimal("29.2"), 0, "")
    assert value["common_errors"] == []
