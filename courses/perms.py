"""Fetching is authorising: these return what the person may have, or raise Http404.

They look up by `id`, the field of wagtailcore.Page: on `pk`, a relation, SQLite fails on a number
that is too large for it instead of finding nothing.
"""

from django.http import Http404
from django.shortcuts import get_object_or_404

from people.models import User

from .enrol import enrolment_of
from .models import CoursePage, Enrolment, ModulePage, StepPage


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


def enrolment_for_step(user: User, step: StepPage) -> Enrolment:
    """The own enrolment in the course of `step`; 404 for someone who is not enrolled."""
    enrolment = enrolment_of(user, step.course)
    if enrolment is None:
        raise Http404
    return enrolment
