"""What one's own organisation asks, on the pages of a learner."""

from typing import Any

from django import template
from django.contrib.auth.models import AnonymousUser
from django.template import RequestContext
from django.utils import timezone

from courses.agenda import AgendaEntry
from hr.own_duties import duties_to_do, own_exemptions
from people.models import User

register = template.Library()


@register.simple_tag(takes_context=True)
def own_duties(context: RequestContext) -> list[AgendaEntry]:
    """What an agenda says of what was assigned to the signed-in person; nothing for a visitor."""
    user = context["request"].user
    return duties_to_do(user, timezone.localdate()) if user.is_authenticated else []


@register.inclusion_tag("hr/own_exemptions.html")
def my_exemptions(user: User | AnonymousUser) -> dict[str, Any]:
    """From what somebody is exempted, and why."""
    return {"exemptions": own_exemptions(user) if user.is_authenticated else []}
