"""Many requests at once, with real threads and connections of their own, on both databases."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connections

from courses.enrol import enrol
from courses.models import CourseCompletion, StepCompletion
from quizzes import attempts
from quizzes.models import Answer, Attempt
from tests.factories.people import make_user
from tests.factories.quizzes import finish_attempt, make_quiz, right_answers, start_attempt

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.row("R12")]
PARALLEL = 20


def all_at_once(action: Callable[[int], Any], times: int = PARALLEL) -> list[Any]:
    """Results, or the exceptions that were raised, of `times` threads that start together."""
    barrier = Barrier(times)

    def run(number: int) -> Any:
        try:
            barrier.wait(timeout=30)
            return action(number)
        except Exception as error:
            return error
        finally:
            connections.close_all()

    with ThreadPoolExecutor(max_workers=times) as pool:
        return list(pool.map(run, range(times)))


@pytest.mark.row("Q5", "Q13")
def test_parallel_starts_give_one_open_attempt():
    user, quiz = make_user(), make_quiz()
    enrol(user, quiz.course)
    started = all_at_once(lambda _number: attempts.start(user, quiz).pk)
    assert Attempt.objects.count() == 1
    assert set(started) == {Attempt.objects.get().pk}


@pytest.mark.row("Q5", "Q13")
def test_parallel_starts_never_pass_the_limit():
    user, quiz = make_user(), make_quiz(max_attempts=2)
    finish_attempt(user, quiz, right=False)
    started = all_at_once(lambda _number: attempts.start(user, quiz).pk)
    assert sorted(Attempt.objects.values_list("number", flat=True)) == [1, 2]
    assert set(started) == {Attempt.objects.get(number=2).pk}


@pytest.mark.row("Q4", "Q12", "Q13")
def test_parallel_submits_give_one_result_and_one_completion():
    user, quiz = make_user(), make_quiz()
    attempt = start_attempt(user, quiz)
    attempts.save_answers(attempt, right_answers(attempt))
    finished = all_at_once(lambda _number: attempts.submit(attempt).finished_at)
    assert set(finished) == {Attempt.objects.get().finished_at}
    assert (StepCompletion.objects.count(), CourseCompletion.objects.count()) == (1, 1)


@pytest.mark.row("Q3", "Q13")
def test_parallel_saves_lose_no_answer():
    attempt = start_attempt(make_user(), make_quiz())
    (first, *_others) = right_answers(attempt).values()

    def save_until_it_went(times: int) -> int:
        """What a page does: save, and after newer answers elsewhere save once more on top of those."""
        stale = 0
        for _time in range(times):
            version = 0
            while True:
                try:
                    attempts.save_answers(Attempt.objects.get(pk=attempt.pk), {1: first}, version=version)
                    break
                except attempts.StaleError as newer:
                    version = newer.version
                    stale += 1
        return stale

    assert all(isinstance(stale, int) for stale in all_at_once(lambda _number: save_until_it_went(25), times=8))
    versions = list(Answer.objects.filter(attempt=attempt).order_by("version").values_list("version", flat=True))
    assert versions == list(range(1, 201))
    assert Attempt.objects.get(pk=attempt.pk).version == 200


@pytest.mark.row("Q3", "Q13")
def test_of_parallel_saves_from_the_same_version_exactly_one_counts():
    attempt = start_attempt(make_user(), make_quiz())
    answers = right_answers(attempt)
    outcomes = all_at_once(
        lambda number: attempts.save_answers(Attempt.objects.get(pk=attempt.pk), {1: answers[1]}, version=0), times=12
    )
    assert sorted(str(type(outcome).__name__) for outcome in outcomes) == ["StaleError"] * 11 + ["int"]
    assert Answer.objects.count() == 1


@pytest.mark.row("Q12")
def test_starting_handing_in_and_starting_again_do_not_wait_for_each_other_for_ever():
    user, quiz = make_user(), make_quiz()
    attempt = start_attempt(user, quiz)
    attempts.save_answers(attempt, right_answers(attempt))

    def start_or_submit(number: int) -> Any:
        return attempts.submit(attempt).pk if number % 2 else attempts.start(user, quiz).pk

    outcomes = all_at_once(start_or_submit)
    assert all(outcome == attempt.pk or isinstance(outcome, attempts.AlreadyPassedError) for outcome in outcomes)
    assert Attempt.objects.count() == 1
