"""How many intentions there are and how they ended, as sums that say nothing about anyone.

The rule, for each course:

1. Fewer than five people with an intention: no number at all.
2. How they ended is shown when each of the four numbers is about nobody or about five people or more.
   Otherwise only the total is: leaving out the small numbers alone would let one work them out from the rest.

Thus no number that is shown, and no total minus numbers that are shown, is about one to four people. There
is no total over courses and no filter, so there is nothing else to subtract on one screen. People are
counted for the rule, not intentions: one person may have several in a course.

What this does not prevent, and a works council must know:

- Two people who follow different groups can put their screens side by side: everyone (HR) minus one
  department (its team lead) is the rest, which may be small. Each of the two sees five people or more.
- The same person can look on two days; the difference is what happened in between, people coming and going
  included.
- The overview of HR names who is enrolled. When there are as many intentions as people enrolled, all of them
  probably made one; and when all of those ended alike, one knows how everyone's ended. Never what it said.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from courses.models import CoursePage, ModulePage

from .models import Intention, Outcome

FEWEST_PEOPLE = 5


@dataclass(frozen=True)
class Endings:
    """Numbers of intentions by how they ended; `open`: still busy, or not told yet."""

    done: int
    changed: int
    blocked: int
    open: int


@dataclass(frozen=True)
class Counts:
    """The number of intentions in a course, and how they ended; None when that may not be shown."""

    made: int
    endings: Endings | None


COLUMN = {Outcome.DONE: "done", Outcome.CHANGED: "changed", Outcome.BLOCKED: "blocked"}
OPEN = "open"


def counts_by_course(users: QuerySet) -> dict[UUID, Counts]:
    """Per course key what may be shown about these people (a query of their keys); one query."""
    rows = Intention.objects.filter(enrolment__user__in=users).with_outcome()
    people: dict[UUID, dict[str, list[int]]] = defaultdict(lambda: {name: [] for name in (*COLUMN.values(), OPEN)})
    for key, user, outcome in rows.values_list("enrolment__course_key", "enrolment__user", "outcome"):
        people[key][COLUMN.get(outcome, OPEN)].append(user)
    found = {key: counts_that_may_be_shown(columns) for key, columns in people.items()}
    return {key: counts for key, counts in found.items() if counts}


def counts_that_may_be_shown(columns: Mapping[str, list[int]]) -> Counts | None:
    """The numbers of one course. `columns`: for each ending the person behind each intention."""
    everyone = [user for users in columns.values() for user in users]
    if is_few(everyone) or not everyone:
        return None
    numbers = {name: len(users) for name, users in columns.items()}
    too_few = any(is_few(users) for users in columns.values())
    return Counts(made=len(everyone), endings=None if too_few else Endings(**numbers))


def is_few(users: Iterable[int]) -> bool:
    """Whether it is about somebody, and about too few people to be shown."""
    return 0 < len(set(users)) < FEWEST_PEOPLE


def courses_that_ask() -> set[UUID]:
    """Keys of courses with a published module that asks for an intention."""
    modules = ModulePage.objects.live().exclude(intention_prompt="").values_list("path", flat=True)
    above = {path[: -ModulePage.steplen] for path in modules}
    return set(CoursePage.objects.filter(path__in=above).values_list("translation_key", flat=True))
