"""HR sees row P1 and nothing else."""

import dataclasses
import re
from decimal import Decimal

import pytest
from django.urls import reverse

from courses.models import LessonPage
from courses.progress import complete_step
from hr.queries import Row
from quizzes.models import Answer, Attempt
from tests.factories.hr import make_municipality, signed_in
from tests.factories.people import make_member
from tests.factories.quizzes import make_quiz, start_attempt

from .test_access import FILES, REPORTS, text_of

pytestmark = pytest.mark.django_db

ON_SCREEN = ["name", "department", "course", "status", "finished_on", "due_on", "valid_until"]
IN_FILES = ["personnel_number", "email", "department_code", "course_code", "minutes", "certificate"]
# Only where the works council agreed (tests/hr/privacy/test_scores.py).
BY_DECISION = ["score"]


def test_a_row_holds_what_the_works_council_allows_and_nothing_else():
    assert [field.name for field in dataclasses.fields(Row)] == ON_SCREEN + IN_FILES + BY_DECISION


@pytest.mark.parametrize("name", REPORTS)
def test_answers_scores_attempts_and_places_are_in_no_report(home, name):
    town = make_municipality()
    learner = make_member(town.organisation, town.department, name="Lerende Ambtenaar")
    quiz = make_quiz(lessons=1)
    attempt = start_attempt(learner, quiz)
    Attempt.objects.filter(pk=attempt.pk).update(
        score=Decimal("7531.25"), maximum=Decimal("8642.75"), passed=False, number=613
    )
    Answer.objects.create(attempt=attempt, version=1, item=1, value="marker-antwoord")
    lesson = LessonPage.objects.descendant_of(quiz.course).get()
    complete_step(attempt.enrolment, lesson)

    text = text_of(signed_in(town.officer).get(reverse(name)))
    assert "Lerende Ambtenaar" in text
    # Not within a word: tokens and keys are drawn by lot, and now and then have these figures in them.
    assert re.findall(r"(?<![\w-])(?:7531|8642|613)(?![\w-])", text) == []
    markers = [
        "marker-antwoord",
        str(attempt.public_id),
        quiz.title,
        lesson.title,
        *([learner.email] if name not in FILES else []),
    ]
    assert [marker for marker in markers if marker in text] == []
