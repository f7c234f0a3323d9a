"""What organisations ask of their people."""

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from courses.models import CoursePage, PathPage
from hr.models import Assignment, Duty
from people.models import Organisation, User


def make_assignment(organisation: Organisation, what: CoursePage | PathPage, **fields: Any) -> Assignment:
    """For everyone, before a day in thirty days, unless `fields` say otherwise."""
    of = {"path": what} if isinstance(what, PathPage) else {"course": what}
    by_default = {"for_everyone": True, "handed_out_at": timezone.now()}
    if "due_days" not in fields:
        by_default["due_on"] = timezone.localdate() + timedelta(days=30)
    return Assignment.objects.create(organisation=organisation, **(of | by_default | fields))


def make_duty(assignment: Assignment, user: User, due_on: date | None = None, **fields: Any) -> Duty:
    """Open, unless `fields` say otherwise."""
    return Duty.objects.create(
        assignment=assignment, user=user, due_on=due_on or assignment.due_on or timezone.localdate(), **fields
    )


def make_late(user: User, organisation: Organisation, what: CoursePage | PathPage, days: int = 1) -> Duty:
    """A duty of an assignment of its own whose day passed so many days ago."""
    day = timezone.localdate() - timedelta(days=days)
    return make_duty(make_assignment(organisation, what, due_on=day), user, due_on=day)
