from fractions import Fraction

import pytest
from django.core.exceptions import ValidationError
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from quizzes.forms import AnswerForm
from quizzes.types.base import UnreadableAnswer
from quizzes.types.open_answer import LONGEST, LONGEST_TEXT, TYPE
from tests.factories.quizzes import OPEN_ANSWER

from .fields import block_error, frozen_of, page_of, received

JUDGED = frozen_of(TYPE, OPEN_ANSWER)
COMPARED = frozen_of(TYPE, {**OPEN_ANSWER, "assessment": "self"})
MODEL = OPEN_ANSWER["model_answer"]


def test_a_person_judges_it_and_until_then_it_earns_nothing():
    mark = TYPE.mark(JUDGED, "Een antwoord.")
    assert (mark.points, mark.maximum) == (0, 3)
    assert TYPE.needs_judgement(JUDGED)
    assert TYPE.counts(JUDGED)


def test_what_the_learner_compares_does_not_count():
    mark = TYPE.mark(COMPARED, "Een antwoord.")
    assert (mark.points, mark.maximum) == (0, 0)
    assert not TYPE.needs_judgement(COMPARED)
    assert not TYPE.counts(COMPARED)


@given(st.text())
def test_no_text_earns_points_by_itself(text):
    assert TYPE.mark(JUDGED, text).points == Fraction(0)


@pytest.mark.parametrize("assessment", ["self", "person"])
def test_afterwards_the_own_text_stands_beside_the_model_answer(assessment):
    own, model = TYPE.review({**JUDGED, "assessment": assessment}, "Mijn tekst.")
    assert (own.text, own.chosen, bool(own.name)) == ("Mijn tekst.", True, True)
    assert (model.text, model.chosen, model.right, model.name) == (MODEL, False, True, "Modelantwoord")


def test_without_a_model_answer_only_the_own_text_is_shown():
    assert [line.text for line in TYPE.review({**JUDGED, "model_answer": ""}, "Mijn tekst.")] == ["Mijn tekst."]


def test_the_text_is_counted_by_nobody_and_looked_over_on_one_line():
    assert TYPE.choices_made(JUDGED, "Mijn tekst.") == []
    assert TYPE.answer_text(JUDGED, "Eerste\n\nregel  en meer") == "Eerste regel en meer"
    assert len(TYPE.answer_text(JUDGED, "woord " * 1_000)) == 150


def test_line_ends_of_a_browser_count_as_one_character():
    text = "a\r\n" * (LONGEST // 2 - 2) + "eind"
    assert len(text) > LONGEST
    assert TYPE.form_field(JUDGED).clean(text) == text.replace("\r\n", "\n")


@pytest.mark.parametrize("length", [LONGEST + 1, LONGEST_TEXT])
def test_a_text_that_is_too_long_is_told_so(length):
    assert TYPE.form_field(JUDGED).clean("x" * LONGEST)
    with pytest.raises(UnreadableAnswer) as caught:
        TYPE.form_field(JUDGED).clean("x" * length)
    assert caught.value.messages == [f"Uw antwoord heeft {length} tekens. Maak het korter: hoogstens 10.000 tekens."]


def test_a_sign_that_nobody_sees_is_left_out():
    assert TYPE.form_field(JUDGED).clean("a\x00") == "a"


@pytest.mark.parametrize("sent", ["x" * (LONGEST_TEXT + 1), "\udfff", ["a"], 5])
def test_what_only_a_program_sends_is_no_mistake_of_a_person(sent):
    with pytest.raises(ValidationError) as caught:
        TYPE.form_field(JUDGED).clean(sent)
    assert not isinstance(caught.value, UnreadableAnswer)


@pytest.mark.parametrize("sent", ["", "q=", "q=+%0D%0A+"])
def test_only_white_space_is_no_answer(sent):
    assert received(TYPE.form_field(JUDGED), sent) is None


def test_a_text_that_is_too_long_stays_on_the_page_and_the_browser_cuts_nothing_off():
    data = QueryDict(mutable=True)
    data["question_3"] = "<b>" + "x" * LONGEST
    page = page_of(TYPE, JUDGED, data)
    assert "&lt;b&gt;" + "x" * LONGEST in page
    assert "maxlength" not in page
    assert 'for="id_question_3_0"' in page
    item = {"number": 3, "type": TYPE.name, "body": JUDGED}
    assert not AnswerForm([item], data).is_tampered


def test_the_page_says_who_reads_it_and_holds_no_model_answer():
    judged, compared = page_of(TYPE, JUDGED, answer="Mijn\ntekst"), page_of(TYPE, COMPARED)
    assert "Die persoon ziet uw naam niet." in judged
    assert "Mijn\ntekst</textarea>" in judged
    assert "Dit antwoord telt niet mee." in compared
    for page in (judged, compared):
        assert MODEL not in page
        assert OPEN_ANSWER["instruction"] not in page


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"assessment": "self", "model_answer": " "}, "Schrijf een modelantwoord"),
        ({"assessment": "robot"}, "assessment"),
        ({"maximum": 0}, "maximum"),
        ({"maximum": 11}, "maximum"),
        ({"model_answer": "x" * (LONGEST + 1)}, "model_answer"),
    ],
)
def test_an_editor_is_told_what_does_not_fit(change, told):
    assert block_error(TYPE, OPEN_ANSWER) == ""
    assert told in block_error(TYPE, {**OPEN_ANSWER, **change})


def test_a_person_may_judge_without_a_model_answer():
    assert block_error(TYPE, {**OPEN_ANSWER, "model_answer": ""}) == ""


def test_the_bank_may_leave_out_what_is_usual():
    value = TYPE.from_bank({"open_answer": {"model_answer": "Zo."}})
    assert value == {"assessment": "person", "model_answer": "Zo.", "maximum": 1, "instruction": ""}
    block = TYPE.block()
    assert TYPE.to_bank(block.normalize(value)) == {
        "open_answer": {"model_answer": "Zo.", "assessment": "person", "maximum": 1}
    }


def test_another_assessment_is_refused():
    with pytest.raises(ValueError, match="person"):
        TYPE.from_bank({"open_answer": {"model_answer": "Zo.", "assessment": "robot"}})
