"""Fill a database with one large municipality, assign a course to everybody, and print as JSON what that took."""

import io
import json
import os
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from unittest.mock import patch

import django
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

django.setup()

from django.utils import timezone  # noqa: E402 - models need Django to be set up

from courses.models import CoursePage  # noqa: E402
from hr.assignments import keep_duties, make  # noqa: E402
from hr.models import Assignment, Duty  # noqa: E402
from hr.reminders import remind  # noqa: E402
from people.models import Department, Membership, Organisation, OutboxMail, User  # noqa: E402

PEOPLE = int(os.environ["PEOPLE"])


def fill() -> tuple[Organisation, User]:
    """Everybody in one of twenty departments."""
    organisation = Organisation.objects.create(name="Gemeente Groot", slug="groot")
    departments = Department.objects.bulk_create(
        Department(organisation=organisation, name=f"Afdeling {number}") for number in range(20)
    )
    users = User.objects.bulk_create(
        [User(email=f"p{number}@groot.example", name=f"Persoon {number}") for number in range(PEOPLE)], 1000
    )
    Membership.objects.bulk_create(
        [
            Membership(user=user, organisation=organisation, department=departments[number % 20])
            for number, user in enumerate(users)
        ],
        1000,
    )
    if connection.vendor == "postgresql":
        # As its own daemon does a minute after so many new rows.
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    return organisation, users[0]


def timed(work: Callable[[], Any]) -> tuple[float, int]:
    """Seconds, and how many queries."""
    with CaptureQueriesContext(connection) as asked:
        begun = time.monotonic()
        work()
        return time.monotonic() - begun, len(asked)


def main() -> None:
    call_command("migrate", interactive=False, verbosity=0)
    call_command("load_demo", stdout=io.StringIO())
    Duty.objects.all().delete()
    Assignment.objects.update(ended_at=timezone.now())
    organisation, officer = fill()
    course = CoursePage.objects.live().order_by("path")[0]
    due_on = timezone.localdate() + timedelta(days=40)
    assignment = Assignment(organisation=organisation, course=course, for_everyone=True, due_on=due_on)
    make(officer, assignment, {})
    give, give_queries = timed(keep_duties)
    again, _queries = timed(keep_duties)
    # A Wednesday on which the first reminder is due.
    morning = timezone.localtime().replace(hour=10) + timedelta(days=27)
    morning += timedelta(days=(2 - morning.weekday()) % 7)
    OutboxMail.objects.all().delete()
    with patch.object(timezone, "now", lambda: morning):
        reminded, remind_queries = timed(remind)
    thousands = PEOPLE / 1000
    found = {
        "duties": Duty.objects.filter(assignment=assignment).count(),
        "mails": OutboxMail.objects.filter(user__memberships__organisation=organisation).count(),
        "give": give,
        "again": again,
        "remind": reminded,
        "give_queries": give_queries / thousands,
        "remind_queries": remind_queries / thousands,
    }
    print(json.dumps(found))


if __name__ == "__main__":
    main()
