"""Every registered type keeps its side of the contract in quizzes/types/base.py."""

import json
from pathlib import Path
from random import Random

import pytest
from django.conf import settings

import quizzes.types
from quizzes.types import TYPES, body_blocks, type_of
from tests.factories.quizzes import make_question


def test_every_module_with_a_type_is_registered():
    modules = {path.stem for path in Path(quizzes.types.__file__).parent.glob("*.py")}
    assert set(TYPES) == modules - {"__init__", "base", "options"}


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


@pytest.mark.django_db
@pytest.mark.parametrize("name", TYPES)
def test_freezing_gives_json_with_the_same_option_ids_each_time(name):
    question = make_question(name)
    first, second, first_again = [
        type_of(name).freeze(question.body[0].value, Random(seed))  # noqa: S311
        for seed in (1, 2, 1)
    ]
    assert json.loads(json.dumps(first)) == first == first_again
    assert {option["id"] for option in first["options"]} == {option["id"] for option in second["options"]}


@pytest.mark.django_db
@pytest.mark.parametrize("name", TYPES)
def test_nothing_chosen_earns_nothing_and_is_not_an_answer(name):
    question_type = type_of(name)
    frozen = question_type.freeze(make_question(name).body[0].value, None)
    field = question_type.form_field(frozen)
    field.required = False
    nothing = field.clean(None)
    assert not question_type.is_answered(nothing)
    assert not question_type.is_answered(None)
    assert question_type.mark(frozen, nothing).points == 0
    assert all(line.right and not line.chosen for line in question_type.review(frozen, nothing))
