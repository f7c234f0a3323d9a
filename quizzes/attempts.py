"""Attempts at a quiz: starting, saving and handing in, each safe to repeat and to do in parallel.

Locks are taken in the order attempt, enrolment, certificate; starting takes none and lets the unique
constraints decide, which also holds on SQLite, where `select_for_update` does nothing.
"""

import secrets
from collections.abc import Iterable, Mapping
from datetime import datetime
from random import Random
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Exists
from django.utils import timezone

from courses.models import Enrolment
from courses.perms import enrolment_for_step, refuse_locked_step
from people.models import User

from .clock import GRACE, deadline_for, is_over
from .draw import questions_to_ask
from .models import Answer, Attempt, QuizPage
from .results import settle
from .rules import freeze_rules
from .snapshot import freeze_quiz
from .standing import standing_of
from .types import type_of


class AlreadyPassedError(Exception):
    """The quiz has been passed; there is nothing to try again. `attempt` is the one that passed."""

    def __init__(self, attempt: Attempt) -> None:
        self.attempt = attempt


class AwaitsJudgementError(AlreadyPassedError):
    """The last attempt still waits for a person to judge an open answer."""


class NoAttemptsLeftError(Exception):
    """Every attempt the quiz allows has been used."""


class TooSoonError(Exception):
    """The waiting time since the last attempt is not over. `opens_at` is when it is."""

    def __init__(self, opens_at: datetime) -> None:
        self.opens_at = opens_at


class EmptyQuizError(Exception):
    """The quiz has no published question that counts."""


class FinishedError(Exception):
    """The attempt was handed in or its time is over; its answers stay as they are."""


class StaleError(Exception):
    """Answers were written elsewhere since; nothing was written. `version` is that of the newer state."""

    def __init__(self, version: int) -> None:
        self.version = version


class UnansweredError(Exception):
    """Handing in needs an answer to every question. `numbers` are those without one."""

    def __init__(self, numbers: list[int]) -> None:
        self.numbers = numbers


def start(user: User, quiz: QuizPage) -> Attempt:
    """The open attempt, or a new one.

    Raises Http404 for someone who is not enrolled, StepLockedError when another step comes first, and
    AlreadyPassedError, AwaitsJudgementError, NoAttemptsLeftError, TooSoonError or EmptyQuizError when there
    is nothing to start. What has been started can always be handed in.
    """
    enrolment = enrolment_for_step(user, quiz)
    try:
        return _open_or_new(enrolment, quiz)
    except IntegrityError:
        # Another request started this attempt a moment ago; now it can be seen.
        return _open_or_new(enrolment, quiz)


def _open_or_new(enrolment: Enrolment, quiz: QuizPage) -> Attempt:
    standing = standing_of(enrolment, quiz)
    unfinished = standing.open
    if unfinished:
        if not close_if_over(unfinished):
            return unfinished
        standing = standing_of(enrolment, quiz)
    if standing.passed and standing.best and not standing.practice:
        raise AlreadyPassedError(standing.best)
    if standing.awaiting:
        raise AwaitsJudgementError(standing.awaiting)
    if standing.left == 0:
        raise NoAttemptsLeftError
    if standing.opens_at:
        raise TooSoonError(standing.opens_at)
    refuse_locked_step(enrolment, quiz)
    asked_before = {item["question"] for attempt in standing.attempts for item in attempt.items}
    with transaction.atomic():
        return _create(enrolment, quiz, len(standing.attempts) + 1, asked_before)


def _create(enrolment: Enrolment, quiz: QuizPage, number: int, asked_before: set[int]) -> Attempt:
    seed = secrets.randbelow(2**31)
    order = Random(seed)  # noqa: S311 - an order, not a secret
    items = freeze_quiz(questions_to_ask(quiz, order, asked_before), order if quiz.shuffle_options else None)
    if not any(type_of(item["type"]).counts(item["body"]) for item in items):
        raise EmptyQuizError
    now = timezone.now()
    return Attempt.objects.create(
        user_id=enrolment.user_id,
        enrolment=enrolment,
        quiz=quiz,
        quiz_key=quiz.translation_key,
        quiz_revision_id=quiz.live_revision_id,
        number=number,
        started_at=now,
        deadline=deadline_for(enrolment.user, quiz, now),
        rules=freeze_rules(quiz),
        shuffle_seed=seed,
        items=items,
    )


def save_answers(
    attempt: Attempt,
    answers: Mapping[int, Any],
    *,
    version: int | None = None,
    confidence: Mapping[int, int | None] | None = None,
    checked: bool = False,
    arrived: datetime | None = None,
) -> int:
    """Write these answers, by number of the question, to the journal; returns the new version.

    version: that of the answers the writer saw, by default those of `attempt`. A question that is not in
    `answers` keeps the answer it has. checked: these may be shown their feedback now, and stay; ValueError
    for an attempt whose rules check nothing. Raises StaleError when the answers were written elsewhere since or
    one of them was checked, and FinishedError after handing in or when `arrived` is too late.
    """
    arrived = arrived or timezone.now()
    if is_over(attempt, arrived):
        close_if_over(attempt, arrived)
        raise FinishedError
    if checked and not attempt.may_check:
        raise ValueError("The rules of this attempt show nothing before it is handed in.")
    expected = attempt.version if version is None else version
    if not answers:
        return expected
    with transaction.atomic():
        _take_version(attempt, expected, answers)
        Answer.objects.bulk_create(
            Answer(
                attempt=attempt,
                version=expected + 1,
                item=number,
                value=value,
                confidence=(confidence or {}).get(number),
                checked=checked,
                saved_at=arrived,
            )
            for number, value in answers.items()
        )
    attempt.version = expected + 1
    return attempt.version


def _take_version(attempt: Attempt, expected: int, numbers: Iterable[int]) -> None:
    """Exactly one writer gets past a version; the row stays locked until it has written.

    Nobody writes a question that was checked: no page of ours that knows this version shows its fields.
    """
    open_attempt = Attempt.objects.filter(pk=attempt.pk, finished_at__isnull=True)
    writable = open_attempt.filter(version=expected)
    if attempt.may_check:
        checked = Answer.objects.filter(attempt=attempt.pk, item__in=list(numbers), checked=True)
        writable = writable.filter(~Exists(checked))
    if writable.update(version=expected + 1):
        return
    newer = open_attempt.values_list("version", flat=True).first()
    raise FinishedError if newer is None else StaleError(newer)


@transaction.atomic
def submit(attempt: Attempt, *, version: int | None = None, arrived: datetime | None = None) -> Attempt:
    """Hand in the saved answers: mark them, keep the result, and finish the step when it is passed.

    Idempotent: the second time the first result is returned. Completing the course, and whatever
    listens to that, is part of the same transaction. Raises UnansweredError, and StaleError when
    `version` names other answers than those that are there. Once time is over, open questions stay open.
    """
    locked = _locked(attempt)
    if locked.is_finished:
        return locked
    if locked.deadline and (arrived or timezone.now()) > locked.deadline:
        return _end(locked, Attempt.EndedBy.TIME)
    if version not in (None, locked.version):
        raise StaleError(locked.version)
    missing = unanswered(locked)
    if missing:
        raise UnansweredError(missing)
    return _end(locked, Attempt.EndedBy.LEARNER)


def unanswered(attempt: Attempt) -> list[int]:
    """Numbers of the questions without a complete answer."""
    answers = attempt.saved_answers()
    return [
        item["number"]
        for item in attempt.items
        if not type_of(item["type"]).is_answered(item["body"], answers.get(item["number"]))
    ]


def close_if_over(attempt: Attempt, arrived: datetime | None = None) -> bool:
    """End an attempt whose time is over; what was saved counts. Returns whether it has ended.

    Also done when its learner looks at it, so that nobody waits for the sweep.
    """
    if attempt.is_finished or not is_over(attempt, arrived or timezone.now()):
        return attempt.is_finished
    with transaction.atomic():
        ended = _locked(attempt)
        if not ended.is_finished:
            ended = _end(ended, Attempt.EndedBy.TIME)
    attempt.refresh_from_db()
    return True


def close_all_that_are_over() -> int:
    """End every attempt whose time is over, for learners who did not come back; returns how many."""
    late = Attempt.objects.filter(finished_at__isnull=True, deadline__lt=timezone.now() - GRACE)
    return sum(close_if_over(attempt) for attempt in late)


def _end(attempt: Attempt, by: Attempt.EndedBy) -> Attempt:
    now = timezone.now()
    attempt.finished_at = min(now, attempt.deadline) if attempt.deadline and by == Attempt.EndedBy.TIME else now
    attempt.ended_by = by
    attempt.save(update_fields=["finished_at", "ended_by"])
    settle(attempt)
    return attempt


def _locked(attempt: Attempt) -> Attempt:
    return Attempt.objects.select_for_update().get(pk=attempt.pk)
