"""What one person is learning, for /mijn-leren/ and the front page."""

from dataclasses import dataclass

from people.models import User

from .completion_rules import Progress, progress
from .models import CourseCompletion, CoursePage, Enrolment
from .outline import StepOutline, course_outline
from .progress import completion_of, done_keys, resume_step


@dataclass(frozen=True)
class Learning:
    """One enrolment as its learner sees it; `resume_step` is None when all steps are done."""

    enrolment: Enrolment
    course: CoursePage
    progress: Progress
    completion: CourseCompletion | None
    resume_step: StepOutline | None


def learning_of(user: User) -> list[Learning]:
    """All enrolments of `user`: busy ones first, the latest used on top."""
    enrolments = Enrolment.objects.filter(user=user).select_related("course", "completion", "position")
    rows = [_learning(enrolment) for enrolment in enrolments]
    return sorted(rows, key=lambda row: (row.completion is not None, -_last_used(row.enrolment)))


def _learning(enrolment: Enrolment) -> Learning:
    outline = course_outline(enrolment.course)
    done = done_keys(enrolment)
    completion = completion_of(enrolment)
    finished = completion is not None
    position = getattr(enrolment, "position", None)
    return Learning(
        enrolment=enrolment,
        course=enrolment.course,
        progress=progress(outline.rules, done, already_finished=finished),
        completion=completion,
        resume_step=resume_step(outline, done, position, finished) if enrolment.course.live else None,
    )


def _last_used(enrolment: Enrolment) -> float:
    position = getattr(enrolment, "position", None)
    return (position.updated_at if position else enrolment.enrolled_at).timestamp()
