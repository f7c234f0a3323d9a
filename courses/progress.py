"""Progress: its only writer, and its reading for one person and for many.

The definition is completion_rules.py; nothing else decides what is finished.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from uuid import UUID

from django.db import transaction
from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from database.fixed_query import FixedQuery
from people.models import User

from .blocks import block_ids
from .completion_rules import DoneBy, Progress, Step, earns_completion, locked_steps, progress, required_keys
from .models import CourseCompletion, CoursePage, Enrolment, Position, StepCompletion, StepPage
from .outline import CourseOutline, StepOutline, course_outline
from .signals import course_completed

_done_keys = FixedQuery(
    lambda enrolment: StepCompletion.objects.filter(enrolment=enrolment).values_list("step_key"), int
)


def done_keys(enrolment: Enrolment) -> set[UUID]:
    """Keys of the steps that are done."""
    return {key for (key,) in _done_keys.rows(enrolment.pk)}


_done_keys_of_user = FixedQuery(
    lambda user: StepCompletion.objects.filter(enrolment__user=user).values_list("enrolment_id", "step_key"), int
)


def done_keys_of(user: User) -> dict[int, set[UUID]]:
    """The same of all enrolments of `user`, by their primary key; what has nothing done is an empty set."""
    done: dict[int, set[UUID]] = defaultdict(set)
    for enrolment_id, key in _done_keys_of_user.rows(user.pk):
        done[enrolment_id].add(key)
    return done


def completion_of(enrolment: Enrolment) -> CourseCompletion | None:
    """The completion, or None while the course is not finished."""
    return getattr(enrolment, "completion", None)


def all_is_open(enrolment: Enrolment) -> bool:
    """Whether no step waits for another one: for who has finished the course, in this period or an earlier one."""
    return enrolment.follows_a_finished_period or completion_of(enrolment) is not None


def progress_of(enrolment: Enrolment, outline: CourseOutline | None = None) -> Progress:
    """How far one person is."""
    outline = outline or course_outline(enrolment.course)
    return progress(outline.rules, done_keys(enrolment), already_finished=completion_of(enrolment) is not None)


def with_done_count(enrolments: QuerySet[Enrolment], outline: CourseOutline) -> QuerySet[Enrolment]:
    """The enrolments of one course with `done_count`, the SQL form of `progress_of(...).done`."""
    return enrolments.annotate(done_count=_done_among(required_keys(outline.rules)))


def finished_by_rule(enrolments: QuerySet[Enrolment], outline: CourseOutline) -> QuerySet[Enrolment]:
    """Those of one course that `earns_completion` holds for: its SQL form."""
    return with_done_count(enrolments, outline).filter(all_done(outline.rules))


def all_done(rules: Sequence[Step]) -> Q:
    """For rows with a `done_count`: as many as are required, and never where nothing is."""
    required = required_keys(rules)
    return Q(done_count=len(required)) if required else Q(pk__in=[])


def _done_among(keys: list[UUID]) -> Count:
    return Count("step_completions", filter=Q(step_completions__step_key__in=keys))


@transaction.atomic
def complete_step(enrolment: Enrolment, step: StepPage, *, is_here: bool = True) -> bool:
    """Record that a step is done, and the course with it when that was the last one.

    Idempotent: the second time nothing is written and False is returned. Whoever listens to
    `course_completed` writes in this same transaction. A period that was followed by a new one takes nothing
    any more: a quiz that was begun in it can be handed in, and has its result, but does no step.
    is_here: the learner is at this step, so this is where to go on; not when somebody else did it for them.
    """
    locked = locked_enrolment(enrolment)
    if locked.superseded_at:
        return False
    _completion, created = StepCompletion.objects.get_or_create(
        enrolment=locked,
        step_key=step.translation_key,
        defaults={"step": step, "revision_id": step.live_revision_id},
    )
    if is_here:
        remember_position(locked, step)
    _complete_course_if_earned(locked)
    return created


def locked_enrolment(enrolment: Enrolment) -> Enrolment:
    """Read anew and held until the transaction ends: of two who would finish the course one goes first."""
    # no_key: rows that only point at the enrolment may be written meanwhile.
    return Enrolment.objects.select_for_update(no_key=True).get(pk=enrolment.pk)


@transaction.atomic
def finish_if_earned(enrolment: Enrolment) -> None:
    """Finish the course for someone who has done everything since an author changed it."""
    if completion_of(enrolment) is None and enrolment.course.live:
        _complete_course_if_earned(locked_enrolment(enrolment))


@transaction.atomic
def finish_all_who_earned(course: CoursePage) -> None:
    """The same for everyone who is busy, right after an edit of the course.

    They are locked first: a learner who does a step at this moment is either seen here, or sees the
    edited course. A course that is offline finishes nobody, since its steps may be only partly there.
    """
    if not course.live:
        return
    busy = Enrolment.objects.filter(course=course, completion__isnull=True)
    locked = busy.select_for_update(no_key=True, of=("self",)).order_by("pk")
    if list(locked.only("pk")):
        for enrolment in finished_by_rule(busy, course_outline(course)).order_by("user", "pk"):
            _complete_course_if_earned(enrolment)


def _complete_course_if_earned(enrolment: Enrolment) -> None:
    if CourseCompletion.objects.filter(enrolment=enrolment).exists():
        return
    outline = course_outline(enrolment.course)
    if not earns_completion(outline.rules, done_keys(enrolment)):
        return
    completion, created = CourseCompletion.objects.get_or_create(
        enrolment=enrolment,
        defaults={"revision_id": enrolment.course.live_revision_id, "study_minutes": outline.minutes},
    )
    if created:
        course_completed.send(sender=CourseCompletion, completion=completion, award=None)


def remember_position(enrolment: Enrolment, step: StepPage, block_id: str = "") -> None:
    """Keep where the learner is now; the place before is forgotten. A block that is not in the step is its top."""
    place = block_id if block_id and block_id in block_ids(step) else ""
    Position.objects.update_or_create(
        enrolment=enrolment,
        defaults={"step_key": step.translation_key, "block_id": place, "updated_at": timezone.now()},
    )


def new_steps(
    outline: CourseOutline, done: Collection[UUID], completion: CourseCompletion | None
) -> list[StepOutline]:
    """What was published since this person finished, and is not done; nothing for who has not finished.

    To who finished it outside this website all of it is new, so nothing is pointed out.
    """
    if completion is None or completion.on_paper:
        return []
    return [
        step
        for step in outline.steps
        if step.key not in done and step.published_at and step.published_at > completion.completed_at
    ]


def next_open_step(enrolment: Enrolment, outline: CourseOutline | None = None) -> StepOutline | None:
    """The step to go on with at this moment, also when the place was just written."""
    outline = outline or course_outline(enrolment.course)
    position = Position.objects.filter(enrolment=enrolment).first()
    return step_to_go_on_with(enrolment, outline, done_keys(enrolment), position)


def step_to_go_on_with(
    enrolment: Enrolment, outline: CourseOutline, done: Collection[UUID], position: Position | None
) -> StepOutline | None:
    """The step to go on with; None when all are done, and while the course is offline."""
    if not enrolment.course.live:
        return None
    return resume_step(outline, done, position, all_is_open(enrolment))


def resume_step(
    outline: CourseOutline, done: Iterable[UUID], position: Position | None, all_open: bool = False
) -> StepOutline | None:
    """The step to go on with, opened at the block where the learner left it; None when all are done."""
    place = position.step_key if position else None
    key = next_key(outline, done, place, all_open)
    step = outline.step(key) if key else None
    return step.at_block(position.block_id) if step and position and key == place else step


def next_key(
    outline: CourseOutline, done: Iterable[UUID], position: UUID | None, all_open: bool = False
) -> UUID | None:
    """Where to go on: the place left off if it is not done, else the first open step after it that is not done.

    A step that takes being somewhere on a day holds nobody up: it comes when nothing else is left.
    """
    done = set(done)
    locked = locked_steps(outline.rules, done, all_open)
    keys = [step.key for step in outline.steps]
    start = keys.index(position) if position in keys else 0
    rotated = keys[start:] + keys[:start]
    open_keys = [key for key in rotated if key not in done and key not in locked]
    any_day = {step.key for step in outline.steps if step.done_by != DoneBy.ATTENDING}
    return next((key for key in open_keys if key in any_day), next(iter(open_keys), None))
