"""What people did and have to do, read for some hundred of them at a time: a row for each of their courses.

Four queries whatever the number of people and courses. Asked per row in one query, PostgreSQL looks up duties and
certificates for everyone of whom fifty are shown.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.db.models import CharField
from django.db.models.functions import Cast

from certificates.models import Certificate
from courses.models import CourseCompletion, Enrolment

from .asked import Asked
from .models import Duty
from .status import Facts

# Person, and which of the courses that were asked for: numbers, which are found much faster than UUIDs.
Key = tuple[int, int]


@dataclass
class Learning:
    """Of one person in one course. completions: moment and minutes, the last one last."""

    enrolled: bool = False
    taken_again: bool = False
    completions: list[tuple[datetime, int]] = field(default_factory=list)

    @property
    def finished(self) -> bool:
        """A new period opens only after a finished one, and takes nothing back."""
        return bool(self.completions) or self.taken_again


@dataclass(frozen=True)
class Holding:
    """The certificate that lasts longest; valid_until is None for one without an end."""

    valid_until: date | None
    pk: int
    code: str

    @property
    def order(self) -> tuple[date, int]:
        return self.valid_until or date.max, self.pk


@dataclass(frozen=True)
class Known:
    """What is known of these people, by person and course; due days also by organisation, which sees only its own."""

    learning: Mapping[Key, Learning]
    certificates: Mapping[Key, Holding]
    due: Mapping[tuple[int, int, int], date]

    def facts(self, user: int, organisation: int, course: int) -> Facts:
        learning, held = self.learning.get((user, course)), self.certificates.get((user, course))
        return Facts(
            enrolled=learning is not None and learning.enrolled,
            finished=learning is not None and learning.finished,
            due_on=self.due.get((user, organisation, course)),
            valid_until=held.valid_until if held else None,
        )


def known_of(users: Collection[int], courses: Sequence[UUID], asked: Mapping[UUID, Asked]) -> Known:
    """Of these people in these courses, which are numbered from 0."""
    learning = _learning(users, courses)
    return Known(learning, _certificates(users, courses), _due(users, courses, asked, learning))


def _learning(users: Collection[int], courses: Sequence[UUID]) -> dict[Key, Learning]:
    found: dict[Key, Learning] = defaultdict(Learning)
    number = {str(key): place for place, key in enumerate(courses)}
    enrolments = Enrolment.objects.filter(user__in=users, course_key__in=courses).order_by()
    # As text, because making objects of a million keys takes longer than reading them.
    columns = enrolments.annotate(key=Cast("course_key", CharField())).values_list(
        "pk", "user", "key", "period", "superseded_at"
    )
    of_enrolment: dict[int, tuple[int, Learning]] = {}
    for pk, user, key, period, superseded_at in columns:
        one = found[user, number[key] if key in number else number[str(UUID(key))]]
        of_enrolment[pk] = (period, one)
        if superseded_at is None:
            one.enrolled, one.taken_again = True, period > 1
    _add_completions(of_enrolment)
    return found


def _add_completions(of_enrolment: Mapping[int, tuple[int, Learning]]) -> None:
    """Apart from the enrolments: asked for both, PostgreSQL reads the whole table of completions."""
    done = CourseCompletion.objects.filter(enrolment__in=list(of_enrolment)).order_by()
    for enrolment, completed_at, minutes in done.values_list("enrolment", "completed_at", "study_minutes"):
        period, one = of_enrolment[enrolment]
        one.completions.append((completed_at, minutes))
        if period > 1:
            one.completions.sort()


def _certificates(users: Collection[int], courses: Sequence[UUID]) -> dict[Key, Holding]:
    found: dict[Key, Holding] = {}
    number = {key: place for place, key in enumerate(courses)}
    own = Certificate.objects.filter(
        user__in=users,
        course_key__in=courses,
        is_of_path=False,
        status=Certificate.Status.VALID,
        completion__isnull=False,
    ).order_by()
    for user, course, valid_until, pk, code in own.values_list("user", "course_key", "valid_until", "pk", "code"):
        held, key = Holding(valid_until, pk, code), (user, number[course])
        before = found.get(key)
        if before is None or held.order > before.order:
            found[key] = held
    return found


def _due(
    users: Collection[int], courses: Sequence[UUID], asked: Mapping[UUID, Asked], learning: Mapping[Key, Learning]
) -> dict[tuple[int, int, int], date]:
    """The earliest day of what is not done; hr.asked.open_duties says the same in SQL."""
    of_assignment: dict[int, list[tuple[int, bool]]] = defaultdict(list)
    for number, key in enumerate(courses):
        for pk in asked[key].itself if key in asked else ():
            of_assignment[pk].append((number, False))
        for pk in asked[key].in_a_path if key in asked else ():
            of_assignment[pk].append((number, True))
    duties = Duty.objects.filter(user__in=users, assignment__in=of_assignment, fulfilled_at=None, closed_at=None)
    columns = ("user", "assignment", "assignment__organisation", "due_on", "counts_from")
    found: dict[tuple[int, int, int], date] = {}
    for user, assignment, organisation, due_on, counts_from in duties.values_list(*columns):
        for number, in_a_path in of_assignment[assignment]:
            if not (in_a_path and _is_done(learning.get((user, number)), counts_from)):
                place = (user, organisation, number)
                found[place] = min(due_on, found.get(place, due_on))
    return found


def _is_done(learning: Learning | None, counts_from: datetime | None) -> bool:
    """Whether a completion of the course counts for a duty of a path."""
    completions = learning.completions if learning else []
    return any(counts_from is None or moment >= counts_from for moment, _minutes in completions)
