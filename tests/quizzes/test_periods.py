"""Whoever takes a course again makes its quizzes again, with attempts of their own."""

import pytest
from django.urls import reverse

from courses.enrol import enrolment_of, open_new_period
from courses.models import CourseCompletion, StepCompletion
from quizzes import attempts
from quizzes.models import Attempt
from quizzes.standing import standing_of
from tests.factories.people import make_user
from tests.factories.quizzes import finish_attempt, make_question, make_quiz, right_answers, start_attempt

pytestmark = pytest.mark.django_db


@pytest.fixture
def quiz(home):
    return make_quiz(max_attempts=2, waiting_hours=24)


@pytest.fixture
def passed(learner, quiz):
    return finish_attempt(learner, quiz, right=True)


def test_the_attempts_begin_again_and_those_before_stay(as_learner, learner, quiz, passed):
    before = Attempt.objects.values().get()
    again = open_new_period(learner, quiz.course)
    standing = standing_of(again, quiz)
    assert (standing.attempts, standing.left, standing.opens_at, standing.passed) == ([], 2, None, False)
    assert as_learner.get(quiz.url).context["standing"].attempts == []
    attempt = start_attempt(learner, quiz)
    assert (attempt.number, attempt.enrolment) == (1, again)
    assert Attempt.objects.filter(pk=passed.pk).values().get() == before


def test_failing_in_the_new_period_takes_nothing_of_the_old_one(learner, quiz, passed):
    again = open_new_period(learner, quiz.course)
    finish_attempt(learner, quiz, right=False)
    assert standing_of(again, quiz).left == 1
    assert CourseCompletion.objects.get().enrolment == passed.enrolment
    passed.refresh_from_db()
    assert passed.passed


def test_passing_finishes_the_new_period(learner, quiz, passed):
    again = open_new_period(learner, quiz.course)
    finish_attempt(learner, quiz, right=True)
    assert StepCompletion.objects.filter(enrolment=again, step=quiz.pk).count() == 1
    assert CourseCompletion.objects.filter(enrolment=again).count() == 1


def test_an_attempt_that_was_begun_before_can_be_handed_in_and_changes_neither_period(learner, quiz, passed):
    extra = make_quiz(make_question(), course=quiz.course, required=False)
    attempt = start_attempt(learner, extra)
    again = open_new_period(learner, quiz.course)
    attempts.save_answers(attempt, right_answers(attempt))
    assert attempts.submit(attempt).passed
    assert not StepCompletion.objects.filter(step=extra.pk).exists()
    assert not again.step_completions.exists()
    assert start_attempt(learner, extra).enrolment == again


def test_the_result_of_an_earlier_period_can_still_be_read_by_its_learner_only(as_learner, learner, quiz, passed):
    open_new_period(learner, quiz.course)
    address = reverse("quiz_attempt", args=[passed.public_id])
    assert "U bent geslaagd" in as_learner.get(address).content.decode()
    as_learner.force_login(make_user())
    assert as_learner.get(address).status_code == 404


def test_twice_the_same_person_is_one_person(learner, quiz, passed):
    """The figures of a quiz are of first attempts ever: who makes it again knows it."""
    from quizzes.analysis_of_quiz import _first_attempts

    open_new_period(learner, quiz.course)
    finish_attempt(learner, quiz, right=True)
    assert enrolment_of(learner, quiz.course).period == 2
    assert list(_first_attempts(quiz)) == [passed]
