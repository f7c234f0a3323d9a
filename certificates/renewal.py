"""Earning a certificate anew: a new period of the course, while the old certificate stays as it is."""

from django.utils import timezone

from courses.enrol import open_new_period
from courses.models import CoursePage

from .models import Certificate
from .validity import may_renew


class NotRenewableError(Exception):
    """It has no end, its end is far away, it was revoked, it is of a path, or the course is offline."""


def course_to_take_again(certificate: Certificate) -> CoursePage | None:
    """The course that renews this certificate, from 90 days before its last day on; None when nothing does.

    A path is renewed by its courses, whose certificates end as well.
    """
    completion = certificate.completion
    if completion is None or certificate.is_revoked or not may_renew(certificate.valid_until, timezone.localdate()):
        return None
    course: CoursePage = completion.enrolment.course
    return course if course.live else None


def renew(certificate: Certificate) -> CoursePage:
    """Open the new period, unless it was opened before; returns the course. Raises NotRenewableError."""
    course = course_to_take_again(certificate)
    if course is None or certificate.completion is None:
        raise NotRenewableError
    enrolment = certificate.completion.enrolment
    if enrolment.superseded_at is None:
        open_new_period(enrolment.user, course)
    return course
