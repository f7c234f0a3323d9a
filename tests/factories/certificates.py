"""Finished courses and their certificates."""

from datetime import date
from typing import Any
from unittest.mock import patch
from uuid import uuid4

from certificates.issue import reissue, revoke
from certificates.models import Certificate
from courses.enrol import enrol
from courses.models import CourseCompletion, CoursePage, Enrolment, StepPage
from courses.progress import complete_step
from people.models import User

from .courses import make_course
from .people import make_user

GOALS = [("goal", "uitleggen wat artikel 2.82 regelt"), ("goal", "kiezen tussen instrumenten")]


def make_enrolment(user: User | None = None, course: CoursePage | None = None) -> Enrolment:
    return enrol(user or make_user(), course or make_course(goals=GOALS))


def finish(enrolment: Enrolment) -> CourseCompletion:
    """Do every step, as a learner would."""
    for step in StepPage.objects.descendant_of(enrolment.course).live().order_by("path"):
        complete_step(enrolment, step)
    return CourseCompletion.objects.get(enrolment=enrolment)


def make_certificate(
    user: User | None = None, course: CoursePage | None = None, valid_until: date | None = None
) -> Certificate:
    """A certificate that was earned. Its PDF is there only where commits run (see `drawn` in conftest).

    valid_until: a last day that need not be some months after today.
    """
    if valid_until is None:
        return finish(make_enrolment(user, course)).certificates.get()
    with patch("certificates.words.last_valid_day", return_value=valid_until):
        return make_certificate(user, course)


def revoke_as(certificate: Certificate, reason: str = "Niet zelf gemaakt", by: User | None = None) -> Certificate:
    """Revoke it for a reason that everybody may know in general and nobody outside in particular."""
    return revoke(certificate, Certificate.RevocationKind.NOT_OWN_WORK, reason, by or make_user())


def certificate_words(**words: Any) -> Certificate:
    """A certificate outside the database, to draw."""
    defaults = {
        "is_of_path": False,
        "result": Certificate.Result.FINISHED,
        "holder_name": "Sanne de Vries",
        "course_title": "Artikel 2.82: voorbehouden opdrachten",
        "course_key": uuid4(),
        "study_minutes": 75,
        "goals": ["uitleggen wat artikel 2.82 regelt", "kiezen tussen instrumenten"],
        "issuer_name": "Gemeente Rivierdam",
        "language": "nl",
        "completed_on": date(2026, 12, 3),
    }
    return Certificate(**(defaults | words))


def reissue_as(certificate: Certificate, name: str = "Sanne Vries", reason: str = "Getrouwd") -> Certificate:
    """Have another take its place, with another name."""
    return reissue(certificate, name, reason, make_user())


def plain_certificate(enrolment: Enrolment, valid_until: date | None = None, **fields: Any) -> Certificate:
    """The row of a certificate of this enrolment, which is finished; without the work of earning and drawing it."""
    return Certificate.objects.create(
        user=enrolment.user,
        completion=enrolment.completion,
        is_of_path=False,
        holder_name=enrolment.user.name,
        course_title=enrolment.course.title,
        course_key=enrolment.course_key,
        study_minutes=enrolment.completion.study_minutes,
        result=Certificate.Result.FINISHED,
        issuer_name="Gemeente Eigen",
        language="nl",
        completed_on=enrolment.completion.completed_at.date(),
        valid_until=valid_until,
        **fields,
    )
