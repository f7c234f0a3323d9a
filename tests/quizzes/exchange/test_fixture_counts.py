"""Files of Moodle itself give as many questions of each type as Moodle's own readers find."""

from collections import Counter
from pathlib import Path

import pytest
from django.conf import settings

from quizzes.exchange.formats import read_file
from quizzes.exchange.load import load, plan_import
from tests.factories.people import make_user

FILES = Path(settings.BASE_DIR).parent / "shared" / "fixtures"
DEFAULTS = {"topic": 1, "difficulty": "makkelijk", "language": "nl"}

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not FILES.is_dir(), reason="Moodle's own files are not on this machine"),
]


def kinds(name: str) -> tuple[Counter, list]:
    reading = read_file(name, (FILES / name).read_bytes())
    assert reading.problems == []
    plan = plan_import(reading, DEFAULTS)
    made = load(plan, make_user())
    assert len(made) == len(reading.entries) - len(plan.problems)
    return Counter(entry.data["type"] for entry in reading.entries), made


def test_gift():
    found, _made = kinds("gift/examples.txt")
    assert found["single_choice"] + found["multiple_choice"] == 18
    assert {name: found[name] for name in ("true_false", "short_answer", "numeric", "matching")} == {
        "true_false": 5,
        "short_answer": 9,
        "numeric": 8,
        "matching": 3,
    }


def test_multichoice():
    found, _made = kinds("moodle-xml/multichoice.xml")
    assert found == {"single_choice": 1}


def test_true_or_false_with_pictures():
    found, made = kinds("moodle-xml/truefalse.xml")
    assert found == {"true_false": 2}
    assert [question.image.description for question in made] == ["Moodle logo", "Moodle logo"]


def test_nested_categories():
    found, made = kinds("moodle-xml/nested_categories_with_questions.xml")
    assert found == {"true_false": 4, "open_answer": 1}
    assert {tag for question in made for tag in question.tags.names()} == {"Iota", "Kappa", "Lambda", "Mu"}
