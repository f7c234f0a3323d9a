"""Programs that ask for what HR may see."""

from datetime import timedelta
from typing import Any

from django.test import Client
from django.utils import timezone

from courses.models import CourseCompletion
from hr.api.tokens import make_token
from hr.models import ApiScope, Assignment, Duty
from people.models import User

from .hr import Municipality, finish

PREFIX = "/api/hr/v1"


class Program:
    """A program with a token of this municipality."""

    def __init__(self, town: Municipality, *scopes: str) -> None:
        self.token, self.secret = make_token(town.officer, town.organisation, "AFAS", scopes or ApiScope.values)

    def get(self, path: str, **parameters: Any) -> Any:
        return Client().get(f"{PREFIX}{path}", parameters, headers={"Authorization": f"Bearer {self.secret}"})


def long_ago() -> Any:
    """A moment at which what was recorded is settled."""
    return timezone.now() - timedelta(hours=1)


def finish_settled(user: User, course: Any) -> CourseCompletion:
    """Finished and recorded an hour ago."""
    completion = finish(user, course).completion
    CourseCompletion.objects.filter(pk=completion.pk).update(recorded_at=long_ago())
    return completion


def assign(town: Municipality, course: Any, *users: User, **fields: Any) -> Assignment:
    """An assignment an hour ago, with an open duty of each of these people."""
    due_on = fields.pop("due_on", timezone.localdate() + timedelta(days=30))
    made = Assignment.objects.create(
        organisation=town.organisation, course=course, due_on=due_on, created_at=long_ago(), **fields
    )
    for user in users:
        Duty.objects.create(assignment=made, user=user, due_on=due_on, assigned_at=long_ago())
    return made
