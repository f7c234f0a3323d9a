from fractions import Fraction

import pytest
from django.core.exceptions import ValidationError
from django.http import QueryDict

from quizzes.types.base import Choice, ReviewLine, UnreadableAnswer
from quizzes.types.short_answer import TYPE
from tests.factories.quizzes import SHORT_ANSWER

from .fields import block_error, frozen_of, page_of, received

FROZEN = frozen_of(TYPE, SHORT_ANSWER)


@pytest.mark.parametrize(
    ("answer", "points"),
    [
        ("loonkostensubsidie", 1),
        (" LOONKOSTENSUBSIDIE. ", 1),
        ("de subsidie", Fraction(1, 2)),
        ("uitkering", 0),
        ("...", 0),
        (None, 0),
    ],
)
def test_the_best_accepted_text_gives_the_points(answer, points):
    assert TYPE.mark(FROZEN, answer).points == points


def test_capitals_may_matter():
    frozen = {**FROZEN, "accepted": [{"text": "PSO", "percentage": 100, "feedback": ""}], "case_sensitive": True}
    assert TYPE.mark(frozen, "PSO").correct
    assert not TYPE.mark(frozen, "pso").correct
    assert TYPE.choices_made(frozen, "PSO")[0].key == "PSO"


def test_a_right_answer_is_one_line():
    assert TYPE.review(FROZEN, "Loonkostensubsidie") == [
        ReviewLine("Loonkostensubsidie", chosen=True, right=True, feedback="Dat is het."),
    ]


@pytest.mark.parametrize(
    ("answer", "feedback"),
    [("subsidie", "Welke subsidie bedoelt u?"), ("uitkering", "Denk aan de Participatiewet.")],
)
def test_another_answer_is_explained_and_the_right_one_told(answer, feedback):
    assert TYPE.review(FROZEN, answer) == [
        ReviewLine(answer, chosen=True, right=False, feedback=feedback),
        ReviewLine("loonkostensubsidie", chosen=False, right=True, feedback="Dat is het.", name="Goed antwoord"),
    ]


def test_the_right_answer_is_told_without_wildcards():
    frozen = {**FROZEN, "accepted": [{"text": "loonkosten*", "percentage": 100, "feedback": ""}]}
    assert TYPE.review(frozen, None)[0].text == "loonkosten…"


def test_the_same_answer_in_other_capitals_is_counted_together():
    assert TYPE.choices_made(FROZEN, "De Subsidie!") == [Choice("de subsidie", "De Subsidie!", right=False)]
    assert TYPE.choices_made(FROZEN, None) == []


def test_spaces_around_the_answer_are_left_out():
    assert received(TYPE.form_field(FROZEN), "q=+twee++woorden+") == "twee  woorden"
    assert received(TYPE.form_field(FROZEN), "q=+++") is None


def test_an_answer_that_is_too_long_is_told_so():
    assert TYPE.form_field(FROZEN).clean("x" * 200)
    with pytest.raises(UnreadableAnswer) as caught:
        TYPE.form_field(FROZEN).clean("x" * 201)
    assert "200" in caught.value.messages[0]


@pytest.mark.parametrize("sent", ["x" * 1_000_000, "a\x00", "\udfff", ["a"], 5])
def test_what_only_a_program_sends_is_no_mistake_of_a_person(sent):
    with pytest.raises(ValidationError) as caught:
        TYPE.form_field(FROZEN).clean(sent)
    assert not isinstance(caught.value, UnreadableAnswer)


def test_the_page_names_the_field_and_keeps_what_was_written():
    page = page_of(TYPE, FROZEN, QueryDict("question_3=<b>"))
    assert 'for="id_question_3_0"' in page
    assert 'value="&lt;b&gt;"' in page
    assert 'value="Subsidie"' in page_of(TYPE, FROZEN, answer="Subsidie")
    assert "maxlength" not in page


@pytest.mark.parametrize(
    ("accepted", "told"),
    [
        ([("*", 100)], "minstens één letter of cijfer"),
        ([("...", 100)], "minstens één letter of cijfer"),
        ([("Café", 100), ("cafe.", 50)], "komen op hetzelfde neer"),
        ([("café", 99)], "100 procent"),
        ([], "accepted"),
        ([("café", 0)], "percentage"),
        ([("café", 101)], "percentage"),
        ([("x" * 201, 100)], "text"),
    ],
)
def test_an_editor_is_told_what_does_not_fit(accepted, told):
    texts = [{"text": text, "percentage": percentage, "feedback": ""} for text, percentage in accepted]
    assert told in block_error(TYPE, {**SHORT_ANSWER, "accepted": texts})


def test_capitals_make_two_texts_when_they_matter():
    texts = [{"text": text, "percentage": 100, "feedback": ""} for text in ("PSO", "Pso")]
    assert block_error(TYPE, {**SHORT_ANSWER, "accepted": texts, "case_sensitive": True}) == ""
    assert block_error(TYPE, {**SHORT_ANSWER, "accepted": texts})


def test_the_bank_may_leave_out_what_is_usual():
    value = TYPE.from_bank({"short_answer": {"accepted": [{"text": "ja"}], "feedback_incorrect": "Nee."}})
    assert value == {
        "accepted": [{"text": "ja", "percentage": 100, "feedback": ""}],
        "feedback_incorrect": "Nee.",
        "case_sensitive": False,
    }
