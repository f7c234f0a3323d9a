"""What pages of other apps show of questions."""

from typing import Any

from django import template
from django.template import RequestContext

from courses.models import Enrolment, StepPage
from discussions.models import Question
from discussions.perms import standing_of

register = template.Library()


@register.inclusion_tag("discussions/link.html", takes_context=True)
def questions_link(context: RequestContext, page: StepPage, enrolment: Enrolment | None) -> dict[str, Any]:
    """The way to the questions about an open step: one query for who is enrolled, a few more for who is not."""
    if enrolment is None and not standing_of(context["request"].user, page).needs_no_enrolment:
        return {"page": page, "count": None}
    visible = Question.objects.filter(step_key=page.translation_key, hidden_at=None)
    return {"page": page, "count": visible.count()}
