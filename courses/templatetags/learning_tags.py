"""What pages of other apps show of learning."""

from typing import Any

from django import template
from django.template import RequestContext

from courses.blocks import LessonBlock, lesson_blocks
from courses.models import CoursePage, Enrolment, LessonPage
from courses.my_learning import Learning, learning_of
from courses.private import notes_beside
from courses.study_time import minutes_by_course

register = template.Library()


@register.simple_tag(takes_context=True)
def busy_courses(context: RequestContext) -> list[Learning]:
    """What the signed-in person can go on with, the latest used first; nothing for a visitor."""
    user = context["request"].user
    courses = learning_of(user) if user.is_authenticated else []
    return [row for row in courses if row.completion is None and row.resume_step]


@register.inclusion_tag("courses/newest_courses.html")
def newest_courses() -> dict[str, Any]:
    """Published courses, the newest first, at most six."""
    courses = list(CoursePage.objects.live().public().order_by("-first_published_at")[:6])
    minutes = minutes_by_course(courses)
    return {"courses": [(course, minutes[course.pk]) for course in courses]}


@register.simple_tag
def blocks_with_notes(page: LessonPage, enrolment: Enrolment | None) -> list[LessonBlock]:
    """The text of a lesson with what this learner wrote beside it."""
    return lesson_blocks(page.body, notes_beside(enrolment, page.translation_key) if enrolment else {})
