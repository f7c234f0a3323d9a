"""The run sheet of a session: who does what when. Both sides write it, and it is the programme that others read.

Only minutes are kept; times follow from the beginning of the session, so that a session that moves needs no other
sheet. The first sheet comes from the programme as it was proposed, or from a template for one of the usual formats.
"""

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import pairwise

from django.db import transaction
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .models import RunSheetPart, Session

_TIME = re.compile(r"^\W*([01]?[0-9]|2[0-3])[.:]([0-5][0-9])\W+(.*)$")
LONGEST_PART = 600


class Changed(Exception):  # noqa: N818 - reads as what happened
    """Somebody changed the run sheet after it was opened; nothing was kept."""


@dataclass(frozen=True)
class Part:
    """A part as it is written, without a place in the order or a time."""

    minutes: int
    what: str
    who: str = ""
    needed: str = ""


@dataclass(frozen=True)
class Format:
    """One of the forms in which an entrepreneur comes; its parts are a beginning, to be changed."""

    key: str
    name: str | Promise
    parts: tuple[tuple[int, str | Promise, str | Promise, str | Promise], ...]

    @property
    def written(self) -> list[Part]:
        """In the language that is active."""
        return [Part(minutes, str(what), str(who), str(needed)) for minutes, what, who, needed in self.parts]


_HOST, _GUEST, _ALL = _("Host"), _("Entrepreneur"), _("Everyone")
FORMATS = (
    Format(
        "pitch",
        _("Short pitch (10 minutes and questions)"),
        (
            (5, _("Welcome and reason for this meeting"), _HOST, ""),
            (10, _("Pitch: who we are and what we do"), _GUEST, _("Screen and sound")),
            (10, _("Questions"), _ALL, ""),
            (5, _("What do we do with it, and who calls whom?"), _HOST, ""),
        ),
    ),
    Format(
        "clinic",
        _("Clinic: one question, solved together (60 minutes)"),
        (
            (5, _("Welcome and the question on one sheet"), _HOST, _("The question and the goal on paper")),
            (10, _("The question explained"), _GUEST, ""),
            (10, _("Questions to understand it, no advice yet"), _ALL, ""),
            (25, _("Solutions in small groups"), _ALL, _("Flip chart and pens, or a shared board")),
            (10, _("Who does what, and when do we hear?"), _HOST, ""),
        ),
    ),
    Format(
        "visit",
        _("Working visit (half a day)"),
        (
            (15, _("Arrival and coffee"), _GUEST, _("Parking, and an entrance without steps")),
            (30, _("Who we are and how we work"), _GUEST, ""),
            (60, _("Walk along the workplaces"), _GUEST, _("Consent of who works there, before photos")),
            (15, _("Break"), _ALL, ""),
            (45, _("Questions of both sides"), _ALL, ""),
            (15, _("What do we take along, and what do we agree?"), _HOST, ""),
        ),
    ),
    Format(
        "duo",
        _("Presentation of a civil servant and an entrepreneur (20 minutes)"),
        (
            (2, _("Welcome"), _HOST, ""),
            (7, _("What the municipality wanted and did"), _HOST, _("Screen and sound")),
            (7, _("What it was like for the enterprise"), _GUEST, ""),
            (4, _("Questions"), _ALL, ""),
        ),
    ),
    Format(
        "reverse",
        _("Reverse pitch: the municipality asks (60 minutes)"),
        (
            (5, _("Welcome and rules of the game"), _HOST, ""),
            (15, _("The municipality explains its task"), _HOST, _("The task on one sheet")),
            (10, _("Questions of the entrepreneurs"), _GUEST, ""),
            (20, _("What could work, and what is in the way?"), _GUEST, _("Flip chart and pens, or a shared board")),
            (10, _("What happens with it, and when do you hear?"), _HOST, ""),
        ),
    ),
    Format(
        "shadowing",
        _("Shadowing for a day"),
        (
            (30, _("Getting to know each other and safety"), _GUEST, _("Work clothes, if needed")),
            (180, _("Working along"), _GUEST, ""),
            (45, _("Lunch"), _ALL, ""),
            (150, _("Working along elsewhere in the enterprise"), _GUEST, ""),
            (30, _("What did you see, and what do you take along?"), _ALL, ""),
        ),
    ),
    Format(
        "board",
        _("Sounding board or jury"),
        (
            (5, _("Welcome, and what advice is asked"), _HOST, _("Documents sent a week before")),
            (20, _("The plan in short"), _HOST, ""),
            (40, _("Advice, one by one"), _GUEST, ""),
            (15, _("Discussion"), _ALL, ""),
            (10, _("What do we do with it, and when do you hear?"), _HOST, ""),
        ),
    ),
)


def format_of(key: str) -> Format | None:
    return next((one for one in FORMATS if one.key == key), None)


def parts_of(session: Session) -> list[Part]:
    return [Part(part.minutes, part.what, part.who, part.needed) for part in session.parts.all()]


def version_of(session: Session) -> str:
    """What a form must bring back to prove that it saw the latest sheet."""
    return hashlib.sha256(repr(parts_of(session)).encode()).hexdigest()


@transaction.atomic
def keep(session: Session, parts: Iterable[Part], version: str) -> None:
    """The sheet is these parts from now on. Raises Changed when `version` is not the latest."""
    locked = Session.objects.select_for_update(no_key=True).get(pk=session.pk)
    if version != version_of(locked):
        raise Changed
    locked.parts.all().delete()
    RunSheetPart.objects.bulk_create(
        RunSheetPart(
            session=locked, number=number, minutes=part.minutes, what=part.what, who=part.who, needed=part.needed
        )
        for number, part in enumerate(parts, start=1)
    )
    # So that calendars that follow the programme read it anew.
    locked.changed_at = timezone.now()
    locked.save(update_fields=["changed_at"])


def minutes_left(session: Session) -> int:
    """How much longer the session takes than its parts; below zero: how much they take too long."""
    length = session.ends_at - session.starts_at
    return round(length / timedelta(minutes=1)) - sum(part.minutes for part in session.parts.all())


def from_programme(session: Session) -> list[Part]:
    """The lines of the programme as it was proposed, with minutes from the times in front of them.

    What has no time gets none of its own: the minutes until the next time are shared.
    """
    lines = [line.strip() for line in session.agenda.splitlines() if line.strip()]
    begins_at = timezone.localtime(session.starts_at)
    begin = begins_at.hour * 60 + begins_at.minute
    length = round((session.ends_at - session.starts_at) / timedelta(minutes=1))
    starts: list[int | None] = []
    words = []
    for line in lines:
        found = _TIME.match(line)
        starts.append(int(found[1]) * 60 + int(found[2]) - begin if found else None)
        words.append(found[3] if found else line)
    minutes = _minutes(starts, length)
    return [Part(number, what[:120]) for number, what in zip(minutes, words, strict=True)]


def _minutes(starts: Sequence[int | None], length: int) -> list[int]:
    """How long each part takes, of parts that begin so many minutes after the first, as far as that is known."""
    known = [(index, at) for index, at in enumerate(starts) if at is not None and 0 <= at < length]
    if [at for _index, at in known] != sorted(at for _index, at in known):
        known = []
    if not known or known[0][0] != 0:
        known.insert(0, (0, 0))
    known = [*known, (len(starts), length)]
    minutes: list[int] = []
    for (index, at), (next_index, next_at) in pairwise(known):
        parts = next_index - index
        minutes += _shared(max(next_at - at, 0), parts)
    return minutes


def _shared(minutes: int, parts: int) -> list[int]:
    """As evenly as whole minutes go, and at least one each."""
    each, rest = divmod(minutes, parts) if parts else (0, 0)
    return [max(each + (number < rest), 1) for number in range(parts)]
