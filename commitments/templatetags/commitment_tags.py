"""The question for an intention on the step that ends a module, and the way to the self-scan."""

from typing import Any

from django import template
from django.template import RequestContext

from commitments.forms import IntentionForm
from commitments.intentions import intention_at
from commitments.models import Moment
from commitments.practice import practice_of
from commitments.scan import scan_of
from courses.models import CoursePage, Enrolment, PathCompletion, PathEnrolment
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


@register.inclusion_tag("commitments/self_scan_offer.html")
def self_scan_offer(enrolment: Enrolment | None, course: CoursePage, finished_only: bool = False) -> dict[str, Any]:
    """The way to the self-scan when it can be filled in now or was; nothing for who is not enrolled, unasked.

    finished_only: nothing before the course is finished, for on the steps.
    """
    if enrolment is None or not course.statements:
        return {"scan": None}
    scan = scan_of(enrolment, course)
    shown = scan.offered == Moment.AFTER if finished_only else scan.offered or scan.before
    return {"scan": scan if shown else None}


@register.inclusion_tag("commitments/practice_offer.html")
def practice_offer(enrolment: PathEnrolment | None, completion: PathCompletion | None) -> dict[str, Any]:
    """The way to the self-scan on the recommendations, for who follows a path and can fill it in now."""
    practice = practice_of(enrolment.user) if enrolment else None
    return {
        "practice": practice if practice and practice.next_is_open else None,
        "has_finished": completion is not None,
    }
