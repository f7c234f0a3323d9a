"""What came of the conversations of a meeting: asked six weeks later, told without an account, counted."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from . import meeting_mail
from .meetings import coming, locked
from .models import Conversation, Meeting, Outcome, Participant

ASKED_AFTER = timedelta(weeks=6)
Result = Outcome.Result
Side = Participant.Side
# From little to much; of two who tell of one conversation the most counts.
_RANK = {Result.NOTHING: 0, Result.OTHER: 1, Result.CONTACT: 2, Result.QUOTATION: 3, Result.ORDER: 4}


def ask_what_came_of_it() -> int:
    """Regular job: mails everybody who had a conversation, once; returns how many."""
    due = Meeting.objects.filter(
        settled_at__isnull=False, cancelled_at__isnull=True, ends_at__lte=timezone.now() - ASKED_AFTER
    )
    waiting = due.filter(participants__asked_at__isnull=True, participants__proven_at__isnull=False).distinct()
    return sum(_ask(meeting) for meeting in waiting)


@transaction.atomic
def _ask(meeting: Meeting) -> int:
    """Who had no conversation is marked too, and not mailed."""
    now = locked(meeting)
    waiting = list(coming(now).filter(asked_at__isnull=True))
    Participant.objects.filter(pk__in=[one.pk for one in waiting]).update(asked_at=timezone.now())
    rows = _whole(now.conversations.all()).values_list("enterprise", "sme", "host")
    met = {key for row in rows for key in row}
    asked = [one for one in waiting if one.pk in met]
    meeting_mail.ask_outcome(now, asked)
    return len(asked)


def _whole(conversations: QuerySet[Conversation]) -> QuerySet[Conversation]:
    return conversations.filter(enterprise__isnull=False, sme__isnull=False)


def conversations_to_tell_of(participant: Participant) -> list[Conversation]:
    """Those that took place with both, by round; none before the meeting is over."""
    meeting = participant.meeting
    if not meeting.settled_at or meeting.cancelled_at or not meeting.is_over:
        return []
    own = _whole(meeting.conversations.filter(**{participant.side: participant}))
    return list(own.select_related("enterprise__enterprise", "sme").order_by("round"))


def told_by(participant: Participant) -> dict[int, Outcome]:
    """By primary key of the conversation."""
    own = Outcome.objects.filter(side=participant.side, **{f"conversation__{participant.side}": participant})
    return {one.conversation_id: one for one in own}


@transaction.atomic
def tell(participant: Participant, told: Mapping[int, tuple[str, str]]) -> None:
    """Keep result and words by primary key of the conversation; an empty result takes an earlier answer back."""
    own = {one.pk for one in conversations_to_tell_of(participant)}
    for conversation, (result, words) in told.items():
        if conversation not in own:
            continue
        which: dict[str, Any] = {"conversation_id": conversation, "side": participant.side}
        if result:
            Outcome.objects.update_or_create(
                **which, defaults={"result": result, "words": words, "told_at": timezone.now()}
            )
        else:
            Outcome.objects.filter(**which).delete()


@dataclass(frozen=True)
class Sum:
    """In how many conversations this came of it: between the two businesses, and for the municipality."""

    label: str
    business: int
    municipality: int


@dataclass(frozen=True)
class Sums:
    """What is known of a meeting; `words` are of nobody in particular."""

    conversations: int
    told_of: int
    rows: list[Sum]
    words: list[str]


def sums_of(meeting: Meeting) -> Sums:
    """Each conversation counts once, with the most that one of the two told."""
    told = list(Outcome.objects.filter(conversation__meeting=meeting).order_by("told_at", "pk"))
    furthest: dict[int, Result] = {}
    for one in told:
        if one.side != Side.HOST:
            result, known = Result(one.result), furthest.get(one.conversation_id)
            furthest[one.conversation_id] = max(known or result, result, key=_RANK.__getitem__)
    business = Counter(furthest.values())
    municipality = Counter(Result(one.result) for one in told if one.side == Side.HOST)
    return Sums(
        conversations=meeting.conversations.count(),
        told_of=len(furthest),
        rows=[Sum(str(result.label), business[result], municipality[result]) for result in Result],
        words=[one.words for one in told if one.words],
    )
