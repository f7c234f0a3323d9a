"""Study time: which minutes count, for one course and for many, and how it is said."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from os.path import commonprefix
from typing import Protocol

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .models import CoursePage, ModulePage, StepPage


class Timed(Protocol):
    """Anything with a duration that may or may not be needed to finish."""

    @property
    def minutes(self) -> int: ...

    @property
    def required(self) -> bool: ...


def study_minutes(steps: Iterable[Timed]) -> int:
    """Minutes of the steps that are needed to finish."""
    return sum(step.minutes for step in steps if step.required)


def minutes_by_course(courses: Sequence[CoursePage]) -> dict[int, int]:
    """Study time by primary key of the course; two queries, whatever the number of courses.

    Counts the same steps as courses/outline.py: published ones in published modules.
    """
    if not courses:
        return {}
    # The path of a page is a row of characters without separators, so comparing these is what is meant.
    above_all = commonprefix([course.path for course in courses])  # noqa: RUF071
    modules = set(ModulePage.objects.live().filter(path__startswith=above_all).values_list("path", flat=True))
    steps_by_course = defaultdict(list)
    steps = StepPage.objects.live().filter(path__startswith=above_all)
    for step in steps.values_list("path", "minutes", "required", named=True):
        module = step.path[: -StepPage.steplen]
        if module in modules:
            steps_by_course[module[: -StepPage.steplen]].append(step)
    return {course.pk: study_minutes(steps_by_course[course.path]) for course in courses}


def in_words(minutes: int) -> str:
    """In the language that is active: 2 uur en 10 minuten."""
    hours, rest = divmod(minutes, 60)
    in_hours = ngettext("%(count)d hour", "%(count)d hours", hours) % {"count": hours}
    in_minutes = ngettext("%(count)d minute", "%(count)d minutes", rest) % {"count": rest}
    if not hours:
        return in_minutes
    if not rest:
        return in_hours
    return _("%(hours)s and %(minutes)s") % {"hours": in_hours, "minutes": in_minutes}
