"""Courses with a self-scan, and people who filled it in."""

from collections.abc import Sequence

from commitments.models import Moment, ScanAnswer
from commitments.scan import scan_of
from courses.models import CoursePage
from people.models import User

from .courses import make_course
from .hr import finish

STATEMENTS = ("Ik weet wanneer ik een opdracht mag voorbehouden.", "Ik kan een opdracht aankondigen.")


def make_scan_course(title: str = "", statements: Sequence[str] = STATEMENTS) -> CoursePage:
    """A published course with these statements."""
    course = make_course(title=title, statements=[("statement", text) for text in statements])
    course.refresh_from_db()
    return course


def rate(user: User, course: CoursePage, before: int, after: int) -> None:
    """Finish the course and give every statement the same value at each moment."""
    enrolment = finish(user, course)
    values = {Moment.BEFORE: before, Moment.AFTER: after}
    ScanAnswer.objects.bulk_create(
        ScanAnswer(enrolment=enrolment, moment=moment, statement=one.key, value=value)
        for moment, value in values.items()
        for one in scan_of(enrolment, course).statements
    )
