"""Marking finished attempts again with a corrected question. Only ever an explicit act of an editor.

Attempts keep what they asked; a regrade adds the corrected body and a row that accounts for the change.
Without a second confirmation nobody ends with fewer points or without a pass they had. Whoever finished a
step, a course or a certificate keeps it in any case: taking a certificate back is an act of its own.

Safe to run again: what has been marked with this body is no longer a change. Each attempt is a transaction
of its own, so what was interrupted goes on where it stopped.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import QuerySet, TextField
from django.db.models.functions import Cast

from people.models import User

from .grading import result
from .models import Attempt, Question, Regrade, RegradedAttempt
from .results import corrections_of, marks_of, points, settle
from .snapshot import freeze_question


@dataclass(frozen=True)
class Change:
    """What the published version of the question would do to one finished attempt. Scores in points."""

    attempt: Attempt
    item: int
    score_before: Decimal
    score_after: Decimal
    passed_before: bool
    passed_after: bool

    @property
    def is_worse(self) -> bool:
        return self.score_after < self.score_before or (self.passed_before and not self.passed_after)


@dataclass(frozen=True)
class Plan:
    """A dry run: what would change, and what would stay because it needs a second confirmation.

    unsettled: how many attempts with an earlier version are still open or wait for a person; they can be marked
    again once they have a result. of_another_type: how many finished ones asked it in a way that cannot be
    marked with this version.
    """

    better: list[Change]
    worse: list[Change]
    unsettled: int
    of_another_type: int

    @property
    def changes(self) -> list[Change]:
        return [*self.better, *self.worse]

    @property
    def passes_gained(self) -> int:
        return sum(change.passed_after and not change.passed_before for change in self.better)

    @property
    def passes_lost(self) -> int:
        return sum(change.passed_before and not change.passed_after for change in self.worse)


def plan(question: Question) -> Plan:
    """What marking again would change. Writes nothing.

    Attempts that asked it as another type, and those that still wait for a person, are left alone.
    """
    body, kind = corrected_body(question), question.body[0].block_type
    attempts = list(_attempts(question).filter(passed__isnull=False))
    changes = [change for attempt in attempts for change in _changes(attempt, question, body, kind)]
    return Plan(
        better=[change for change in changes if not change.is_worse],
        worse=[change for change in changes if change.is_worse],
        unsettled=sum(_asked_before(attempt, question) for attempt in _attempts(question).filter(passed=None)),
        of_another_type=sum(_asked_as_another_type(attempt, question, kind) for attempt in attempts),
    )


def corrected_body(question: Question) -> dict[str, Any]:
    """What the published version of the question is marked by; the order does not matter for that."""
    return freeze_question(question, 1, None)["body"]


def regrade(question: Question, reason: str, by: User, *, to_disadvantage: bool = False) -> Regrade | None:
    """Mark the attempts again that change; None when nothing changes.

    to_disadvantage: the second confirmation, that people may also end with less.
    """
    planned = plan(question)
    changes = [*planned.better, *(planned.worse if to_disadvantage else [])]
    if not changes:
        return None
    act = Regrade.objects.create(
        question=question,
        revision_id=question.live_revision_id,
        body=corrected_body(question),
        reason=reason,
        took_back=to_disadvantage and bool(planned.worse),
        made_by=by,
    )
    for change in changes:
        _apply(act, change, question.body[0].block_type)
    return act


@transaction.atomic
def _apply(act: Regrade, planned: Change, kind: str) -> None:
    """Work the change out once more on the locked attempt: somebody else may have been quicker."""
    attempt = Attempt.objects.select_for_update().get(pk=planned.attempt.pk)
    for change in _changes(attempt, act.question, act.body, kind):
        if change.item != planned.item or (change.is_worse and not act.took_back):
            continue
        RegradedAttempt.objects.create(
            regrade=act,
            attempt=attempt,
            item=change.item,
            score_before=change.score_before,
            score_after=change.score_after,
            passed_before=change.passed_before,
            passed_after=change.passed_after,
        )
        settle(attempt)


def _attempts(question: Question) -> QuerySet[Attempt]:
    """Attempts that may have asked this question; its number is looked for in the frozen text."""
    every = Attempt.objects.alias(text=Cast("items", TextField()))
    return every.filter(text__contains=f'"question": {question.pk}').select_related("quiz").order_by("pk")


def _asked_before(attempt: Attempt, question: Question) -> bool:
    """Whether it asks an earlier version of the question."""
    asked = [item["revision"] for item in attempt.items if item["question"] == question.pk]
    return any(revision != question.live_revision_id for revision in asked)


def _asked_as_another_type(attempt: Attempt, question: Question, kind: str) -> bool:
    return any(item["question"] == question.pk and item["type"] != kind for item in attempt.items)


def _changes(attempt: Attempt, question: Question, body: dict[str, Any], kind: str) -> Iterator[Change]:
    corrections = corrections_of(attempt)
    answers = attempt.saved_answers()
    for item in attempt.items:
        number = item["number"]
        if (item["question"], item["type"]) != (question.pk, kind) or corrections.get(number, item["body"]) == body:
            continue
        outcome = result(marks_of(attempt, answers, corrections | {number: body}), attempt.pass_mark)
        before, passed = attempt.score or Decimal(0), bool(attempt.passed)
        change = Change(attempt, number, before, points(outcome.score), passed, outcome.passed)
        if (change.score_before, change.passed_before) != (change.score_after, change.passed_after):
            yield change
