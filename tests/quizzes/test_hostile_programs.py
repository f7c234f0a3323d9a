"""What no page of ours sends: refused with 400, 404 or 409, and nothing is written (row Q10)."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quizzes.models import Answer, Attempt
from quizzes.types import TYPES, type_of
from tests.factories.people import make_user
from tests.factories.quizzes import make_question, make_quiz, right_answers, sent_fields, start_attempt

pytestmark = [pytest.mark.django_db, pytest.mark.row("Q10")]
# The database is the same for all examples of a test: each of them must leave it as it was.
EXAMPLES = settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
MEGABYTE = "x" * 1_000_000

NUMBERS = ["NaN", "-NaN", "Infinity", "-Infinity", "1e999", "9" * 5000, "0x10", "1_000", "١٢"]
NONSENSE = st.one_of(
    st.text(max_size=40),
    st.sampled_from([*NUMBERS, MEGABYTE, "\x00", "\ud7ff", "null", "[]", "{}", "-1", "0", "999", "true "]),
)
ENDINGS = ["", "_0", "_1", "_9", "_0_0", "_1_0", "_4_2", "_id", "_" + "9" * 60]
NAMES = st.one_of(
    st.builds("question_{}{}".format, st.integers(-1, 12), st.sampled_from(ENDINGS)),
    st.sampled_from(
        ["score", "maximum", "passed", "user", "user_id", "attempt", "id", "deadline", "started_at", "finished_at"]
    ),
    st.sampled_from(["confidence_1", "confidence_99", "question_", "question_1[]", "items", "checked", "version_"]),
)
VALUES = st.one_of(NONSENSE, st.lists(NONSENSE, min_size=2, max_size=5), st.just(["1"] * 1000))


@pytest.fixture
def attempt(learner, home):
    """A question of each type in an exam."""
    return start_attempt(learner, make_quiz(*(make_question(name) for name in TYPES)))


def address(attempt: Attempt, tail: str = "bewaren/") -> str:
    return f"/mijn-leren/toets/{attempt.public_id}/{tail}"


def right_fields(attempt: Attempt) -> dict:
    answers = right_answers(attempt)
    fields = {"version": 0, "asked": list(answers)}
    for item in attempt.items:
        fields |= sent_fields(item, answers[item["number"]])
    return fields


def everything(attempt: Attempt) -> tuple:
    """The attempt and its journal as they are in the database."""
    return Attempt.objects.filter(pk=attempt.pk).values().get(), list(Answer.objects.values_list())


@EXAMPLES
@given(name=NAMES, value=VALUES)
def test_beside_right_answers_one_hostile_field_is_never_taken_in_silence(as_learner, attempt, name, value):
    """Either the field is refused, or what is on disk is an answer that somebody can give on the page."""
    fields = right_fields(attempt)
    before = everything(attempt)
    response = as_learner.post(address(attempt), {**fields, name: value})
    assert response.status_code in (200, 400)
    if name not in fields:
        assert response.status_code == 400, name
        assert everything(attempt) == before
    row = Attempt.objects.get(pk=attempt.pk)
    assert (row.score, row.passed, row.finished_at, row.user_id) == (None, None, None, attempt.user_id)
    assert (row.items, row.rules, row.deadline) == (attempt.items, attempt.rules, attempt.deadline)
    for number, kept in row.saved_answers().items():
        item = attempt.items[number - 1]
        assert len(str(kept)) < 11_000
        typed = item["type"] in ("numeric", "short_answer", "open_answer", "case")
        assert typed or type_of(item["type"]).mark(item["body"], kept).correct or name.startswith(f"question_{number}")
    # As it was, for the next example.
    Answer.objects.all().delete()
    Attempt.objects.filter(pk=attempt.pk).update(version=0)


@pytest.mark.parametrize(
    "extra", [{"score": "100"}, {"user": "1"}, {"passed": "true"}, {"attempt": "1"}, {"question_99": "x"}]
)
@pytest.mark.parametrize("tail", ["bewaren/", ""])
def test_a_field_of_the_result_or_of_another_person_is_refused(as_learner, attempt, extra, tail):
    before = everything(attempt)
    sent = {**right_fields(attempt), **extra, "action": "submit"}
    assert as_learner.post(address(attempt, tail), sent).status_code == 400
    assert everything(attempt) == before


@pytest.mark.parametrize("value", [["1"] * 1000, MEGABYTE, "NaN", "Infinity", ["a", "b"], "\x00"])
def test_no_value_stands_in_for_an_option(as_learner, attempt, value):
    for item in attempt.items:
        before = everything(attempt)
        names = [name for name in right_fields(attempt) if name.startswith(f"question_{item['number']}")]
        # What can be typed is no option; the types say themselves what of it they keep.
        if item["type"] in ("single_choice", "multiple_choice", "true_false", "ordering", "matching"):
            fields = {**right_fields(attempt), "asked": [item["number"]], names[0]: value}
            fields = {name: each for name, each in fields.items() if name in (*names, "version", "asked")}
            assert as_learner.post(address(attempt), fields).status_code == 400, item["type"]
            assert everything(attempt) == before


@pytest.mark.parametrize("name", ["single_choice", "multiple_choice", "matching"])
def test_the_option_of_another_question_is_refused(as_learner, learner, name):
    attempt = start_attempt(learner, make_quiz(make_question(name), make_question(name)))
    if name == "matching":
        # Pairs are named by what they say, so another question has to say something else.
        attempt.items[1]["body"]["rights"] = [
            {**right, "id": f"x{right['id']}"} for right in attempt.items[1]["body"]["rights"]
        ]
        for left in attempt.items[1]["body"]["lefts"]:
            left["right"] = f"x{left['right']}"
        attempt.save(update_fields=["items"])
    before = everything(attempt)
    own, other = (sent_fields(item, right_answers(attempt)[item["number"]]) for item in attempt.items)
    swapped = dict(zip(own, other.values(), strict=True))
    assert as_learner.post(address(attempt), {"version": 0, "asked": [1], **swapped}).status_code == 400
    assert everything(attempt) == before


@pytest.mark.parametrize("tail", ["bewaren/", "", "1/", "overzicht/"])
def test_an_attempt_of_somebody_else_does_not_exist(as_learner, tail):
    foreign = start_attempt(make_user(), make_quiz(*(make_question(name) for name in TYPES)))
    before = everything(foreign)
    response = as_learner.post(address(foreign, tail), {**right_fields(foreign), "action": "submit"})
    assert response.status_code == 404
    assert everything(foreign) == before


@pytest.mark.parametrize(
    ("name", "values"), [("version", ["0", "5"]), ("asked", ["1", "1"]), ("action", ["save", "x"])]
)
def test_a_key_sent_twice_never_widens_what_is_written(as_learner, learner, name, values):
    attempt = start_attempt(learner, make_quiz(make_question(), make_question()))
    first, second = (right_answers(attempt)[number] for number in (1, 2))
    fields = {"version": "0", "asked": ["1"], "action": "save", "question_1": first, name: values}
    response = as_learner.post(address(attempt, ""), fields)
    assert response.status_code in (303, 400, 409)
    assert attempt.saved_answers() in ({}, {1: first})
    twice = {"version": attempt.version, "asked": ["2"], "question_2": [second, first]}
    assert as_learner.post(address(attempt), twice).status_code in (400, 409)
    assert 2 not in attempt.saved_answers()
