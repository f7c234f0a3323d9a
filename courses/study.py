"""What a course page and a step page show to one person: where they are and where they can go."""

from typing import Any
from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet

from database.fixed_query import FixedQuery
from people.models import User

from .completion_rules import locked_steps, progress
from .enrol import enrolment_of, enrolments_in, finished_before, missing_prerequisites
from .models import CoursePage, Enrolment, StepPage
from .outline import CourseOutline, StepOutline, kept_course_above, kept_outline
from .private import has_bookmark, has_notes
from .progress import all_is_open, completion_of, done_keys, new_steps, resume_step


def _at_step(user: int, course: UUID, step: UUID) -> QuerySet[Enrolment]:
    return enrolments_in(user, course).annotate(is_kept=has_bookmark(step), has_notes=has_notes(step))


_enrolment_at_step = FixedQuery(_at_step, int, UUID, UUID)


def course_context(user: User | AnonymousUser, course: CoursePage) -> dict[str, Any]:
    """Variables of the course page: outline, and for who is enrolled the progress and the next step.

    locked: key of each step that is not open yet -> StepOutline of the one to do first. new_keys: steps
    that came after this person had finished. missing_prerequisites: courses to finish before enrolling.
    finished_before: CourseCompletion of the period before this one.
    """
    enrolment = enrolment_of(user, course) if user.is_authenticated else None
    before = finished_before(enrolment) if enrolment else None
    return _context(user, course, enrolment) | {"finished_before": before}


def step_context(user: User | AnonymousUser, step: StepPage) -> dict[str, Any]:
    """Variables of every step page; `step` is its place in the outline, None in a preview of a draft.

    opens_after: StepOutline of the step to do first, None when this one is open. is_kept: whether there
    is a bookmark on this step. has_notes: whether this person
    wrote anything beside it.
    """
    course = kept_course_above(step.path)
    enrolment = None
    if user.is_authenticated:
        enrolment = next(_enrolment_at_step.objects(user.pk, course.translation_key, step.translation_key), None)
    context = _context(user, course, enrolment)
    outline = context["outline"]
    current = outline.step(step.translation_key)
    before, after = _neighbours(outline, current)
    is_done = step.translation_key in context["done"]
    own = {
        "is_done": is_done,
        "is_new": step.translation_key in context["new_keys"],
        "opens_after": context["locked"].get(step.translation_key),
        "is_kept": enrolment is not None and enrolment.is_kept,
        "has_notes": enrolment is not None and enrolment.has_notes,
    }
    return context | {"step": current, "previous_step": before, "next_step": after} | own


def _context(user: User | AnonymousUser, course: CoursePage, enrolment: Enrolment | None) -> dict[str, Any]:
    # An editor may look at a course that was never saved: then nothing rests on it yet.
    outline = kept_outline(course.pk) if course.pk else CourseOutline(modules=[])
    missing = missing_prerequisites(user, course) if course.pk and not enrolment else []
    context = {"course": course, "outline": outline, "missing_prerequisites": missing}
    return context | (_study(enrolment, outline, course) if enrolment else _not_enrolled(outline))


def _not_enrolled(outline: CourseOutline) -> dict[str, Any]:
    return {
        "enrolment": None,
        "completion": None,
        "done": set(),
        "progress": None,
        "resume_step": None,
        "locked": _locked(outline, set()),
        "new_keys": set(),
    }


def _study(enrolment: Enrolment, outline: CourseOutline, course: CoursePage) -> dict[str, Any]:
    done = done_keys(enrolment)
    completion = completion_of(enrolment)
    # The course one enrolled in decides, also when it is read in another language.
    counted = outline if enrolment.course_id == course.pk else kept_outline(enrolment.course_id)
    all_open = all_is_open(enrolment)
    return {
        "enrolment": enrolment,
        "completion": completion,
        "done": done,
        "progress": progress(counted.rules, done, already_finished=completion is not None),
        "resume_step": resume_step(outline, done, getattr(enrolment, "position", None), all_open),
        "locked": _locked(outline, done, all_open),
        "new_keys": {step.key for step in new_steps(outline, done, completion)},
    }


def _locked(outline: CourseOutline, done: set[UUID], all_open: bool = False) -> dict[UUID, StepOutline]:
    steps = {step.key: step for step in outline.steps}
    locks = locked_steps(outline.rules, done, all_open)
    return {key: steps[first] for key, first in locks.items()}


def _neighbours(outline: CourseOutline, current: StepOutline | None) -> tuple[StepOutline | None, StepOutline | None]:
    if current is None:
        return None, None
    steps = outline.steps
    index = steps.index(current)
    return (steps[index - 1] if index > 0 else None), (steps[index + 1] if index + 1 < len(steps) else None)
