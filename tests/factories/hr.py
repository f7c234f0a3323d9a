"""Municipalities with people who learn, for the screens of HR."""

from dataclasses import dataclass
from datetime import datetime

from django.test import Client
from django.utils import timezone

from courses.enrol import enrol
from courses.models import CourseCompletion, CoursePage, Enrolment
from people.models import Department, Membership, Organisation, User

from .people import make_department, make_member, make_organisation


@dataclass
class Municipality:
    """A municipality with an HR officer, a department and the department below it."""

    organisation: Organisation
    department: Department
    below: Department
    officer: User


def make_municipality(name: str = "") -> Municipality:
    organisation = make_organisation(name)
    department = make_department(organisation)
    below = make_department(organisation, parent=department)
    officer = make_member(organisation, role=Membership.Role.HR)
    return Municipality(organisation, department, below, officer)


def make_lead(department: Department) -> User:
    return make_member(department.organisation, department, role=Membership.Role.TEAM_LEAD)


def finish(user: User, course: CoursePage, at: datetime | None = None) -> Enrolment:
    """Enrol and finish, as courses/progress.py would record it."""
    enrolment = enrol(user, course)
    CourseCompletion.objects.create(enrolment=enrolment, study_minutes=60, completed_at=at or timezone.now())
    return enrolment


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client
