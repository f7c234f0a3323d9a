"""What one person is learning, for /mijn-leren/ and the front page."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import get_language

from database.fixed_query import FixedQuery
from people.models import User

from .completion_rules import Progress, progress
from .languages import in_language
from .models import CourseCompletion, CoursePage, Enrolment
from .outline import StepOutline, kept_course, kept_outline
from .progress import completion_of, done_keys_of, new_steps, step_to_go_on_with


@dataclass(frozen=True)
class Learning:
    """The current enrolment in a course as its learner sees it.

    course: the one enrolled in, which decides the progress; shown in the language of the interface when it
    is published in that. resume_step: None when all steps are done, and while the course is offline.
    new_steps: published since this person finished. finished_before: the completion of the period before this one.
    """

    enrolment: Enrolment
    course: CoursePage
    progress: Progress
    completion: CourseCompletion | None
    resume_step: StepOutline | None
    new_steps: list[StepOutline]
    finished_before: CourseCompletion | None

    @property
    def is_online(self) -> bool:
        """Whether the course can be opened: the one enrolled in decides, also when it is shown in another language."""
        return self.enrolment.course.live

    @property
    def is_busy(self) -> bool:
        """Whether there is something to go on with before the course is finished."""
        return self.completion is None and self.resume_step is not None

    @property
    def has_finished(self) -> bool:
        """Whether the course was finished, in this period or an earlier one."""
        return self.completion is not None or self.finished_before is not None


_periods = FixedQuery(
    lambda user: Enrolment.objects.filter(user=user).select_related("completion", "position").order_by("period"),
    int,
)


def learning_of(user: User) -> list[Learning]:
    """All courses of `user`: busy ones first, then offline and finished ones; the latest used on top.

    Two queries for any number of enrolments, beside what is kept of content.
    """
    current: dict[UUID, Enrolment] = {}
    before: dict[UUID, Enrolment] = {}
    for enrolment in _periods.objects(user.pk):
        enrolment.course = kept_course(enrolment.course_id)
        if enrolment.course_key in current:
            before[enrolment.course_key] = current[enrolment.course_key]
        current[enrolment.course_key] = enrolment
    done = done_keys_of(user)
    rows = [_learning(one, done[one.pk], before.get(key)) for key, one in current.items()]
    return sorted(rows, key=lambda row: (row.completion is not None, not row.is_online, -_last_used(row.enrolment)))


def _learning(enrolment: Enrolment, done: Collection[UUID], before: Enrolment | None) -> Learning:
    counted = kept_outline(enrolment.course_id)
    shown = in_language(enrolment.course, str(get_language()))
    outline = counted if shown.pk == enrolment.course_id else kept_outline(shown.pk)
    completion = completion_of(enrolment)
    return Learning(
        enrolment=enrolment,
        course=shown,
        progress=progress(counted.rules, done, already_finished=completion is not None),
        completion=completion,
        resume_step=step_to_go_on_with(enrolment, outline, done, getattr(enrolment, "position", None)),
        new_steps=new_steps(outline, done, completion),
        finished_before=completion_of(before) if before else None,
    )


def _last_used(enrolment: Enrolment) -> float:
    position = getattr(enrolment, "position", None)
    return (position.updated_at if position else enrolment.enrolled_at).timestamp()
