"""Which session counts for a step of a course. Pure: neither Django nor Wagtail, only values in and values out."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

# Of such a session nobody knows who sat in the room and who at home.
BOTH = "mixed"


@dataclass(frozen=True)
class Wanted:
    """What a step asks.

    course: key of the course that the session must be about, None for whatever it is about. kind: where people must
    have met, empty for anywhere. since: what began before that does not count, None for ever.
    """

    course: UUID | None = None
    kind: str = ""
    since: datetime | None = None


@dataclass(frozen=True)
class Held:
    """A session as the rule sees it; `course` is None when it is about none."""

    course: UUID | None
    kind: str
    starts_at: datetime


def counts(wanted: Wanted, held: Held) -> bool:
    """Whether who was there has done the step."""
    about = wanted.course is None or held.course == wanted.course
    there = not wanted.kind or held.kind in (wanted.kind, BOTH)
    in_time = wanted.since is None or held.starts_at >= wanted.since
    return about and there and in_time
