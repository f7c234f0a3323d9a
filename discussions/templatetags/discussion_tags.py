"""What pages of other apps show of questions."""

from uuid import UUID

from django import template
from django.db.models import Count
from django.template import RequestContext

from cms.drawn_once import drawn_once
from courses.models import Enrolment, StepPage
from database.fixed_query import FixedQuery
from discussions.models import Question
from discussions.perms import standing_of

register = template.Library()


@register.simple_tag(takes_context=True)
def questions_link(context: RequestContext, page: StepPage, enrolment: Enrolment | None) -> str:
    """The way to the questions about an open step: one query for who is enrolled, a few more for who is not."""
    if enrolment is None and not standing_of(context["request"].user, page).needs_no_enrolment:
        return ""
    row = _visible.first(page.translation_key)
    count = row[0] if row else 0
    return drawn_once("discussions/link.html", context, ("page_pk", page.pk), ("count", count))


_visible = FixedQuery(
    lambda step: (
        Question.objects.filter(step_key=step, hidden_at=None).order_by().values("step_key").values_list(Count("pk"))
    ),
    UUID,
)
