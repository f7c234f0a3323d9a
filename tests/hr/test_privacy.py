"""HR sees row P1 and nothing else."""

import dataclasses
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

from .test_access import REPORTS, text_of

pytestmark = pytest.mark.django_db

ALLOWED = ["name", "department", "course", "status", "finished_on"]


def test_a_row_holds_what_the_works_council_allows_and_nothing_else():
    assert [field.name for field in dataclasses.fields(Row)] == ALLOWED


@pytest.mark.parametrize("name", REPORTS)
def test_answers_scores_attempts_and_places_are_in_no_report(home, name):
    town = make_municipality()
    learner = make_member(town.organisation, town.department, name="Lerende Ambtenaar")
    quiz = make_quiz(lessons=1)
    attempt = start_attempt(learner, quiz)
    Attempt.objects.filter(pk=attempt.pk).update(
        score=Decimal("7531.25"), maximum=Decimal("8642.75"), passed=False, pass_mark=97, number=613
    )
    Answer.objects.create(attempt=attempt, item=1, value="marker-antwoord")
    lesson = LessonPage.objects.descendant_of(quiz.course).get()
    complete_step(attempt.enrolment, lesson)

    text = text_of(signed_in(town.officer).get(reverse(name)))
    assert "Lerende Ambtenaar" in text
    markers = [
        "marker-antwoord",
        "7531",
        "8642",
        "613",
        str(attempt.public_id),
        quiz.title,
        lesson.title,
        learner.email,
    ]
    assert [marker for marker in markers if marker in text] == []
