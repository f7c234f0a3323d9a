"""What pages of other apps show of guests."""

from typing import Any

from django import template
from django.template import RequestContext

from courses.models import CoursePage
from courses.outline import course_outline
from guests.cases import is_author
from guests.models import CasePage

register = template.Library()


@register.simple_tag(takes_context=True)
def studio_link_visible(context: RequestContext) -> bool:
    """Whether the visitor has a studio; asked once per request."""
    request = context.get("request")
    if request is None or not hasattr(request, "user"):
        return False
    if not hasattr(request, "studio_link_visible"):
        request.studio_link_visible = is_author(request.user)
    return bool(request.studio_link_visible)


@register.inclusion_tag("guests/guest_authors.html")
def guest_authors(course: CoursePage) -> dict[str, Any]:
    """Who, from outside, tells something in this course: the published cases among its steps."""
    steps = [step.pk for step in course_outline(course).steps if step.kind == "casesteppage"]
    cases = CasePage.objects.live().filter(steps__in=steps).select_related("enterprise").order_by("steps__path")
    guests = {(case.author_name, case.enterprise_id): case for case in cases}
    return {"guests": list(guests.values())}
