"""Attempts at a quiz: starting, saving and handing in, each safe to repeat and to do in parallel.

Locks are taken in the order attempt, enrolment, certificate; starting takes none and lets the unique
constraints decide, which also holds on SQLite, where `select_for_update` does nothing.
"""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal
from fractions import Fraction
from random import Random
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from courses.models import Enrolment
from courses.perms import enrolment_for_step, refuse_locked_step
from courses.progress import complete_step
from people.models import User

from .grading import Mark, Result, result
from .models import Answer, Attempt, QuizPage
from .snapshot import freeze_quiz
from .types import type_of


class AlreadyPassedError(Exception):
    """The quiz has been passed; there is nothing to try again. `attempt` is the one that passed."""

    def __init__(self, attempt: Attempt) -> None:
        self.attempt = attempt


class NoAttemptsLeftError(Exception):
    """Every attempt the quiz allows has been used."""


class EmptyQuizError(Exception):
    """The quiz has no published question."""


class FinishedError(Exception):
    """The attempt was handed in; its answers stay as they are."""


class UnansweredError(Exception):
    """Handing in needs an answer to every question. `numbers` are those without one."""

    def __init__(self, numbers: list[int]) -> None:
        self.numbers = numbers


@dataclass(frozen=True)
class Standing:
    """Where one learner is with one quiz. `left` is None when there is no limit."""

    attempts: list[Attempt]
    left: int | None

    @property
    def open(self) -> Attempt | None:
        return next((attempt for attempt in self.attempts if not attempt.is_finished), None)

    @property
    def finished(self) -> list[Attempt]:
        return [attempt for attempt in self.attempts if attempt.is_finished]

    @property
    def best(self) -> Attempt | None:
        """The attempt that passed, or the one with the highest share of its points."""
        return max(self.finished, key=lambda attempt: (bool(attempt.passed), attempt.percentage), default=None)

    @property
    def passed(self) -> bool:
        return self.best is not None and bool(self.best.passed)

    @property
    def may_start(self) -> bool:
        return not self.passed and (self.open is not None or self.left != 0)


def standing_of(enrolment: Enrolment | None, quiz: QuizPage) -> Standing:
    """The attempts of this enrolment, in every language of the quiz, and how many may follow."""
    attempts = list(Attempt.objects.filter(enrolment=enrolment, quiz_key=quiz.translation_key)) if enrolment else []
    left = max(0, quiz.max_attempts - len(attempts)) if quiz.max_attempts else None
    return Standing(attempts=attempts, left=left)


def start(user: User, quiz: QuizPage) -> Attempt:
    """The open attempt, or a new one.

    Raises Http404 for someone who is not enrolled, StepLockedError when another step comes first, and
    AlreadyPassedError, NoAttemptsLeftError or EmptyQuizError when there is nothing to start. What has
    been started can always be handed in.
    """
    enrolment = enrolment_for_step(user, quiz)
    try:
        return _open_or_new(enrolment, quiz)
    except IntegrityError:
        # Another request started this attempt a moment ago; now it can be seen.
        return _open_or_new(enrolment, quiz)


def _open_or_new(enrolment: Enrolment, quiz: QuizPage) -> Attempt:
    standing = standing_of(enrolment, quiz)
    if standing.open:
        return standing.open
    if standing.passed and standing.best:
        raise AlreadyPassedError(standing.best)
    if standing.left == 0:
        raise NoAttemptsLeftError
    refuse_locked_step(enrolment, quiz)
    with transaction.atomic():
        return _create(enrolment, quiz, number=len(standing.attempts) + 1)


def _create(enrolment: Enrolment, quiz: QuizPage, number: int) -> Attempt:
    questions = quiz.questions()
    if not questions:
        raise EmptyQuizError
    seed = secrets.randbelow(2**31)
    order = Random(seed) if quiz.shuffle_options else None  # noqa: S311 - an order, not a secret
    return Attempt.objects.create(
        user_id=enrolment.user_id,
        enrolment=enrolment,
        quiz=quiz,
        quiz_key=quiz.translation_key,
        quiz_revision_id=quiz.live_revision_id,
        number=number,
        pass_mark=quiz.pass_mark,
        shuffle_seed=seed if order else None,
        items=freeze_quiz(questions, order),
    )


def _locked(attempt: Attempt) -> Attempt:
    return Attempt.objects.select_for_update().get(pk=attempt.pk)


@transaction.atomic
def save_answers(attempt: Attempt, answers: Mapping[int, Any]) -> None:
    """Keep answers (cleaned by quizzes.forms.AnswerForm), by number of the question.

    A question that is not in `answers` keeps the answer it has. Raises FinishedError after handing in.
    """
    if _locked(attempt).is_finished:
        raise FinishedError
    now = timezone.now()
    Answer.objects.bulk_create(
        [Answer(attempt=attempt, item=number, value=value, saved_at=now) for number, value in answers.items()],
        update_conflicts=True,
        unique_fields=["attempt", "item"],
        update_fields=["value", "saved_at"],
    )


@transaction.atomic
def submit(attempt: Attempt) -> Attempt:
    """Hand in the saved answers: mark them, keep the result, and finish the step when it is passed.

    Idempotent: the second time the first result is returned. Completing the course, and whatever
    listens to that, is part of the same transaction. Raises UnansweredError.
    """
    locked = _locked(attempt)
    if locked.is_finished:
        return locked
    answers = locked.saved_answers()
    missing = [item["number"] for item in locked.items if not _is_answered(item, answers)]
    if missing:
        raise UnansweredError(missing)
    _keep_result(locked, result(marks_of(locked, answers), locked.pass_mark))
    if locked.passed:
        complete_step(locked.enrolment, locked.quiz)
    return locked


def _is_answered(item: dict[str, Any], answers: Mapping[int, Any]) -> bool:
    return type_of(item["type"]).is_answered(answers.get(item["number"]))


def marks_of(attempt: Attempt, answers: Mapping[int, Any]) -> list[Mark]:
    """What each answer earns by the frozen questions, in their order."""
    return [type_of(item["type"]).mark(item["body"], answers.get(item["number"])) for item in attempt.items]


def _keep_result(attempt: Attempt, outcome: Result) -> None:
    attempt.score = _points(outcome.score)
    attempt.maximum = _points(outcome.maximum)
    attempt.passed = outcome.passed
    attempt.finished_at = timezone.now()
    attempt.save(update_fields=["score", "maximum", "passed", "finished_at"])


def _points(points: Fraction) -> Decimal:
    """Rounded down to hundredths, so that no score reads higher than it was."""
    return (Decimal(points.numerator) / Decimal(points.denominator)).quantize(Decimal("0.01"), rounding=ROUND_DOWN)
