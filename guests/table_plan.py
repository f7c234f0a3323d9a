"""The table plan of a meeting: proposed, made anew, settled and repaired. Who fits whom is in guests/pairing.py.

Until it is settled only the organiser sees it. From then on it is a promise: who signs off leaves empty seats, and a
repair leaves every whole conversation as it is.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.refused import Refused

from . import meeting_mail, pairing
from .meetings import coming, locked, refuse_what_is_past
from .models import Conversation, Meeting, PairRule, Participant
from .pairing import Pair, Party, Talk, Wishes, points_of, words_in
from .schedules import conversations_of, schedules

Side = Participant.Side


@dataclass(frozen=True)
class Cast:
    """Who comes, by side."""

    enterprises: list[Participant]
    smes: list[Participant]
    hosts: list[Participant]

    @property
    def is_enough(self) -> bool:
        """Whether there is anybody to pair."""
        return bool(self.enterprises and self.smes)


def cast_of(meeting: Meeting) -> Cast:
    everybody = list(coming(meeting))
    return Cast(*([one for one in everybody if one.side == side] for side in (Side.ENTERPRISE, Side.SME, Side.HOST)))


def party_of(participant: Participant) -> Party:
    """What there is to compare: of an enterprise what its profile says."""
    about = participant.enterprise or participant
    return Party(
        key=participant.pk,
        sectors=words_in(about.sector),
        regions=words_in(about.region),
        goals=frozenset(about.sdgs),
        seeks=frozenset(participant.seeks),
        offers=frozenset(participant.offers),
    )


# --- Wishes --------------------------------------------------------------------


@transaction.atomic
def wish(meeting: Meeting, enterprise: Participant, sme: Participant, kind: str) -> None:
    """These two must or must not meet; the latest wish counts. Raises Refused when the plan is settled."""
    now = locked(meeting)
    _refuse_when_settled(now)
    PairRule.objects.update_or_create(enterprise=enterprise, sme=sme, defaults={"meeting": now, "kind": kind})


@transaction.atomic
def drop_wish(meeting: Meeting, pk: int) -> None:
    """Raises Http404 for a wish of another meeting, Refused when the plan is settled."""
    now = locked(meeting)
    _refuse_when_settled(now)
    get_object_or_404(now.pair_rules, id=pk).delete()


def _refuse_when_settled(meeting: Meeting) -> None:
    refuse_what_is_past(meeting)
    if meeting.settled_at:
        raise Refused(_("The table plan has been settled and mailed. You can only repair it now."))


def _wished(meeting: Meeting, kind: PairRule.Kind) -> frozenset[Pair]:
    return frozenset((one.enterprise_id, one.sme_id) for one in meeting.pair_rules.filter(kind=kind))


# --- The plan ------------------------------------------------------------------


@transaction.atomic
def propose(meeting: Meeting) -> None:
    """Make the plan anew from who comes now. Raises Refused with the reason."""
    now = locked(meeting)
    _refuse_when_settled(now)
    cast = cast_of(now)
    if not cast.is_enough:
        raise Refused(_("There is nobody to pair yet: at least one social enterprise and one SME have to come."))
    now.conversations.all().delete()
    _keep(now, _planned(now, cast))


def _planned(meeting: Meeting, cast: Cast, kept: list[Talk] | None = None, first: int = 1) -> list[Talk]:
    wishes = Wishes(
        rounds=meeting.rounds,
        tables=meeting.tables,
        pinned=_wished(meeting, PairRule.Kind.PIN),
        forbidden=_wished(meeting, PairRule.Kind.FORBID),
        kept=kept or (),
        first=first,
    )
    enterprises, smes = ([party_of(one) for one in side] for side in (cast.enterprises, cast.smes))
    return pairing.make_plan(enterprises, smes, [one.pk for one in cast.hosts], wishes)


def _keep(meeting: Meeting, talks: list[Talk]) -> None:
    Conversation.objects.bulk_create(
        Conversation(
            meeting=meeting,
            round=talk.round,
            table=talk.table,
            enterprise_id=talk.enterprise,
            sme_id=talk.sme,
            host_id=talk.host,
        )
        for talk in talks
    )


@transaction.atomic
def settle(meeting: Meeting) -> bool:
    """Promise the plan and mail it to everybody; False when that was done. Raises Refused when it does not fit."""
    now = locked(meeting)
    if now.settled_at:
        return False
    refuse_what_is_past(now)
    if not now.conversations.exists():
        raise Refused(_("There is no table plan yet. Make one first."))
    if _has_empty_seats(now) or without_a_seat(cast_of(now), list(now.conversations.all())):
        raise Refused(_("Since you made this plan somebody signed up or off. Make it anew, then settle it."))
    now.settled_at = timezone.now()
    now.sequence += 1
    now.save(update_fields=["settled_at", "sequence"])
    meeting_mail.tell_settled(now, list(coming(now)))
    return True


def _has_empty_seats(meeting: Meeting) -> bool:
    empty = meeting.conversations.filter(enterprise__isnull=True) | meeting.conversations.filter(sme__isnull=True)
    return empty.exists()


def without_a_seat(cast: Cast, conversations: Sequence[Conversation]) -> list[Participant]:
    """Who comes and is not in this plan: enterprises and SMEs, and hosts as long as a table has none."""
    if not cast.is_enough or not conversations:
        return []
    seated = {key for one in conversations for key in (one.enterprise_id, one.sme_id, one.host_id)}
    hosts = cast.hosts if any(one.host_id is None for one in conversations) else []
    return [one for one in (*cast.enterprises, *cast.smes, *hosts) if one.pk not in seated]


@transaction.atomic
def repair(meeting: Meeting) -> int:
    """Fill empty seats and take newcomers in, from the next round on; returns for how many people it changed.

    Whole conversations stay. Raises Refused before the plan is settled and after the meeting.
    """
    now = locked(meeting)
    if not now.settled_at or now.cancelled_at or now.is_over:
        raise Refused(_("Only a settled table plan can be repaired, until the meeting is over."))
    first = next_round(now)
    before = schedules(now)
    talks = _planned(now, cast_of(now), kept=_whole_talks(now), first=first)
    now.conversations.filter(round__gte=first).delete()
    _keep(now, [talk for talk in talks if talk.round >= first])
    after = schedules(now)
    changed = [one for one in coming(now) if before.get(one.pk) != after.get(one.pk)]
    if changed:
        now.sequence += 1
        now.save(update_fields=["sequence"])
        meeting_mail.tell_repaired(now, changed)
    return len(changed)


def _whole_talks(meeting: Meeting) -> list[Talk]:
    return [
        Talk(one.round, one.table, one.enterprise_id, one.sme_id, one.host_id)
        for one in meeting.conversations.order_by("round", "table")
        if one.enterprise_id is not None and one.sme_id is not None
    ]


def _is_whole(conversation: Conversation) -> bool:
    return conversation.enterprise_id is not None and conversation.sme_id is not None


def next_round(meeting: Meeting) -> int:
    """The first round that has not begun; one more than there are when all have."""
    now = timezone.now()
    return next((one for one in range(1, meeting.rounds + 1) if meeting.begin_of(one) > now), meeting.rounds + 1)


# --- How it is shown -----------------------------------------------------------


@dataclass(frozen=True)
class TableRow:
    """A conversation with the points of its pair; None when a seat is empty."""

    conversation: Conversation
    points: int | None


@dataclass(frozen=True)
class RoundRows:
    """The tables of a round, and who pauses."""

    number: int
    begins_at: datetime
    tables: list[TableRow]
    pausing: list[Participant]

    @property
    def anchor(self) -> str:
        """To name its table on the page."""
        return str(self.number)


@dataclass(frozen=True)
class Plan:
    """Everything about the plan of a meeting, and what is amiss with it."""

    rounds: list[RoundRows]
    conversations: list[Conversation]
    cast: Cast
    newcomers: list[Participant]
    empty_seats: int
    unmet: list[PairRule]

    @property
    def is_stale(self) -> bool:
        """Whether somebody came or went since it was made."""
        return bool(self.rounds) and bool(self.empty_seats or self.newcomers)


def plan_of(meeting: Meeting) -> Plan:
    """In as many queries for many people as for few."""
    cast = cast_of(meeting)
    conversations = list(conversations_of(meeting))
    business = [*cast.enterprises, *cast.smes]
    parties = {one.pk: party_of(one) for one in business}
    met = {(one.enterprise_id, one.sme_id) for one in conversations}
    pins = meeting.pair_rules.filter(kind=PairRule.Kind.PIN).select_related("enterprise__enterprise", "sme")
    return Plan(
        rounds=_rounds(meeting, conversations, parties, business),
        conversations=conversations,
        cast=cast,
        newcomers=without_a_seat(cast, conversations),
        empty_seats=sum(not _is_whole(one) for one in conversations if one.round >= next_round(meeting)),
        unmet=[pin for pin in pins if conversations and (pin.enterprise_id, pin.sme_id) not in met],
    )


def _rounds(
    meeting: Meeting, conversations: list[Conversation], parties: dict[int, Party], business: list[Participant]
) -> list[RoundRows]:
    if not conversations:
        return []
    shown = []
    for number in range(1, meeting.rounds + 1):
        here = [one for one in conversations if one.round == number]
        busy = {key for one in here for key in (one.enterprise_id, one.sme_id)}
        tables = [TableRow(one, _points(one, parties)) for one in here]
        pausing = [one for one in business if one.pk not in busy]
        shown.append(RoundRows(number, meeting.begin_of(number), tables, pausing))
    return shown


def _points(conversation: Conversation, parties: dict[int, Party]) -> int | None:
    enterprise, sme = parties.get(conversation.enterprise_id or 0), parties.get(conversation.sme_id or 0)
    return points_of(enterprise, sme) if enterprise and sme else None
