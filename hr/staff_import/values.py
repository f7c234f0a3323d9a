"""The values that a plan is made of: what is there now, what becomes of each row, and what is left."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from .wishes import Fault

# More endings than this share of the members, from so many people on, have to be confirmed with the number.
SHARE_TO_CONFIRM, FEWEST_TO_CONFIRM = 0.05, 5
# A user who is there, or the address of one that the file makes.
Someone = int | str


class Kind(StrEnum):
    NEW = "new"
    RETURNS = "returns"
    CHANGED = "changed"
    SAME = "same"
    ENDED = "ended"
    INVITE = "invite"


@dataclass(frozen=True)
class Member:
    """Somebody who works here now. addresses: the own one and those that were proven. department, job_title: names."""

    membership: int
    user: int
    addresses: tuple[str, ...]
    name: str
    may_be_named: bool
    is_lead: bool
    number: str
    department: str
    job_title: str
    manager: int | None
    started_on: date


@dataclass(frozen=True)
class Account:
    """Somebody who does not work here now."""

    user: int
    name: str
    may_be_named: bool


@dataclass(frozen=True)
class Place:
    """A department. above: the key of the one above it, or empty."""

    name: str
    above: str = ""
    code: str = ""


@dataclass(frozen=True)
class Present:
    """What is there now. departments and job_titles: by key. last_ends: of who worked here before, by user.

    kept: users whom a file never ends: HR officers, and who asked.
    """

    today: date
    domains: frozenset[str] = frozenset()
    members: tuple[Member, ...] = ()
    accounts: Mapping[str, Account] = field(default_factory=dict)
    last_ends: Mapping[int, date] = field(default_factory=dict)
    departments: Mapping[str, Place] = field(default_factory=dict)
    job_titles: Mapping[str, str] = field(default_factory=dict)
    kept: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Step:
    """What becomes of one row. values: by field of the membership, only what changes; department and job_title as
    names, manager as Someone, and `name` of the account. before: the same fields as they are now.
    """

    row: int
    kind: Kind
    email: str
    name: str
    user: int | None = None
    membership: int | None = None
    values: Mapping[str, Any] = field(default_factory=dict)
    before: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Ending:
    """row: empty for who is not in a file that is complete."""

    membership: int
    user: int
    name: str
    on: date
    row: int | None = None


@dataclass(frozen=True)
class Note:
    """Something of a row that is left as it is, and why."""

    row: int
    text: str


@dataclass(frozen=True)
class Plan:
    """places: departments that are new or change, by key; job_titles: new ones, by key."""

    steps: tuple[Step, ...]
    endings: tuple[Ending, ...]
    faults: tuple[Fault, ...]
    notes: tuple[Note, ...]
    places: Mapping[str, Place]
    new_departments: tuple[str, ...]
    job_titles: Mapping[str, str]
    members: int

    @property
    def counts(self) -> dict[str, int]:
        """Rows by kind; `faulty` are rows too, `ended` are people."""
        counted = Counter(step.kind.value for step in self.steps)
        rows = {kind.value: counted[kind] for kind in Kind}
        return rows | {"ended": len(self.endings), "faulty": len({fault.row for fault in self.faults})}

    def of(self, *kinds: Kind) -> list[Step]:
        return [step for step in self.steps if step.kind in kinds]

    @property
    def changes_anything(self) -> bool:
        moves = bool(self.places or self.job_titles or self.endings)
        return moves or bool(self.of(Kind.NEW, Kind.RETURNS, Kind.CHANGED))

    @property
    def asks_for_number(self) -> bool:
        """Whether so many would be ended that the number has to be typed."""
        return len(self.endings) > most_without_asking(self.members)


def most_without_asking(members: int) -> int:
    """How many endings nobody has to confirm, of so many people."""
    return max(FEWEST_TO_CONFIRM - 1, int(members * SHARE_TO_CONFIRM))
