"""Which assignments ask for which course: a course itself, or a path of which it is a required part."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from courses.models import CourseCompletion

from .models import Assignment, Duty


@dataclass(frozen=True)
class Asked:
    """Primary keys of the assignments of a course, and of those of paths that it is a required part of."""

    itself: list[int] = field(default_factory=list)
    in_a_path: list[int] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.itself or self.in_a_path)


def asked_of(organisations: Iterable[int]) -> dict[UUID, Asked]:
    """By key of the course, what these organisations ask; an assignment that was ended has no open duties."""
    found: dict[UUID, Asked] = defaultdict(Asked)
    assignments = Assignment.objects.filter(organisation__in=organisations, ended_at=None).order_by()
    of_paths = assignments.filter(path__items__required=True)
    rows = (
        assignments.filter(path=None)
        .values_list("pk", "course__translation_key", "path")
        .union(of_paths.values_list("pk", "path__items__course__translation_key", "path"))
    )
    for assignment, course_key, path in rows:
        asked = found[course_key]
        (asked.in_a_path if path else asked.itself).append(assignment)
    return found


def open_duties(asked: Asked, course_key: UUID) -> QuerySet[Duty]:
    """In a query of memberships: what this person still has to do of what the own organisation asks for the course.

    A duty of a path is done for the course when the course is finished, even if the rest of the path is not.
    """
    of_paths = Q(assignment__in=asked.in_a_path) & ~Exists(_done_for_path(course_key))
    asks = Q(assignment__in=asked.itself) | of_paths if asked.in_a_path else Q(assignment__in=asked.itself)
    return Duty.objects.filter(
        asks,
        user=OuterRef("user"),
        assignment__organisation=OuterRef("organisation"),
        fulfilled_at=None,
        closed_at=None,
    )


def _done_for_path(course_key: UUID) -> QuerySet[CourseCompletion]:
    """In a query of duties: the completions of the course that count for this one."""
    return CourseCompletion.objects.filter(
        enrolment__user=OuterRef("user"),
        enrolment__course_key=course_key,
        completed_at__gte=Coalesce(OuterRef("counts_from"), F("completed_at")),
    )
