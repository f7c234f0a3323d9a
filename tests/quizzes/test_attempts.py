"""The life of an attempt: started once, answered, handed in once."""

import pytest
from django.db import IntegrityError, transaction
from django.http import Http404
from wagtail.models import Locale

from courses.models import CourseCompletion, StepCompletion
from quizzes import attempts, results
from quizzes.models import Answer, Attempt, QuizPage
from quizzes.standing import standing_of
from tests.factories.courses import make_course
from tests.factories.people import make_user
from tests.factories.quizzes import (
    finish_attempt,
    make_question,
    make_quiz,
    options,
    right_answers,
    start_attempt,
    wrong_answers,
)

pytestmark = pytest.mark.django_db


@pytest.mark.row("Q5")
def test_starting_twice_gives_the_same_attempt(learner):
    quiz = make_quiz()
    assert start_attempt(learner, quiz) == start_attempt(learner, quiz)
    assert Attempt.objects.count() == 1


def test_someone_who_is_not_enrolled_cannot_start(learner):
    with pytest.raises(Http404):
        attempts.start(learner, make_quiz())


def test_a_quiz_without_published_questions_cannot_be_started(learner):
    question = make_question()
    quiz = make_quiz(question)
    question.unpublish()
    with pytest.raises(attempts.EmptyQuizError):
        start_attempt(learner, quiz)


def test_a_failed_quiz_can_be_tried_again_until_the_attempts_are_used(learner):
    quiz = make_quiz(max_attempts=2)
    assert [finish_attempt(learner, quiz, right=False).number for _ in range(2)] == [1, 2]
    with pytest.raises(attempts.NoAttemptsLeftError):
        attempts.start(learner, quiz)


def test_without_a_limit_one_can_go_on(learner):
    quiz = make_quiz(max_attempts=0)
    assert [finish_attempt(learner, quiz, right=False).number for _ in range(4)] == [1, 2, 3, 4]


def test_a_passed_quiz_is_not_started_again(learner):
    quiz = make_quiz()
    finished = finish_attempt(learner, quiz, right=True)
    with pytest.raises(attempts.AlreadyPassedError) as caught:
        attempts.start(learner, quiz)
    assert caught.value.attempt == finished


@pytest.mark.row("Q5")
def test_the_database_refuses_a_second_open_attempt(learner):
    attempt = start_attempt(learner, make_quiz())
    attempt.pk, attempt.public_id, attempt.number = None, "a" * 32, 2
    with pytest.raises(IntegrityError), transaction.atomic():
        attempt.save(force_insert=True)


def test_passing_finishes_the_step_and_the_course(learner):
    quiz = make_quiz()
    attempt = finish_attempt(learner, quiz, right=True)
    assert (attempt.score, attempt.maximum, attempt.passed, attempt.percentage) == (3, 3, True, 100)
    assert StepCompletion.objects.get().step_id == quiz.pk
    assert CourseCompletion.objects.get().enrolment.user == learner


def test_failing_finishes_nothing(learner):
    attempt = finish_attempt(learner, make_quiz(), right=False)
    assert (attempt.score, attempt.passed) == (0, False)
    assert not StepCompletion.objects.exists()


@pytest.mark.row("Q8")
def test_the_pass_mark_of_the_start_counts(learner):
    quiz = make_quiz(make_question(), make_question(), pass_mark=50)
    attempt = start_attempt(learner, quiz)
    quiz.pass_mark = 100
    quiz.save()
    attempts.save_answers(attempt, {1: right_answers(attempt)[1], 2: wrong_answers(attempt)[2]})
    assert attempts.submit(attempt).passed


def test_a_third_of_a_point_is_kept_rounded_down(learner):
    quiz = make_quiz(make_question("multiple_choice", options(True, True, True, False)), pass_mark=70)
    attempt = start_attempt(learner, quiz)
    attempts.save_answers(attempt, {1: right_answers(attempt)[1][:2]})
    finished = attempts.submit(attempt)
    assert (str(finished.score), finished.percentage, finished.passed) == ("0.66", 66, False)


@pytest.mark.row("Q4")
def test_handing_in_twice_keeps_the_first_result(learner):
    attempt = finish_attempt(learner, make_quiz(), right=True)
    again = attempts.submit(attempt)
    assert again.finished_at == attempt.finished_at
    assert StepCompletion.objects.count() == 1


def test_answers_cannot_change_after_handing_in(learner):
    attempt = finish_attempt(learner, make_quiz(), right=False)
    with pytest.raises(attempts.FinishedError):
        attempts.save_answers(attempt, right_answers(attempt))
    assert attempt.saved_answers() == wrong_answers(attempt)


def test_handing_in_names_the_questions_without_an_answer(learner):
    attempt = start_attempt(learner, make_quiz())
    attempts.save_answers(attempt, {2: []})
    with pytest.raises(attempts.UnansweredError) as caught:
        attempts.submit(attempt)
    assert caught.value.numbers == [1, 2, 3]
    attempt.refresh_from_db()
    assert not attempt.is_finished


@pytest.mark.row("Q18")
def test_saving_again_replaces_only_what_is_sent(learner):
    attempt = start_attempt(learner, make_quiz())
    attempts.save_answers(attempt, wrong_answers(attempt))
    attempts.save_answers(attempt, {1: right_answers(attempt)[1]})
    assert attempt.saved_answers() == {**wrong_answers(attempt), 1: right_answers(attempt)[1]}
    # The journal keeps what was answered before.
    assert list(Answer.objects.filter(item=1).order_by("version").values_list("value", flat=True)) == [
        wrong_answers(attempt)[1],
        right_answers(attempt)[1],
    ]


def test_a_result_that_cannot_finish_the_step_is_not_kept(learner, monkeypatch):
    attempt = start_attempt(learner, make_quiz())
    attempts.save_answers(attempt, right_answers(attempt))

    def fail(*_arguments):
        raise RuntimeError("no certificate")

    monkeypatch.setattr(results, "complete_step", fail)
    with pytest.raises(RuntimeError):
        attempts.submit(attempt)
    attempt.refresh_from_db()
    assert not attempt.is_finished
    assert attempt.score is None


def test_a_translation_of_the_quiz_is_the_same_quiz(learner):
    quiz = make_quiz()
    other = make_quiz(course=quiz.course)
    english = Locale.objects.get_or_create(language_code="en")[0]
    QuizPage.objects.filter(pk=other.pk).update(translation_key=quiz.translation_key, locale=english)
    other.refresh_from_db()
    assert start_attempt(learner, other) == start_attempt(learner, quiz)


class TestStanding:
    def test_of_someone_who_is_not_enrolled(self):
        standing = standing_of(None, make_quiz(max_attempts=3))
        assert (standing.attempts, standing.open, standing.best, standing.left) == ([], None, None, 3)

    def test_the_open_attempt_counts_as_used(self, learner):
        quiz = make_quiz(max_attempts=1)
        attempt = start_attempt(learner, quiz)
        standing = standing_of(attempt.enrolment, quiz)
        assert (standing.open, standing.left, standing.may_start) == (attempt, 0, True)

    def test_the_best_attempt_is_the_one_that_passed(self, learner):
        quiz = make_quiz()
        failed = finish_attempt(learner, quiz, right=False)
        passed = finish_attempt(learner, quiz, right=True)
        standing = standing_of(failed.enrolment, quiz)
        assert (standing.best, standing.passed, standing.may_start) == (passed, True, False)
        assert standing.finished == [failed, passed]

    def test_lowering_the_limit_never_gives_a_negative_number(self, learner):
        quiz = make_quiz(max_attempts=3)
        finish_attempt(learner, quiz, right=False)
        attempt = finish_attempt(learner, quiz, right=False)
        quiz.max_attempts = 1
        assert standing_of(attempt.enrolment, quiz).left == 0


def test_two_people_do_not_see_each_others_attempts(learner):
    quiz = make_quiz()
    colleague = make_user()
    first, second = start_attempt(learner, quiz), start_attempt(colleague, quiz)
    assert first != second
    assert [first.number, second.number] == [1, 1]


def test_a_course_with_an_open_lesson_is_not_finished_by_its_quiz(learner):
    finish_attempt(learner, make_quiz(course=make_course(lessons=1)), right=True)
    assert StepCompletion.objects.count() == 1
    assert not CourseCompletion.objects.exists()
