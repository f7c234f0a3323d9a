"""Which courses are worth a line: all of a small catalogue, and of a large one those in which something goes on."""

from collections.abc import Container, Sequence
from uuid import UUID

from .queries import Course

# So many courses are seen at a glance.
FEW = 25


def going_on(courses: Sequence[Course], begun: Container[UUID], asked: Container[UUID]) -> Sequence[Course]:
    """Those that somebody began or is late with, or has to do; in the order they had."""
    if len(courses) <= FEW:
        return courses
    return [course for course in courses if course.key in begun or course.key in asked]
