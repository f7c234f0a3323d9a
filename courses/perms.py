"""Fetching is authorising: these return what the person may have, or raise Http404.

They look up by `id`, the field of wagtailcore.Page: on `pk`, a relation, SQLite fails on a number
that is too large for it instead of finding nothing.
"""

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from people.models import User

from .completion_rules import locked_steps
from .enrol import enrolment_of
from .models import CoursePage, Enrolment, ModulePage, StepPage
from .outline import StepOutline, course_outline
from .progress import all_is_open, done_keys


class StepLockedError(Exception):
    """Another step has to be done before this one. `first` is that one."""

    def __init__(self, first: StepOutline) -> None:
        self.first = first

    @property
    def sentence(self) -> str:
        """What the learner reads, in the language that is active."""
        return _("This step is not open yet. Do “%(step)s” first.") % {"step": self.first.title}


def published_course(pk: int) -> CoursePage:
    """A course everyone may take."""
    return get_object_or_404(CoursePage.objects.live().public(), id=pk)


def published_step(pk: int) -> StepPage:
    """A published step in a published module of a published course."""
    step = get_object_or_404(StepPage.objects.live().public(), id=pk)
    published = (
        ModulePage.objects.parent_of(step).live().exists() and CoursePage.objects.ancestor_of(step).live().exists()
    )
    if not published:
        raise Http404
    return step


def enrolment_for(user: User, pk: int) -> Enrolment:
    """The own current enrolment with this number and its course, or 404: a period that is over never changes."""
    return get_object_or_404(Enrolment.objects.current().select_related("course"), id=pk, user=user)


def enrolment_for_step(user: User, step: StepPage) -> Enrolment:
    """The own current enrolment in the course of `step`; 404 for someone who is not enrolled."""
    enrolment = enrolment_of(user, step.course)
    if enrolment is None:
        raise Http404
    return enrolment


def refuse_locked_step(enrolment: Enrolment, step: StepPage) -> None:
    """Raises StepLockedError for a step that opens after one this learner still has to do."""
    if step.opens_after_id is None or all_is_open(enrolment):
        return
    outline = course_outline(step.course)
    key = locked_steps(outline.rules, done_keys(enrolment)).get(step.translation_key)
    first = outline.step(key) if key else None
    if first is not None:
        raise StepLockedError(first)
