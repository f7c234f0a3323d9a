"""What holds of every type of question, whatever is answered: needs no database, as the types need none."""

from random import Random
from typing import Any

import pytest
from django.http import QueryDict
from hypothesis import given, settings
from hypothesis import strategies as st

from quizzes.forms import AnswerForm
from quizzes.types import TYPES, type_of
from tests.factories.quizzes import (
    CASE,
    MATCHING,
    NUMERIC,
    OPEN_ANSWER,
    ORDERING,
    SHORT_ANSWER,
    answer_to,
    options,
    sent_fields,
)

from .fields import frozen_of

VALUES: dict[str, dict[str, Any]] = {
    "single_choice": options(False, True, False),
    "multiple_choice": options(True, True, False, False),
    "true_false": {"answer": "true", "feedback_true": "Goed zo.", "feedback_false": "Toch wel."},
    "numeric": NUMERIC,
    "short_answer": SHORT_ANSWER,
    "ordering": ORDERING,
    "matching": MATCHING,
    "open_answer": OPEN_ANSWER,
    "case": CASE,
}
FROZEN = {name: frozen_of(type_of(name), value) for name, value in VALUES.items()}
EVERY_TYPE = pytest.mark.parametrize("name", sorted(VALUES))


def answers(name: str, body: dict[str, Any]) -> st.SearchStrategy[Any]:
    """What somebody can answer; None for nothing."""
    if name != "case":
        return st.none() | whole_answers(name, body)
    parts = st.tuples(*(answers(part["type"], part["body"]) for part in body["parts"]))
    return st.none() | parts.map(list).filter(lambda found: any(part is not None for part in found))


def whole_answers(name: str, body: dict[str, Any]) -> st.SearchStrategy[Any]:
    """Answers with nothing left open."""
    match name:
        case "numeric":
            return st.sampled_from(["1.250,50", "1250.5 euro", "€ 1300", "0", "-7"])
        case "short_answer" | "open_answer":
            return st.sampled_from(["Loonkostensubsidie.", "de subsidie", "iets", "é"])
        case "ordering":
            return st.permutations(body["right"])
        case "matching":
            rights = st.sampled_from([right["id"] for right in body["rights"]])
            return st.fixed_dictionaries({left["id"]: rights for left in body["lefts"]})
        case "multiple_choice":
            return st.lists(_option(body), min_size=1, unique=True).map(
                lambda chosen: [option["id"] for option in body["options"] if option["id"] in chosen]
            )
        case "case":
            return st.tuples(*(whole_answers(part["type"], part["body"]) for part in body["parts"])).map(list)
        case _:
            return _option(body)


def _option(body: dict[str, Any]) -> st.SearchStrategy[str]:
    return st.sampled_from([option["id"] for option in body["options"]])


def asked(name: str, body: dict[str, Any]) -> Any:
    return {"number": 3, "type": name, "status": "bron", "context": "", "prompt": "Wat is het?", "body": body}


def test_every_type_is_tried():
    assert set(VALUES) == set(TYPES)


@EVERY_TYPE
@settings(max_examples=25)
@given(data=st.data())
def test_no_answer_earns_less_than_nothing_or_more_than_all(name, data):
    answer = data.draw(answers(name, FROZEN[name]))
    mark = type_of(name).mark(FROZEN[name], answer)
    assert 0 <= mark.points <= mark.maximum
    assert mark.correct == (mark.points == mark.maximum)


@EVERY_TYPE
@settings(max_examples=25)
@given(data=st.data(), seed=st.integers())
def test_the_order_in_which_it_was_shown_changes_no_mark(name, data, seed):
    """The ids stay those of the editor's answers, so a regrade can mark a shuffled attempt."""
    block = type_of(name).block()
    value = block.clean(block.normalize(VALUES[name]))
    plain, shuffled = (type_of(name).freeze(value, order) for order in (None, Random(seed)))  # noqa: S311
    answer = data.draw(answers(name, plain))
    assert type_of(name).mark(shuffled, answer) == type_of(name).mark(plain, answer)


@EVERY_TYPE
@settings(max_examples=25)
@given(data=st.data())
def test_what_a_browser_sends_of_an_answer_is_that_answer(name, data):
    item = asked(name, FROZEN[name])
    answer = data.draw(whole_answers(name, FROZEN[name]))
    sent = QueryDict(mutable=True)
    for field, value in sent_fields(item, answer).items():
        if value is not None:
            sent.setlist(field, value if isinstance(value, list) else [value])
    form = AnswerForm([item], sent)
    form.full_clean()
    assert not form.errors
    assert form.answers() == {3: answer}


@EVERY_TYPE
@settings(max_examples=25)
@given(data=st.data())
def test_the_review_tells_a_right_answer_from_a_wrong_one(name, data):
    answer = data.draw(answers(name, FROZEN[name]))
    question_type = type_of(name)
    lines = question_type.review(FROZEN[name], answer)
    assert lines
    if question_type.mark(FROZEN[name], answer).correct:
        assert all(line.chosen and line.right for line in lines)
    elif question_type.mark(FROZEN[name], answer).maximum:
        assert any(not line.chosen or not line.right for line in lines)


@EVERY_TYPE
def test_no_answer_is_no_answer_earns_nothing_and_says_nothing(name):
    question_type, body = type_of(name), FROZEN[name]
    assert not question_type.is_answered(body, None)
    assert question_type.mark(body, None).points == 0
    assert question_type.choices_made(body, None) == []
    assert question_type.answer_text(body, None) == ""
    assert not any(line.chosen for line in question_type.review(body, None))


@EVERY_TYPE
def test_a_right_answer_is_an_answer_that_earns_everything_that_is_not_judged(name):
    question_type, body = type_of(name), FROZEN[name]
    right = answer_to(asked(name, body), correct=True)
    assert question_type.is_answered(body, right)
    assert question_type.counts(body)
    assert question_type.mark(body, right).correct is not question_type.needs_judgement(body)


@EVERY_TYPE
def test_the_bank_gives_back_what_it_was_given(name):
    question_type = type_of(name)
    block = question_type.block()
    entry = question_type.to_bank(block.normalize(VALUES[name]))
    assert question_type.to_bank(block.normalize(question_type.from_bank(entry))) == entry


@EVERY_TYPE
def test_fields_can_be_drawn_in_a_page_without_ids(name):
    item = asked(name, FROZEN[name])
    field = AnswerForm([item], auto_id=False)["question_3"]
    parts = [part.field for part in field.parts] if name == "case" else [field]
    assert field.id_for_label == ""
    for part in parts:
        assert ' id="' not in str(part)
        assert f'name="{part.html_name}' in str(part)
