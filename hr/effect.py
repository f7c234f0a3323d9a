"""What a course brought about: how people rated themselves before and after it, per department.

Counted is who answered both times, in the latest period in which they did, and not the reader. Per person it is the
mean of the statements that were answered both times; of a group it is the mean of its people. What may be shown is
decided in commitments/group_sums.py, for each organisation and course on its own.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from uuid import UUID

from django.db.models import Avg, OuterRef, QuerySet, Subquery

from commitments.counts import Counts, counts_by_course, courses_that_ask
from commitments.group_sums import Group, groups_that_may_be_shown
from commitments.models import HIGHEST, LOWEST, Moment, ScanAnswer
from commitments.scan import courses_with_scan
from people.models import Department, MembershipQuerySet, Organisation, User

from .queries import Course, courses_for
from .scope import Scope


@dataclass(frozen=True)
class Change:
    """Means of what people answered before and after, from 1 to 5. people: how many they are about."""

    people: int
    before: float
    after: float

    @property
    def rounded(self) -> Decimal:
        """The difference of the means as they are shown: 2.4 and 3.6 are 1.2 apart."""
        return _as_shown(self.after) - _as_shown(self.before)

    @property
    def fall(self) -> Decimal:
        """How much lower it is, as a positive number."""
        return -self.rounded

    @property
    def bars(self) -> tuple[int, int]:
        """Before and after as a percentage of the scale."""
        before, after = (round((one - LOWEST) / (HIGHEST - LOWEST) * 100) for one in (self.before, self.after))
        return before, after


def _as_shown(mean: float) -> Decimal:
    return Decimal(repr(mean)).quantize(Decimal("0.1"), ROUND_HALF_UP)


@dataclass(frozen=True)
class Line:
    """A department, or everyone when `depth` is 0. change: None when it may not be shown."""

    name: str
    depth: int
    change: Change | None


@dataclass(frozen=True)
class CourseEffect:
    """A course in one organisation: `total` and a line for each department."""

    course: Course
    organisation: Organisation
    total: Change
    lines: list[Line]


@dataclass(frozen=True)
class Effect:
    """Everything that may be shown. silent: courses in which fewer than five people answered both times, or nobody."""

    courses: list[CourseEffect]
    silent: list[Course]

    @property
    def together(self) -> Change | None:
        """The shown courses as one, each answered scan counting once; None when there is nothing to show."""
        totals = [one.total for one in self.courses]
        count = sum(one.people for one in totals)
        if not count:
            return None
        before, after = (
            sum(getattr(one, name) * one.people for one in totals) / count for name in ("before", "after")
        )
        return Change(count, before, after)


# Person: mean before and mean after.
Ratings = dict[int, tuple[float, float]]


def effect_for(scope: Scope, reader: User) -> Effect:
    """The effect of every course with a self-scan; as many queries for many people as for few."""
    people = scope.people().exclude(user=reader)
    ratings = _ratings(people.values("user"))
    trees = _trees(scope, people)
    with_scan = courses_with_scan()
    shown: list[CourseEffect] = []
    silent: list[Course] = []
    for course in courses_for(people):
        found = [_course_effect(course, tree, ratings.get(course.key, {})) for tree in trees]
        shown += [one for one in found if one]
        if course.key in with_scan and not any(found):
            silent.append(course)
    return Effect(shown, silent)


def _ratings(users: QuerySet) -> dict[UUID, Ratings]:
    """By key of the course; one query."""
    earlier = ScanAnswer.objects.filter(
        enrolment=OuterRef("enrolment"), statement=OuterRef("statement"), moment=Moment.BEFORE
    )
    answered_twice = (
        ScanAnswer.objects.filter(enrolment__user__in=users, moment=Moment.AFTER)
        .annotate(earlier=Subquery(earlier.values("value")[:1]))
        .filter(earlier__isnull=False)
        .values("enrolment__course_key", "enrolment__user", "enrolment__period")
        .annotate(before=Avg("earlier"), later=Avg("value"))
        .order_by("enrolment__period")
    )
    found: dict[UUID, Ratings] = defaultdict(dict)
    for row in answered_twice:
        # Later periods come last and take the place of earlier ones.
        found[row["enrolment__course_key"]][row["enrolment__user"]] = (float(row["before"]), float(row["later"]))
    return found


def counts_of_intentions(people: MembershipQuerySet) -> list[tuple[Course, Counts | None]]:
    """Sums of the intentions of these people in each course that asks for one; None when they may not be shown."""
    counts, asked = counts_by_course(people.values("user")), courses_that_ask()
    rows = [(course, counts.get(course.key)) for course in courses_for(people)]
    return [(course, sums) for course, sums in rows if sums or course.key in asked]


@dataclass(frozen=True)
class _Tree:
    """An organisation with its departments in scope: those below each, by parent, and the people in each."""

    organisation: Organisation
    below: Mapping[int | None, Sequence[Department]]
    people: Mapping[int | None, set[int]]


def _trees(scope: Scope, people: MembershipQuerySet) -> list[_Tree]:
    """Two queries."""
    organisations: dict[int, Organisation] = {one.pk: one for one in scope.in_organisations()}
    departments = list(scope.in_departments())
    known = {one.pk for one in departments}
    below: dict[int, dict[int | None, list[Department]]] = defaultdict(lambda: defaultdict(list))
    for one in sorted(departments, key=lambda one: one.name):
        # What lies above the departments of a team lead is out of sight: theirs stand on top.
        below[one.organisation_id][one.parent_id if one.parent_id in known else None].append(one)
    members: dict[int, dict[int | None, set[int]]] = defaultdict(lambda: defaultdict(set))
    for organisation, department, user in people.values_list("organisation", "department", "user"):
        members[organisation][department if department in known else None].add(user)
    return [_Tree(one, below[pk], members[pk]) for pk, one in organisations.items()]


def _course_effect(course: Course, tree: _Tree, ratings: Ratings) -> CourseEffect | None:
    groups = _groups(tree, None, ratings.keys())
    everyone: frozenset[int] = frozenset(tree.people.get(None, set()) & ratings.keys())
    everyone = everyone.union(*(one.people for one in groups))
    top: Group[int | None] = Group(None, everyone, groups)
    shown = set(groups_that_may_be_shown(top))
    if None not in shown:
        return None
    lines = _lines(tree, top, shown, ratings, 1)
    return CourseEffect(course, tree.organisation, _change(everyone, ratings), lines)


def _groups(
    tree: _Tree, parent: int | None, users: AbstractSet[int], above: frozenset[int] = frozenset()
) -> tuple[Group[int | None], ...]:
    """The departments right below `parent` as groups of those of these users who are in them."""
    found: list[Group[int | None]] = []
    for one in tree.below.get(parent, ()):
        # A loop, which the administration refuses, ends here.
        if one.pk not in above:
            below = _groups(tree, one.pk, users, above | {one.pk})
            own = frozenset(tree.people.get(one.pk, set()) & users)
            found.append(Group(one.pk, own.union(*(group.people for group in below)), below))
    return tuple(found)


def _lines(tree: _Tree, group: Group[int | None], shown: set[int | None], ratings: Ratings, depth: int) -> list[Line]:
    names: dict[int | None, str] = {one.pk: one.name for one in tree.below.get(group.key, ())}
    lines: list[Line] = []
    for one in group.below:
        change = _change(one.people, ratings) if one.key in shown else None
        lines.append(Line(names[one.key], depth, change))
        lines += _lines(tree, one, shown, ratings, depth + 1) if change else []
    return lines


def _change(people: Iterable[int], ratings: Ratings) -> Change:
    pairs = [ratings[user] for user in people]
    before, after = (sum(values) / len(pairs) for values in zip(*pairs, strict=True))
    return Change(len(pairs), before, after)
