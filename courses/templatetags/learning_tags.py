"""What pages of other apps show of learning."""

from collections.abc import Iterable, Mapping
from itertools import chain
from typing import Any
from uuid import UUID

from django import template
from django.template import RequestContext
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from cms.content_version import kept
from cms.models import Source
from courses.agenda import AgendaEntry, agenda_of_courses, agenda_parts
from courses.languages import each_once, published_courses
from courses.lesson_text import lesson_text
from courses.models import CoursePage, Enrolment, LessonPage
from courses.my_learning import Learning, learning_of
from courses.outline import StepOutline, kept_outline
from courses.private import notes_beside
from courses.study_time import minutes_by_course
from courses.target_date import form_for

register = template.Library()


@register.simple_tag(takes_context=True)
def own_learning(context: RequestContext) -> list[Learning]:
    """All that the signed-in person is learning, busy courses first, the latest used on top; nothing for a visitor."""
    user = context["request"].user
    return learning_of(user) if user.is_authenticated else []


@register.filter
def busy(learning: Iterable[Learning]) -> list[Learning]:
    """What one can go on with."""
    return [row for row in learning if row.is_busy]


@register.simple_tag(takes_context=True)
def course_agenda(context: RequestContext, learning: list[Learning]) -> list[AgendaEntry]:
    """What waits for the signed-in person in courses, given all of `learning`; nothing for a visitor."""
    return agenda_of_courses(learning) if context["request"].user.is_authenticated else []


@register.inclusion_tag("courses/agenda.html")
def agenda(*sources: list[AgendaEntry], most: int | None = None) -> dict[str, Any]:
    """One agenda of all sources, with at most so many entries of each kind."""
    return {"parts": agenda_parts(chain.from_iterable(sources), most)}


@register.inclusion_tag("courses/target_date_form.html")
def target_date_form(enrolment: Enrolment) -> dict[str, Any]:
    """By when the learner wants to have finished, to fill in."""
    return {"form": form_for(enrolment), "enrolment": enrolment}


@register.simple_tag(takes_context=True)
def newest_courses(context: RequestContext) -> SafeString:
    """Published courses, the newest first, at most six; each once, if possible in the language of the page."""
    return _newest_courses(context["page"].locale.language_code, str(get_language()))


@kept(most=10)
def _newest_courses(own: str, _language: str) -> SafeString:
    several = each_once(published_courses().order_by("-first_published_at"), [own])
    courses = [versions[0] for versions in several[:6]]
    minutes = minutes_by_course(courses)
    pairs = [(course, minutes[course.pk]) for course in courses]
    return render_to_string("courses/newest_courses.html", {"courses": pairs})


@register.simple_tag(takes_context=True)
def text_of_lesson(
    context: RequestContext, page: LessonPage, step: StepOutline | None, enrolment: Enrolment | None
) -> SafeString:
    """The text of a lesson with what this learner wrote beside it."""
    notes = None
    if enrolment:
        notes = notes_beside(enrolment, page.translation_key) if context["has_notes"] else {}
    return lesson_text(page, step, notes, context)


@register.simple_tag
def course_minutes(page: CoursePage) -> int:
    """Study time of a course; of a draft that was never saved, none yet."""
    return kept_outline(page.pk).minutes if page.pk else 0


@register.simple_tag
def course_ends(sdgs: Iterable[int], sources: Iterable[Source]) -> SafeString:
    """Goals and sources of a course; drawn once for everybody."""
    return _course_ends(tuple(sdgs), tuple(sources), str(get_language()))


@kept(most=500)
def _course_ends(sdgs: tuple[int, ...], sources: tuple[Source, ...], _language: str) -> SafeString:
    return render_to_string("courses/course_ends.html", {"sdgs": sdgs, "sources": sources})


@register.simple_tag
def contents_of_course(
    course: CoursePage,
    current: StepOutline | None,
    done: set[UUID],
    locked: Mapping[UUID, StepOutline],
    new_keys: set[UUID],
) -> SafeString:
    """The table of contents; drawn once for all who are equally far, and kept until an editor changes something."""
    states = (frozenset(done), frozenset(locked), frozenset(new_keys))
    return _contents(course.pk, current.key if current else None, *states, str(get_language()))


@kept(most=1000)
def _contents(
    course_pk: int,
    current: UUID | None,
    done: frozenset[UUID],
    locked: frozenset[UUID],
    new_keys: frozenset[UUID],
    _language: str,
) -> SafeString:
    outline = kept_outline(course_pk)
    context = {"outline": outline, "current": current, "done": done, "locked": locked, "new_keys": new_keys}
    return render_to_string("courses/contents.html", context)
