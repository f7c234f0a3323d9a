"""Where a person stands in a course, in SQL: what hr/status.py says of one, asked of many at once.

Everything here is for a query of memberships, in which `enrolment` is the person's own current one in the course.
"""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from django.db.models import (
    BooleanField,
    Exists,
    FilteredRelation,
    OuterRef,
    Q,
    QuerySet,
    Value,
)

from certificates.models import Certificate
from people.models import MembershipQuerySet

from .asked import Asked, open_duties
from .status import EXPIRES_WITHIN, Status

# Whoever takes a course again has finished it: a new period opens only after a finished one, and takes nothing back.
HAS_FINISHED = Q(enrolment__completion__isnull=False) | Q(enrolment__period__gt=1)
_IS_BUSY = Q(enrolment__isnull=False, enrolment__completion__isnull=True, enrolment__period=1)


def current_enrolment(in_courses: Q) -> FilteredRelation:
    """The own enrolments in these courses, one a course: the period that is going on."""
    return FilteredRelation("user__enrolments", condition=in_courses & Q(user__enrolments__superseded_at__isnull=True))


def in_course(people: MembershipQuerySet, course_key: UUID) -> MembershipQuerySet:
    """These people with their `enrolment` in the course; empty for who did not enrol."""
    return people.annotate(enrolment=current_enrolment(Q(user__enrolments__course_key=course_key)))


def conditions(course_key: UUID, asked: Mapping[UUID, Asked], today: date) -> dict[Status, Q]:
    """Of each status whether somebody has it in the course; of each person exactly one is true."""
    late = is_late(course_key, asked, today)
    expiring = is_expiring(course_key, today)
    return {
        Status.LATE: late,
        Status.EXPIRING: ~late & HAS_FINISHED & expiring,
        Status.FINISHED: ~late & HAS_FINISHED & ~expiring,
        Status.BUSY: ~late & _IS_BUSY,
        Status.NOT_STARTED: ~late & Q(enrolment__isnull=True),
    }


def is_late(course_key: UUID, asked: Mapping[UUID, Asked], today: date) -> Q:
    """Whether a day has passed before which the course was asked and not done."""
    if course_key not in asked:
        return Q(Value(False, output_field=BooleanField()))
    return Q(Exists(open_duties(asked[course_key], course_key).filter(due_on__lt=today)))


def is_expiring(course_key: UUID, today: date) -> Q:
    """Whether the certificate of the course that lasts longest ends soon or has ended."""
    ending = Q(Exists(certificates_of(course_key).filter(valid_until__lte=today + EXPIRES_WITHIN)))
    return ending & ~Q(lasts(course_key, today))


def lasts(course_key: UUID | OuterRef, today: date) -> Exists:
    """Whether there is a certificate of the course that need not be renewed yet."""
    later = Q(valid_until__isnull=True) | Q(valid_until__gt=today + EXPIRES_WITHIN)
    return Exists(certificates_of(course_key).filter(later))


def certificates_of(course_key: UUID | OuterRef) -> QuerySet[Certificate]:
    """The person's certificates of the course that count or counted until they ended; so it was finished."""
    return Certificate.objects.filter(
        user=OuterRef("user"),
        course_key=course_key,
        is_of_path=False,
        status=Certificate.Status.VALID,
        completion__isnull=False,
    ).order_by()
