"""What pages of other apps show of learning."""

from typing import Any

from django import template
from django.template import RequestContext

from courses.models import CoursePage
from courses.my_learning import learning_of
from courses.outline import course_outline

register = template.Library()


@register.inclusion_tag("courses/continue_learning.html", takes_context=True)
def continue_learning(context: RequestContext) -> dict[str, Any]:
    """Where the signed-in person goes on, one click away; nothing for a visitor."""
    user = context["request"].user
    courses = learning_of(user) if user.is_authenticated else []
    return {"user": user, "courses": [row for row in courses if row.completion is None and row.resume_step]}


@register.inclusion_tag("courses/newest_courses.html")
def newest_courses() -> dict[str, Any]:
    """Published courses, the newest first, at most six."""
    courses = CoursePage.objects.live().public().order_by("-first_published_at")[:6]
    return {"courses": courses}


@register.simple_tag
def study_minutes(course: CoursePage) -> int:
    """Minutes that the required steps take together."""
    return course_outline(course).minutes
