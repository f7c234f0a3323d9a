"""Learning paths in tests."""

from collections.abc import Iterable
from itertools import count

from courses.enrol import enrol
from courses.models import CourseIndexPage, CoursePage, PathItem, PathPage, StepPage
from courses.progress import complete_step
from people.models import User

from .site import make_site

_numbers = count(1)


def make_path(
    courses: Iterable[CoursePage], optional: Iterable[CoursePage] = (), title: str = "", **fields: object
) -> PathPage:
    """A published path of these courses in this order; those of `optional` come last and do not count."""
    number = next(_numbers)
    path = PathPage(title=title or f"Leerpad {number}", slug=f"leerpad-{number}", summary="Voor wie het is.", **fields)
    path.items = _items(courses, optional)
    return CourseIndexPage.objects.child_of(make_site()).get().add_child(instance=path)


def change_path(path: PathPage, courses: Iterable[CoursePage], optional: Iterable[CoursePage] = ()) -> PathPage:
    """An editor publishes the path with these courses instead."""
    path = PathPage.objects.get(pk=path.pk)
    path.items = _items(courses, optional)
    path.save_revision().publish()
    return PathPage.objects.get(pk=path.pk)


def _items(courses: Iterable[CoursePage], optional: Iterable[CoursePage]) -> list[PathItem]:
    wanted = [(course, True) for course in courses] + [(course, False) for course in optional]
    return [
        PathItem(course=course, required=required, sort_order=order) for order, (course, required) in enumerate(wanted)
    ]


def finish_course(user: User, course: CoursePage) -> None:
    """Do every published step, as a learner would."""
    enrolment = enrol(user, course)
    for step in StepPage.objects.descendant_of(course).live().order_by("path"):
        complete_step(enrolment, step)
