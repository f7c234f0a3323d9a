"""Modules that ask for an intention, and intentions."""

from datetime import date, timedelta

from django.utils import timezone

from commitments import intentions
from commitments.models import Intention
from courses.enrol import enrol
from courses.models import CoursePage, ModulePage
from people.models import User

from .courses import make_course, module_of
from .people import make_user

PROMPT = "Wat gaat u doen, en vóór wanneer?"


def make_asking_course(title: str = "", lessons: int = 2) -> CoursePage:
    """A course whose one module asks for an intention."""
    course = make_course(title=title, lessons=lessons)
    let_ask(module_of(course))
    return course


def let_ask(module: ModulePage, prompt: str = PROMPT) -> None:
    module.intention_prompt = prompt
    module.save_revision().publish()


def make_intention(
    user: User | None = None,
    course: CoursePage | None = None,
    text: str = "Ik kijk of lot 3 past",
    planned_for: date | None = None,
    days_ago: int = 0,
    outcome: str = "",
) -> Intention:
    """An intention with the first module of `course`, made so many days ago."""
    course = course or make_asking_course()
    enrolment = enrol(user or make_user(), course)
    intention = intentions.make(enrolment, module_of(course), text, planned_for)
    intention.made_at = timezone.now() - timedelta(days=days_ago)
    intention.save(update_fields=["made_at"])
    if outcome:
        intentions.report(intention, outcome)
    return intention
