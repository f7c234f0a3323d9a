"""Recording that somebody finished a course outside this website, on paper or in a classroom."""

from dataclasses import dataclass
from datetime import date, datetime, time

from django.db import transaction
from django.utils import timezone

from people.models import User

from .enrol import enrol_without_asking
from .models import CourseCompletion, CoursePage
from .outline import course_outline
from .progress import locked_enrolment
from .signals import course_completed


@dataclass(frozen=True)
class Award:
    """Who records it, why (the learner reads this), and the day on which the course was finished."""

    by: User
    reason: str
    finished_on: date


@transaction.atomic
def award(user: User, course: CoursePage, details: Award) -> CourseCompletion | None:
    """Have `user` finish the course now, whatever steps are done and other courses are asked first.

    None for who has finished it already: that stays as it is.
    """
    own = locked_enrolment(enrol_without_asking(user, course))
    completion, created = CourseCompletion.objects.get_or_create(
        enrolment=own,
        defaults={
            "revision_id": own.course.live_revision_id,
            "study_minutes": course_outline(own.course).minutes,
            "completed_at": _noon(details.finished_on),
            "on_paper": True,
        },
    )
    if not created:
        return None
    course_completed.send(sender=CourseCompletion, completion=completion, award=details)
    return completion


def _noon(day: date) -> datetime:
    """The middle of that day here, which is that day in every time zone of the country."""
    return timezone.make_aware(datetime.combine(day, time(12)))
