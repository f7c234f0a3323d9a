"""What an author's edit does to people who are learning: it may finish them, and never takes anything back.

Listens to the signals of Wagtail, which come when an edit is published. Only an edit that takes a
required step out of a course can finish somebody. One that puts a step in cannot, so that a course
that is put back online step by step finishes nobody half-way. The same goes for the courses of a path.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.db.models.signals import post_delete
from wagtail.models import Page
from wagtail.signals import page_published, page_unpublished, post_page_move

from .completion_rules import required_keys
from .models import CoursePage, Enrolment, ModulePage, PathPage, StepPage
from .outline import course_outline
from .paths import finish_followers_of, paths_with
from .progress import finish_all_who_earned, finished_by_rule


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
    if isinstance(instance, PathPage):
        finish_followers_of([instance])
    elif not instance.live:
        _finish_paths_without(instance)


def on_unpublished(instance: Page, **_signal: Any) -> None:
    """A step or a module that is taken out of a course, a course out of the paths it is in."""
    _finish_who_earned(instance)
    _finish_paths_without(instance)


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


def _finish_paths_without(page: Page) -> None:
    # A catalogue that goes offline with all that is in it takes no course out of a path.
    if isinstance(page, CoursePage) and page.get_parent().live:
        finish_followers_of(list(paths_with(page)))


def number_finished_without(pages: Iterable[Page]) -> int:
    """How many times somebody would finish a course at once if these steps and modules went out of it together.

    Other pages, and those of a course that is offline, finish nobody.
    """
    gone: dict[CoursePage, set[UUID]] = defaultdict(set)
    for page in pages:
        course = _live_course_above(page)
        if course is not None:
            steps = StepPage.objects.descendant_of(page, inclusive=True)
            gone[course].update(steps.values_list("translation_key", flat=True))
    return sum(_number_finished(course, keys) for course, keys in gone.items())


def _live_course_above(page: Page) -> CoursePage | None:
    course: CoursePage | None = CoursePage.objects.live().ancestor_of(page).first()
    return course


def _number_finished(course: CoursePage, gone: set[UUID]) -> int:
    outline = course_outline(course)
    if gone.isdisjoint(required_keys(outline.rules)):
        return 0
    left = [replace(module, steps=[s for s in module.steps if s.key not in gone]) for module in outline.modules]
    busy = Enrolment.objects.filter(course=course, completion__isnull=True)
    return finished_by_rule(busy, replace(outline, modules=left)).count()


def number_finished_by_moving(pages: Iterable[Page], destination: Page) -> int:
    """The same when these pages go there. Within their course, to a module that is online, they only change place."""
    course = _live_course_above(destination)
    stays = course if destination.live else None
    return number_finished_without([page for page in pages if stays is None or _live_course_above(page) != stays])


def number_finished_by_publishing(pages: Iterable[Page]) -> int:
    """The same when the latest drafts of these pages are published: those that make a step optional count."""
    steps = StepPage.objects.filter(pk__in=[page.pk for page in pages], live=True, required=True).specific()
    return number_finished_without([step for step in steps if not step.get_latest_revision_as_object().required])
