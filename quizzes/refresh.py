"""Practising again what went wrong: a few questions at a time, after growing intervals (Leitner's boxes).

It counts for nothing and nobody else sees it. The question is asked as it is now, not as it was then.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from database.fixed_query import FixedQuery
from people.models import User

from .grading import Mark
from .models import Attempt, Question, RefreshCard
from .snapshot import FrozenQuestion, freeze_question
from .types import type_of

AT_A_TIME = 5
# Days until a question is asked again, by box; who has it right in the last one knows it.
INTERVALS = (1, 3, 7, 21, 60)


def remember_mistakes(attempt: Attempt, marks: Iterable[Mark]) -> None:
    """Ask the questions of this attempt that were not fully right again from tomorrow on.

    Only what can be marked without a person. Questions that are gone from the bank are left out.
    """
    wrong = {
        item["question"]
        for item, mark in zip(attempt.items, marks, strict=True)
        if not mark.correct and not type_of(item["type"]).needs_judgement(item["body"])
    }
    tomorrow = timezone.localdate() + timedelta(days=INTERVALS[0])
    RefreshCard.objects.bulk_create(
        [RefreshCard(user_id=attempt.user_id, question_id=pk, due_on=tomorrow) for pk in _existing(wrong)],
        update_conflicts=True,
        unique_fields=["user", "question"],
        update_fields=["box", "due_on"],
    )


def _existing(questions: Iterable[int]) -> list[int]:
    return list(Question.objects.filter(pk__in=questions).values_list("pk", flat=True))


def due_cards(user: User) -> list[RefreshCard]:
    """What this person can practise today: at most five, the longest waiting first."""
    cards = _due_on(user.pk, timezone.localdate())
    return list(cards.select_related("question__image").order_by("due_on", "pk")[:AT_A_TIME])


def _due_on(user: int, today: date) -> QuerySet[RefreshCard]:
    return RefreshCard.objects.filter(user=user, due_on__lte=today, question__live=True)


_due = FixedQuery(lambda user, today: _due_on(user, today).values_list("pk")[:AT_A_TIME], int, date)


def number_of_due_cards(user: User) -> int:
    """How many `due_cards` there are."""
    return len(_due.rows(user.pk, timezone.localdate()))


def asked(card: RefreshCard) -> FrozenQuestion:
    """The question as it is asked today; the same order all day, another one next time."""
    return freeze_question(card.question, 1, Random(f"{card.pk} {card.due_on}"))  # noqa: S311 - an order, not a secret


@dataclass(frozen=True)
class Refreshed:
    """What an answer was worth. next_days: when the question comes back; None when it is known by now."""

    mark: Mark
    next_days: int | None


@transaction.atomic
def refresh(card: RefreshCard, answer: object) -> Refreshed:
    """Mark an answer and plan the next time. An answer sent twice moves the card once."""
    item = asked(card)
    mark = type_of(item["type"]).mark(item["body"], answer)
    locked = RefreshCard.objects.select_for_update().filter(pk=card.pk).first()
    if locked is None or locked.due_on != card.due_on:
        return Refreshed(mark, None)
    box = locked.box + 1 if mark.correct else 0
    if box == len(INTERVALS):
        locked.delete()
        return Refreshed(mark, None)
    locked.box = box
    locked.due_on = timezone.localdate() + timedelta(days=INTERVALS[box])
    locked.save(update_fields=["box", "due_on"])
    return Refreshed(mark, INTERVALS[box])
