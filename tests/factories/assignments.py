"""What an organisation asks of its people."""

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from courses.models import CoursePage
from hr.assignments import keep_duties, make
from hr.models import Assignment, Duty
from people.models import User

from .hr import Municipality


def in_days(days: int) -> date:
    return timezone.localdate() + timedelta(days=days)


def make_assignment(town: Municipality, course: CoursePage | None = None, **changes: Any) -> Assignment:
    """For everyone, due in 40 days, unless `changes` say otherwise; nobody has a duty yet."""
    groups = {name: changes.pop(name, []) for name in ("departments", "job_titles", "people")}
    fields = {"for_everyone": not any(groups.values()), "due_on": in_days(40)} | changes
    if "due_days" in changes:
        fields["due_on"] = None
    return make(town.officer, Assignment(organisation=town.organisation, course=course, **fields), groups)


def assign(town: Municipality, course: CoursePage | None = None, **changes: Any) -> Assignment:
    """The same, and everybody has a duty."""
    assignment = make_assignment(town, course, **changes)
    keep_duties()
    assignment.refresh_from_db()
    return assignment


def duty_of(user: User, assignment: Assignment) -> Duty:
    """The last turn."""
    return Duty.objects.last_turns().get(user=user, assignment=assignment)
