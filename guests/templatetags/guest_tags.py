"""What pages of other apps show of guests."""

from datetime import datetime
from typing import Any

from django import template
from django.template import RequestContext
from django.urls import reverse
from django.utils import timezone

from cms.content_version import kept
from courses.models import CoursePage
from courses.outline import kept_outline
from database.fixed_query import FixedQuery
from guests import interest
from guests.hidden_cases import not_hidden
from guests.models import CaseHiding, CasePage
from guests.sessions import own_calendar

register = template.Library()


@register.inclusion_tag("guests/guest_authors.html")
def guest_authors(course: CoursePage) -> dict[str, Any]:
    """Who, from outside, tells something in this course: the published cases among its steps."""
    cases = _cases_in(course.pk)
    if cases and _hiding.first() is not None:
        shown = set(
            not_hidden(CasePage.objects.filter(pk__in=[case.pk for case in cases])).values_list("pk", flat=True)
        )
        cases = tuple(case for case in cases if case.pk in shown)
    guests = {(case.author_name, case.enterprise_id): case for case in cases}
    return {"guests": list(guests.values())}


# Most days nothing is hidden anywhere.
_hiding = FixedQuery(lambda: CaseHiding.objects.chosen().values_list("pk")[:1])


@kept(most=500)
def _cases_in(course_pk: int) -> tuple[CasePage, ...]:
    """Its published cases in order, those that are out of sight as well."""
    steps = [step.pk for step in kept_outline(course_pk).steps if step.kind == "casesteppage"]
    cases = CasePage.objects.live().filter(steps__in=steps).select_related("enterprise")
    return tuple(cases.order_by("steps__path"))


@register.inclusion_tag("guests/sessions/course.html", takes_context=True)
def course_sessions(context: RequestContext, course: CoursePage) -> dict[str, Any]:
    """Sessions about this course that the reader can go to; a way to ask for one when there is none."""
    user = context["request"].user
    if not user.is_authenticated:
        return {"user": user}
    coming = interest.coming_about(user, course)
    return {
        "user": user,
        "course": course,
        "sessions": coming,
        "is_interested": not coming and interest.is_interested(user, course),
        "csrf_token": context.get("csrf_token"),
    }


_next_session = FixedQuery(
    lambda user, since: (
        own_calendar(user, since).select_related(None).only("title", "starts_at", "place", "presenter")[:1]
    ),
    int,
    datetime,
)


@register.inclusion_tag("guests/sessions/next.html", takes_context=True)
def next_session(context: RequestContext) -> dict[str, Any]:
    """The first session in which the reader has a place, hosts or presents."""
    user = context["request"].user
    session = next(_next_session.objects(user.pk, timezone.now()), None) if user.is_authenticated else None
    name = "studio_session" if session and session.presenter_id == user.pk else "session"
    return {"session": session, "address": reverse(name, args=[session.pk]) if session else ""}
