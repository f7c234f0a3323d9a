"""Print what the CSV of all people and courses costs, beside COPY of the same rows, and how much memory."""

import os
import resource
import sys
import time
from collections.abc import Iterable
from typing import cast

import psycopg
from django.test import Client

import config.wsgi  # noqa: F401 - sets the process up as production does
from people.models import Membership, Organisation, User

MOST_RATIO, MOST_MEGABYTES = 3, 200


def officer_of_all() -> User:
    """Follows everyone of every organisation."""
    user, made = User.objects.get_or_create(email="everywhere@load.example", defaults={"name": "Overal"})
    if made:
        Membership.objects.bulk_create(
            Membership(user=user, organisation=one, role=Membership.Role.HR) for one in Organisation.objects.all()
        )
    return user


QUERY = """
SELECT people.personnel_number, person.email, person.name, department.name, department.code, course.slug, course.title,
    duty.due_on, completion.completed_at, certificate.valid_until, completion.study_minutes, certificate.code
FROM people_membership people
JOIN people_user person ON person.id = people.user_id
LEFT JOIN people_department department ON department.id = people.department_id
CROSS JOIN (
    SELECT page.* FROM wagtailcore_page page JOIN courses_coursepage ON page_ptr_id = page.id WHERE live
) course
LEFT JOIN courses_enrolment enrolment ON enrolment.user_id = person.id
    AND enrolment.course_key = course.translation_key AND enrolment.superseded_at IS NULL
LEFT JOIN courses_coursecompletion completion ON completion.enrolment_id = enrolment.id
LEFT JOIN certificates_certificate certificate ON certificate.completion_id = completion.id
    AND certificate.status = 'valid'
LEFT JOIN (
    hr_duty duty JOIN hr_assignment assignment ON assignment.id = duty.assignment_id AND duty.fulfilled_at IS NULL
) ON duty.user_id = person.id AND assignment.course_id = course.id
WHERE people.ended_on IS NULL
ORDER BY lower(person.name), people.id, course.path
"""


def copy() -> tuple[float, int]:
    """Seconds and bytes."""
    begun, size = time.perf_counter(), 0
    with psycopg.connect(os.environ["DATABASE_URL"]) as bare, bare.cursor().copy(f"COPY ({QUERY}) TO STDOUT") as rows:
        for portion in rows:
            size += len(portion)
    return time.perf_counter() - begun, size


def export(user: User) -> tuple[float, int]:
    """Seconds and lines, the heading left out."""
    client = Client(headers={"host": "localhost"})
    client.force_login(user)
    begun, lines = time.perf_counter(), 0
    portions = cast("Iterable[bytes]", client.get("/hr/export.csv").streaming_content)  # type: ignore[attr-defined]
    for portion in portions:
        lines += portion.count(b"\r\n")
    return time.perf_counter() - begun, lines - 1


def main() -> int:
    user = officer_of_all()
    seconds, rows = export(user)
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    copied, size = copy()
    ratio = seconds / copied
    print(f"CSV of {rows} rows: {seconds:.0f} s; COPY of the same rows ({size / 1e6:.0f} MB): {copied:.0f} s")
    print(f"  {ratio:.2f} times (at most {MOST_RATIO}); {megabytes:.0f} MB of memory (at most {MOST_MEGABYTES})")
    return 0 if ratio <= MOST_RATIO and megabytes <= MOST_MEGABYTES else 1


if __name__ == "__main__":
    sys.exit(main())
