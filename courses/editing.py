"""What an author's edit does to people who are learning: it may finish them, and never takes anything back.

Listens to the signals of Wagtail, which come when an edit is published. Only an edit that takes a
required step out of a course can finish somebody. One that puts a step in cannot, so that a course
that is put back online step by step finishes nobody half-way.
"""

from typing import Any

from django.db.models.signals import post_delete
from wagtail.models import Page
from wagtail.signals import page_published, page_unpublished, post_page_move

from .models import CoursePage, ModulePage, StepPage
from .progress import finish_all_who_earned


def listen() -> None:
    """Connect the receivers; called once, when the app is ready."""
    page_published.connect(on_published, dispatch_uid="courses.editing")
    page_unpublished.connect(on_unpublished, dispatch_uid="courses.editing")
    post_page_move.connect(on_moved, dispatch_uid="courses.editing")
    post_delete.connect(on_deleted, sender=StepPage, dispatch_uid="courses.editing")


def on_published(instance: Page, **_signal: Any) -> None:
    """A step made optional, one that is put off to a later date, or a course that is back with fewer steps."""
    is_back = isinstance(instance, CoursePage)
    is_optional = isinstance(instance, StepPage) and not instance.required
    if is_back or is_optional or not instance.live:
        _finish_who_earned(instance)


def on_unpublished(instance: Page, **_signal: Any) -> None:
    """A step or a module that is taken out."""
    _finish_who_earned(instance)


def on_moved(parent_page_before: Page, **_signal: Any) -> None:
    """A step that goes to another course, or to a module that is offline; a module that goes elsewhere."""
    # Moving may have changed the path of the parent, too.
    parent = Page.objects.filter(pk=parent_page_before.pk).specific().first()
    if parent is not None:
        _finish_who_earned(parent)


def on_deleted(instance: StepPage, **_signal: Any) -> None:
    """A step that nobody has done, and that some had left to do."""
    _finish_who_earned(instance)


def _finish_who_earned(page: Page) -> None:
    if isinstance(page, CoursePage | ModulePage | StepPage):
        course = CoursePage.objects.ancestor_of(page, inclusive=True).first()
        if course is not None:
            finish_all_who_earned(course)
