"""What pages of other apps show of guests."""

from typing import Any

from django import template

from courses.models import CoursePage
from courses.outline import kept_outline
from guests.models import CasePage

register = template.Library()


@register.inclusion_tag("guests/guest_authors.html")
def guest_authors(course: CoursePage) -> dict[str, Any]:
    """Who, from outside, tells something in this course: the published cases among its steps."""
    steps = [step.pk for step in kept_outline(course.pk).steps if step.kind == "casesteppage"]
    cases = CasePage.objects.live().filter(steps__in=steps).select_related("enterprise").order_by("steps__path")
    guests = {(case.author_name, case.enterprise_id): case for case in cases}
    return {"guests": list(guests.values())}
