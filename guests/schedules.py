"""Where each participant of a meeting goes when, from the table plan."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from .models import Conversation, Meeting, Participant

SEATS = ("enterprise", "sme", "host")
_RELATED = ("enterprise__enterprise", "sme__enterprise", "host__user")


@dataclass(frozen=True)
class Turn:
    """A round of one participant; without a table it is a break. whom: who else sits there, in the order of seats."""

    round: int
    begins_at: datetime
    table: int | None = None
    whom: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """One line, for a mail and a calendar."""
        begins = date_format(timezone.localtime(self.begins_at), "H:i")
        if self.table is None:
            return _("%(begins)s – round %(round)s: break") % {"begins": begins, "round": self.round}
        told = {"begins": begins, "round": self.round, "table": self.table, "whom": ", ".join(self.whom)}
        if not self.whom:
            return _("%(begins)s – round %(round)s: table %(table)s") % told
        return _("%(begins)s – round %(round)s: table %(table)s, with %(whom)s") % told


def conversations_of(meeting: Meeting) -> QuerySet[Conversation]:
    """The plan with its names, by round and table."""
    return meeting.conversations.select_related(*_RELATED).order_by("round", "table")


def schedules(meeting: Meeting, conversations: Iterable[Conversation] | None = None) -> dict[int, list[Turn]]:
    """By primary key of the participant, the rounds in order."""
    turns: dict[int, dict[int, Turn]] = defaultdict(dict)
    for one in conversations_of(meeting) if conversations is None else conversations:
        there: list[Participant] = [who for seat in SEATS if (who := getattr(one, seat)) is not None]
        for who in there:
            others = tuple(_as_called(other) for other in there if other.pk != who.pk)
            turns[who.pk][one.round] = Turn(one.round, meeting.begin_of(one.round), one.table, others)
    return {pk: _whole(meeting, own) for pk, own in turns.items()}


def _as_called(other: Participant) -> str:
    if other.side == Participant.Side.HOST:
        return _("host %(name)s") % {"name": other.shown_name}
    return other.shown_name


def schedule_of(participant: Participant) -> list[Turn]:
    """Of a settled plan; empty before that."""
    meeting = participant.meeting
    return schedules(meeting).get(participant.pk, _whole(meeting, {})) if meeting.settled_at else []


def _whole(meeting: Meeting, own: dict[int, Turn]) -> list[Turn]:
    return [own.get(number) or Turn(number, meeting.begin_of(number)) for number in range(1, meeting.rounds + 1)]
