"""Progress: its only writer, and its reading for one person and for many.

The definition is completion_rules.py; nothing else decides what is finished.
"""

from collections.abc import Iterable
from uuid import UUID

from django.db import transaction
from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from .completion_rules import Progress, earns_completion, progress, required_keys
from .models import CourseCompletion, Enrolment, Position, StepCompletion, StepPage
from .outline import CourseOutline, StepOutline, course_outline
from .signals import course_completed


def done_keys(enrolment: Enrolment) -> set[UUID]:
    """Keys of the steps that are done."""
    return set(enrolment.step_completions.values_list("step_key", flat=True))


def completion_of(enrolment: Enrolment) -> CourseCompletion | None:
    """The completion, or None while the course is not finished."""
    return getattr(enrolment, "completion", None)


def progress_of(enrolment: Enrolment, outline: CourseOutline | None = None) -> Progress:
    """How far one person is."""
    outline = outline or course_outline(enrolment.course)
    return progress(outline.rules, done_keys(enrolment), already_finished=completion_of(enrolment) is not None)


def with_done_count(enrolments: QuerySet[Enrolment], outline: CourseOutline) -> QuerySet[Enrolment]:
    """The enrolments of one course with `done_count`, the SQL form of `progress_of(...).done`."""
    keys = required_keys(outline.rules)
    return enrolments.annotate(done_count=Count("step_completions", filter=Q(step_completions__step_key__in=keys)))


@transaction.atomic
def complete_step(enrolment: Enrolment, step: StepPage) -> bool:
    """Record that a step is done, and the course with it when that was the last one.

    Idempotent: the second time nothing is written and False is returned. Whoever listens to
    `course_completed` writes in this same transaction.
    """
    # no_key: rows that only point at the enrolment may be written meanwhile.
    locked = Enrolment.objects.select_for_update(no_key=True).get(pk=enrolment.pk)
    _completion, created = StepCompletion.objects.get_or_create(
        enrolment=locked,
        step_key=step.translation_key,
        defaults={"step": step, "revision_id": step.live_revision_id},
    )
    remember_position(locked, step)
    if created:
        _complete_course_if_earned(locked)
    return created


def _complete_course_if_earned(enrolment: Enrolment) -> None:
    outline = course_outline(enrolment.course)
    if not earns_completion(outline.rules, done_keys(enrolment)):
        return
    completion, created = CourseCompletion.objects.get_or_create(
        enrolment=enrolment,
        defaults={"revision_id": enrolment.course.live_revision_id, "study_minutes": outline.minutes},
    )
    if created:
        course_completed.send(sender=CourseCompletion, completion=completion)


def remember_position(enrolment: Enrolment, step: StepPage) -> None:
    """Keep where the learner is now; the place before is forgotten."""
    Position.objects.update_or_create(
        enrolment=enrolment, defaults={"step_key": step.translation_key, "updated_at": timezone.now()}
    )


def next_open_step(enrolment: Enrolment, outline: CourseOutline | None = None) -> StepOutline | None:
    """The step to go on with, or None when all are done."""
    outline = outline or course_outline(enrolment.course)
    position = Position.objects.filter(enrolment=enrolment).values_list("step_key", flat=True).first()
    key = next_key(outline, done_keys(enrolment), position)
    return outline.step(key) if key else None


def next_key(outline: CourseOutline, done: Iterable[UUID], position: UUID | None) -> UUID | None:
    """Where to go on: the place left off if it is not done, else the first step after it that is not done."""
    done = set(done)
    keys = [step.key for step in outline.steps]
    start = keys.index(position) if position in keys else 0
    rotated = keys[start:] + keys[:start]
    return next((key for key in rotated if key not in done), None)
