"""The question for an intention, on the step that ends a module."""

from typing import Any

from django import template
from django.template import RequestContext

from commitments.forms import IntentionForm
from commitments.intentions import intention_at
from courses.models import Enrolment
from courses.outline import CourseOutline, StepOutline

register = template.Library()


@register.inclusion_tag("commitments/section.html", takes_context=True)
def intention_section(
    context: RequestContext, enrolment: Enrolment | None, step: StepOutline | None, outline: CourseOutline
) -> dict[str, Any]:
    """The form, or what was kept, at the end of the last step of a module that asks; elsewhere nothing, unasked.

    Only for who is enrolled, and not on a step that is not open yet.
    """
    module = next((one for one in outline.modules if step and one.intention_prompt and one.steps[-1:] == [step]), None)
    if enrolment is None or module is None or context.get("opens_after"):
        return {"module": None}
    return {
        "module": module,
        "intention": intention_at(enrolment.user_id, module.key),
        "form": IntentionForm(None, None),
        "csrf_token": context.get("csrf_token"),
    }
