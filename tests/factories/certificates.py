"""Finished courses and their certificates."""

from datetime import date
from typing import Any
from uuid import uuid4

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


def make_certificate(user: User | None = None, course: CoursePage | None = None) -> Certificate:
    """A certificate that was earned. Its PDF is there only where commits run (see `drawn` in conftest)."""
    return finish(make_enrolment(user, course)).certificate


def certificate_words(**words: Any) -> Certificate:
    """A certificate outside the database, to draw."""
    defaults = {
        "completion_id": 1,
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
