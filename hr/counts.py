"""How many people have which status, per course and department: a few queries, whatever the size.

What people would be if nobody were late is counted of everyone; who is late is counted apart, per course that is
asked of somebody, and taken away from what they would be otherwise. So each person counts once for each course.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property, reduce
from operator import add
from typing import TypeVar
from uuid import UUID

from django.db.models import (
    Case,
    CharField,
    Count,
    FilteredRelation,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Value,
    When,
)
from django.utils import timezone

from people.models import MembershipQuerySet

from .queries import Course, Selection
from .standing import HAS_FINISHED, current_enrolment, in_course, is_expiring, is_late, lasts
from .status import EXPIRES_WITHIN, Status
from .united import united

# Organisation, and department if any.
Unit = tuple[int, int | None]
Key = TypeVar("Key")
MONTHS_OF_THE_TREND = 12
# The keys of so many courses are named in a query.
MOST_ASKED_BY_KEY = 25


@dataclass(frozen=True)
class Counts:
    """Numbers of people × courses; their sum is the number of rows."""

    not_started: int = 0
    busy: int = 0
    finished: int = 0
    late: int = 0
    expiring: int = 0

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(
            self.not_started + other.not_started,
            self.busy + other.busy,
            self.finished + other.finished,
            self.late + other.late,
            self.expiring + other.expiring,
        )

    @property
    def total(self) -> int:
        return sum(self.of(status) for status in Status)

    @property
    def percentage_finished(self) -> int:
        """Finished, also where the certificate expires; 0 to 100, rounded down, so that 100 means everyone."""
        return (self.finished + self.expiring) * 100 // self.total if self.total else 0

    def of(self, status: Status) -> int:
        count: int = getattr(self, status.value)
        return count

    @property
    def by_status(self) -> list[tuple[Status, int]]:
        """In the order in which screens show them."""
        return [(status, self.of(status)) for status in Status]


@dataclass(frozen=True)
class Month:
    """How often a course was finished in the month that begins on this day."""

    begins: date
    finished: int


@dataclass(frozen=True)
class Tally:
    """The numbers of a selection for each unit. by_course: where somebody has begun or is late."""

    courses: Sequence[Course]
    people: dict[Unit, int]
    by_course: dict[tuple[Unit, UUID], Counts]
    months: list[Month]

    def of_course(self, course: Course) -> Counts:
        """The numbers of one course in all units together."""
        return _with_who_began_nothing(self._began_by_course.get(course.key, Counts()), sum(self.people.values()))

    def of_units(self, units: Iterable[Unit]) -> Counts:
        """The numbers of all courses in these units together."""
        units = list(units)
        counts = _sum(self._began_by_unit.get(unit, Counts()) for unit in units)
        return _with_who_began_nothing(counts, sum(self.people.get(unit, 0) for unit in units) * len(self.courses))

    @cached_property
    def begun(self) -> Set[UUID]:
        """The keys of the courses that somebody has begun or is late with."""
        return self._began_by_course.keys()

    @cached_property
    def _began_by_course(self) -> dict[UUID, Counts]:
        return _sums((key, counts) for (_unit, key), counts in self.by_course.items())

    @cached_property
    def _began_by_unit(self) -> dict[Unit, Counts]:
        return _sums((unit, counts) for (unit, _key), counts in self.by_course.items())


@dataclass(frozen=True)
class Summary:
    """How many people, and per course how many of them have which status."""

    people: int
    courses: list[tuple[Course, Counts]]

    @property
    def total(self) -> Counts:
        """All courses together: people × courses."""
        return _sum(counts for _course, counts in self.courses)


def summary(selection: Selection) -> Summary:
    """The numbers of the selection per course, whatever status is asked for."""
    counted = tally(selection)
    courses = [(course, counted.of_course(course)) for course in counted.courses]
    return Summary(sum(counted.people.values()), courses)


def tally(selection: Selection, with_trend: bool = False) -> Tally:
    """The numbers of the selection, whatever status is asked for; the trend costs no further query."""
    months = last_months(selection.today) if with_trend else []
    people = {(organisation, department): number for organisation, department, number in _people(selection)}
    learning, finished_in = _learning(selection, people, months)
    for key, number in _expiring(selection):
        if key in learning:
            learning[key][Status.FINISHED] -= number
            learning[key][Status.EXPIRING] += number
    for key, otherwise, number in _late(selection):
        counts = learning.setdefault(key, _nobody_began(people[key[0]]))
        counts[otherwise] -= number
        counts[Status.LATE] += number
    by_course = {
        key: Counts(**{status.value: counts[status] for status in Status}) for key, counts in learning.items()
    }
    trend = [Month(month.date(), number) for month, number in zip(months, finished_in, strict=False)]
    return Tally(selection.courses, people, by_course, trend)


def last_months(today: date) -> list[datetime]:
    """The moments at which the last twelve months began, that of today included; oldest first."""
    ordinal = today.year * 12 + today.month - 1
    months = [divmod(ordinal - back, 12) for back in reversed(range(MONTHS_OF_THE_TREND))]
    return [timezone.make_aware(datetime(year, month + 1, 1)) for year, month in months]


def _people(selection: Selection) -> Iterator[tuple[int, int | None, int]]:
    rows = selection.people.order_by().values("organisation", "department").annotate(people=Count("pk"))
    yield from rows.values_list("organisation", "department", "people")


Learning = dict[tuple[Unit, UUID], dict[Status, int]]


def _nobody_began(people: int) -> dict[Status, int]:
    return defaultdict(int, {Status.NOT_STARTED: people})


def _learning(selection: Selection, people: dict[Unit, int], months: Sequence[datetime]) -> tuple[Learning, list[int]]:
    """Who would be busy or finished if nobody were late and no certificate ended; and the trend."""
    found: Learning = {}
    finished_in = [0] * len(months)
    keys = {course.key for course in selection.courses}
    for organisation, department, course_key, enrolled, finished, *monthly in _enrolled(selection, months):
        if course_key not in keys:
            continue
        unit = (organisation, department)
        counts = {
            Status.NOT_STARTED: people[unit] - enrolled,
            Status.BUSY: enrolled - finished,
            Status.FINISHED: finished,
        }
        found[unit, course_key] = defaultdict(int, counts)
        finished_in = [before + more for before, more in zip(finished_in, monthly, strict=True)]
    return found, finished_in


def _enrolled(selection: Selection, months: Sequence[datetime]) -> Iterator[tuple]:
    """Per unit and course: enrolled, finished, and how often it was finished in each of the months."""
    current = Q(enrolment__superseded_at__isnull=True)
    in_courses = _in_courses(selection, "user__enrolments__course_key")
    relation = FilteredRelation("user__enrolments", condition=in_courses) if months else current_enrolment(in_courses)
    ends = [*months[1:], None]
    counts = {
        f"month_{number}": Count("enrolment", filter=_completed_between(begins, ends[number]))
        for number, begins in enumerate(months)
    }
    if not months:
        current = Q()
    rows = (
        selection.people.order_by()
        .annotate(enrolment=relation)
        .filter(enrolment__isnull=False)
        .values("organisation", "department", "enrolment__course_key")
        .annotate(
            enrolled=Count("enrolment", filter=current),
            finished=Count("enrolment", filter=current & HAS_FINISHED),
            **counts,
        )
    )
    yield from rows.values_list("organisation", "department", "enrolment__course_key", "enrolled", "finished", *counts)


def _in_courses(selection: Selection, column: str) -> Q:
    """In these courses; of many in any course, and who reads the rows leaves out those of others.

    A thousand keys in a query cost more than the rows they keep away: nearly all courses are asked for then.
    """
    keys = [course.key for course in selection.courses]
    return Q((f"{column}__in", keys)) if len(keys) <= MOST_ASKED_BY_KEY else Q((f"{column}__isnull", False))


def _completed_between(begins: datetime, ends: datetime | None) -> Q:
    since = Q(enrolment__completion__completed_at__gte=begins)
    return since & Q(enrolment__completion__completed_at__lt=ends) if ends else since


def _expiring(selection: Selection) -> Iterator[tuple[tuple[Unit, UUID], int]]:
    """Per unit and course who would be expiring if nobody were late."""
    ending = _in_courses(selection, "user__certificates__course_key") & Q(
        user__certificates__status="valid",
        user__certificates__is_of_path=False,
        user__certificates__completion__isnull=False,
        user__certificates__valid_until__lte=selection.today + EXPIRES_WITHIN,
    )
    rows = (
        selection.people.order_by()
        .annotate(certificate=FilteredRelation("user__certificates", condition=ending))
        .filter(~lasts(OuterRef("certificate__course_key"), selection.today), certificate__isnull=False)
        .values("organisation", "department", "certificate__course_key")
        .annotate(number=Count("pk", distinct=True))
    )
    columns = rows.values_list("organisation", "department", "certificate__course_key", "number")
    for organisation, department, course_key, number in columns:
        yield ((organisation, department), course_key), number


def _late(selection: Selection) -> Iterator[tuple[tuple[Unit, UUID], Status, int]]:
    """Per unit and course who is late, and what they would be otherwise."""
    asked = [course for course in selection.courses if course.key in selection.asked]
    parts = [_late_for(selection, number, course) for number, course in enumerate(asked)]
    if parts:
        for organisation, department, course, otherwise, number in united(parts, each=True):
            yield ((organisation, department), asked[course].key), Status(otherwise), number


def _late_for(selection: Selection, number: int, course: Course) -> QuerySet:
    people: MembershipQuerySet = in_course(selection.people.order_by(), course.key)
    otherwise = Case(
        When(HAS_FINISHED & is_expiring(course.key, selection.today), then=Value(Status.EXPIRING.value)),
        When(HAS_FINISHED, then=Value(Status.FINISHED.value)),
        When(enrolment__isnull=False, then=Value(Status.BUSY.value)),
        default=Value(Status.NOT_STARTED.value),
        output_field=CharField(),
    )
    return (
        people.filter(is_late(course.key, selection.asked, selection.today))
        .annotate(course_number=Value(number, output_field=IntegerField()), otherwise=otherwise)
        .values("organisation", "department", "course_number", "otherwise")
        .annotate(number=Count("pk"))
        .values_list("organisation", "department", "course_number", "otherwise", "number")
    )


def _with_who_began_nothing(counts: Counts, rows: int) -> Counts:
    """All these rows: where nothing is counted nobody began, however many courses and units that are."""
    return counts + Counts(not_started=rows - counts.total)


def _sums(counts: Iterable[tuple[Key, Counts]]) -> dict[Key, Counts]:
    found: dict[Key, Counts] = {}
    for key, one in counts:
        found[key] = found[key] + one if key in found else one
    return found


def _sum(counts: Iterable[Counts]) -> Counts:
    return reduce(add, counts, Counts())
