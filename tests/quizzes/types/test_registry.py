"""Every registered type keeps its side of the contract in quizzes/types/base.py."""

import json
from collections.abc import Iterable
from pathlib import Path
from random import Random

import pytest
from django.conf import settings
from django.http import QueryDict
from django.template.loader import render_to_string

import quizzes.types
from quizzes.forms import AnswerForm
from quizzes.models import Question
from quizzes.snapshot import freeze_question
from quizzes.types import TYPES, body_blocks, type_of
from tests.factories.quizzes import answer_to, make_question, sent_fields


def test_every_module_with_a_type_is_registered():
    modules = Path(quizzes.types.__file__).parent.glob("*.py")
    assert set(TYPES) == {path.stem for path in modules if "\nTYPE = " in path.read_text()}


def test_an_unknown_type_is_an_error():
    with pytest.raises(KeyError):
        type_of("unknown")


def test_editors_can_choose_every_type():
    assert [name for name, _block in body_blocks()] == list(TYPES)


@pytest.mark.parametrize("name", TYPES)
def test_a_type_has_its_template(name):
    assert (Path(settings.BASE_DIR) / "templates" / type_of(name).template).is_file()


def test_no_bank_name_belongs_to_two_types():
    names = [name for question_type in TYPES.values() for name in question_type.bank_names]
    assert len(names) == len(set(names))


# In these the learner writes.
WITHOUT_IDS = {"numeric", "short_answer", "open_answer"}
# How the names of what no learner may read beforehand begin.
HIDDEN = ("feedback", "tolerance", "answer", "model_answer")


def frozen(name, order=None):
    return type_of(name).freeze(make_question(name).body[0].value, order)


@pytest.mark.django_db
@pytest.mark.parametrize("name", TYPES)
def test_what_can_be_chosen_is_the_same_thing_in_every_attempt(name):
    made = make_question(name)
    first, second = (freeze_question(Question.objects.get(pk=made.pk), 1, None)["body"] for _attempt in range(2))
    assert first == second
    assert ids_in(first) or name in WITHOUT_IDS


def asked(name, body):
    """The question as an attempt keeps it."""
    return {"number": 3, "type": name, "status": "bron", "context": "", "prompt": "Wat is het?", "body": body}


def ids_in(part):
    """Every id in what was frozen."""
    if isinstance(part, dict):
        return {value for key, value in part.items() if key == "id"}.union(*map(ids_in, part.values()))
    return set().union(*map(ids_in, part)) if isinstance(part, list) else set()


def texts_in(part, key=""):
    """Every text in what was frozen that no learner may read beforehand."""
    if isinstance(part, dict):
        return set().union(*(texts_in(value, key) for key, value in part.items()))
    if isinstance(part, list):
        return set().union(*(texts_in(each, key) for each in part))
    return {part} if isinstance(part, str) and key.startswith(HIDDEN) else set()


def without_ids(value):
    """What a block holds, with plain dicts and lists."""
    if hasattr(value, "block_type"):
        return [value.block_type, without_ids(value.value)]
    if hasattr(value, "items"):
        return {name: without_ids(part) for name, part in value.items()}
    if hasattr(value, "block_type"):
        return [value.block_type, without_ids(value.value)]
    if isinstance(value, Iterable) and not isinstance(value, str):
        return [without_ids(part) for part in value]
    return value


@pytest.mark.parametrize("name", TYPES)
def test_an_editor_sees_what_a_type_is(name):
    meta = type_of(name).block().meta
    assert meta.icon != "placeholder"
    assert str(meta.label) == str(type_of(name).label)
    assert str(meta.description)


@pytest.mark.django_db
@pytest.mark.parametrize("name", TYPES)
def test_freezing_gives_json_with_the_same_ids_each_time(name):
    question = make_question(name)
    first, second, first_again = [
        type_of(name).freeze(question.body[0].value, Random(seed))  # noqa: S311
        for seed in (1, 2, 1)
    ]
    assert json.loads(json.dumps(first)) == first == first_again
    assert ids_in(first) == ids_in(second)


@pytest.mark.parametrize("name", TYPES)
def test_a_draft_without_answers_can_be_previewed(name):
    question_type = type_of(name)
    body = question_type.freeze(question_type.block().get_default(), None)
    (question,) = AnswerForm([asked(name, body)]).questions()
    assert render_to_string("quizzes/question.html", {"question": question, "total": 1})


@pytest.mark.django_db
@pytest.mark.parametrize("name", TYPES)
def test_nothing_chosen_earns_nothing_and_is_not_an_answer(name):
    question_type = type_of(name)
    body = frozen(name)
    field = question_type.form_field(body)
    field.required = False
    nothing = field.clean(field.widget.value_from_datadict(QueryDict(), {}, "question_3"))
    assert field.clean(None) == nothing
    for answer in (nothing, None):
        assert not question_type.is_answered(body, answer)
        assert question_type.choices_made(body, answer) == []
        assert question_type.answer_text(body, answer) == ""
        assert question_type.mark(body, answer).points == 0
        assert all(line.right and not line.chosen for line in question_type.review(body, answer))


@pytest.mark.django_db
@pytest.mark.parametrize("name", TYPES)
@pytest.mark.parametrize("correct", [True, False])
def test_an_answer_survives_the_way_through_a_browser(name, correct):
    item = asked(name, frozen(name, Random(5)))  # noqa: S311
    answer = answer_to(item, correct=correct)
    sent = QueryDict(mutable=True)
    for key, value in sent_fields(item, answer).items():
        sent.setlist(key, value if isinstance(value, list) else [value])
    form = AnswerForm([item], sent)
    assert form.is_valid()
    assert form.answers() == {3: answer}
    assert json.loads(json.dumps(answer)) == answer
    assert type_of(name).is_answered(item["body"], answer)


@pytest.mark.django_db
@pytest.mark.parametrize("name", TYPES)
def test_a_right_answer_is_right_and_another_is_not(name):
    question_type = type_of(name)
    item = asked(name, frozen(name))
    if not question_type.counts(item["body"]) or question_type.needs_judgement(item["body"]):
        pytest.skip("No program marks it.")
    right, wrong = (answer_to(item, correct=correct) for correct in (True, False))
    assert question_type.mark(item["body"], right).correct
    assert all(choice.right for choice in question_type.choices_made(item["body"], right))
    assert not question_type.mark(item["body"], wrong).correct
    assert not all(line.chosen for line in question_type.review(item["body"], wrong))


@pytest.mark.django_db
@pytest.mark.parametrize("name", TYPES)
def test_the_page_that_asks_holds_no_solution(name):
    item = asked(name, frozen(name, Random(5)))  # noqa: S311
    (question,) = AnswerForm([item]).questions()
    page = render_to_string("quizzes/question.html", {"question": question, "total": 1})
    assert texts_in(item["body"])
    assert [text for text in texts_in(item["body"]) if f">{text}<" in page or f'"{text}"' in page] == []
    assert page.count("selected") == page.count('value="" selected')
    assert "checked" not in page


@pytest.mark.django_db
@pytest.mark.parametrize("name", TYPES)
def test_the_bank_gives_back_what_it_was_given(name):
    question_type = type_of(name)
    value = make_question(name).body[0].value
    entry = json.loads(json.dumps(question_type.to_bank(value)))
    again = question_type.block().normalize(question_type.from_bank(entry))
    assert without_ids(again) == without_ids(value)
    assert question_type.to_bank(again) == entry


def test_every_question_that_ships_can_be_read_and_given_back():
    entries = json.loads((settings.BASE_DIR / "curriculum/data/questions.json").read_text())
    types = {name: question_type for question_type in TYPES.values() for name in question_type.bank_names}
    for entry in entries:
        question_type = types[entry["type"]]
        block = question_type.block()
        value = block.clean(block.normalize(question_type.from_bank(entry)))
        assert {key: entry[key] for key in question_type.to_bank(value)} == question_type.to_bank(value)
