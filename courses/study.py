"""What a course page and a step page show to one person: where they are and where they can go."""

from typing import Any
from uuid import UUID

from django.contrib.auth.models import AnonymousUser

from people.models import User

from .completion_rules import progress
from .enrol import enrolment_of
from .models import CoursePage, Enrolment, StepPage
from .outline import CourseOutline, StepOutline, course_outline
from .progress import completion_of, done_keys, next_key


def course_context(user: User | AnonymousUser, course: CoursePage) -> dict[str, Any]:
    """Variables of the course page: outline, and for who is enrolled the progress and the next step."""
    outline = course_outline(course)
    enrolment = enrolment_of(user, course) if user.is_authenticated else None
    return {"course": course, "outline": outline, **_study(enrolment, outline)}


def step_context(user: User | AnonymousUser, step: StepPage) -> dict[str, Any]:
    """Variables of every step page; `step` is its place in the outline, None in a preview of a draft."""
    context = course_context(user, step.course)
    outline = context["outline"]
    current = outline.step(step.translation_key)
    before, after = _neighbours(outline, current)
    is_done = step.translation_key in context["done"]
    return context | {"step": current, "previous_step": before, "next_step": after, "is_done": is_done}


def _study(enrolment: Enrolment | None, outline: CourseOutline) -> dict[str, Any]:
    if enrolment is None:
        return {"enrolment": None, "completion": None, "done": set(), "progress": None, "resume_step": None}
    done = done_keys(enrolment)
    completion = completion_of(enrolment)
    resume = next_key(outline, done, _position(enrolment))
    return {
        "enrolment": enrolment,
        "completion": completion,
        "done": done,
        "progress": progress(outline.rules, done, already_finished=completion is not None),
        "resume_step": outline.step(resume) if resume else None,
    }


def _position(enrolment: Enrolment) -> UUID | None:
    position = getattr(enrolment, "position", None)
    return position.step_key if position else None


def _neighbours(outline: CourseOutline, current: StepOutline | None) -> tuple[StepOutline | None, StepOutline | None]:
    if current is None:
        return None, None
    steps = outline.steps
    index = steps.index(current)
    return (steps[index - 1] if index > 0 else None), (steps[index + 1] if index + 1 < len(steps) else None)
