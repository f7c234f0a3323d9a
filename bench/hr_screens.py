"""Print what the dashboard and the matrix cost, and the counts beside plain SQL. In turns, in one warm process."""

import statistics
import sys
import time
from collections.abc import Callable
from datetime import date
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

import config.wsgi  # noqa: F401 - sets the process up as production does
from hr.counts import Counts, last_months, tally
from hr.filters import FiguresFilter
from hr.scope import scope_of
from hr.status import EXPIRES_WITHIN, Status
from people.models import Membership, User

ROUNDS, WARM_UP = 20, 3
# Milliseconds, queries and times plain SQL.
MOST_FOR_DASHBOARD, MOST_FOR_MATRIX, MOST_QUERIES, MOST_RATIO = 150, 100, 15, 1.5

COUNTS = """
WITH people AS (
    SELECT id, user_id, department_id FROM people_membership
    WHERE ended_on IS NULL AND organisation_id = %(organisation)s
), courses AS (
    SELECT unnest(%(courses)s::uuid[]) AS course_key
), late AS (
    SELECT DISTINCT duty.user_id, page.translation_key AS course_key
    FROM hr_duty duty
    JOIN hr_assignment assignment ON assignment.id = duty.assignment_id
    JOIN wagtailcore_page page ON page.id = assignment.course_id
    WHERE assignment.organisation_id = %(organisation)s AND assignment.ended_at IS NULL
      AND duty.fulfilled_at IS NULL AND duty.closed_at IS NULL AND duty.due_on < %(today)s
), expiring AS (
    SELECT certificate.user_id, certificate.course_key
    FROM certificates_certificate certificate JOIN people USING (user_id)
    WHERE certificate.status = 'valid' AND NOT certificate.is_of_path
    GROUP BY 1, 2 HAVING max(coalesce(valid_until, 'infinity')) <= %(soon)s
)
SELECT people.department_id, courses.course_key,
    count(*) FILTER (WHERE late.user_id IS NULL AND enrolment.id IS NULL) AS not_started,
    count(*) FILTER (WHERE late.user_id IS NULL AND enrolment.period = 1 AND completion.id IS NULL) AS busy,
    count(*) FILTER (WHERE late.user_id IS NULL AND expiring.user_id IS NULL
        AND (completion.id IS NOT NULL OR enrolment.period > 1)) AS finished,
    count(late.user_id) AS late,
    count(*) FILTER (WHERE late.user_id IS NULL AND expiring.user_id IS NOT NULL
        AND (completion.id IS NOT NULL OR enrolment.period > 1)) AS expiring
FROM people CROSS JOIN courses
LEFT JOIN courses_enrolment enrolment ON enrolment.user_id = people.user_id
    AND enrolment.course_key = courses.course_key AND enrolment.superseded_at IS NULL
LEFT JOIN courses_coursecompletion completion ON completion.enrolment_id = enrolment.id
LEFT JOIN late ON late.user_id = people.user_id AND late.course_key = courses.course_key
LEFT JOIN expiring ON expiring.user_id = people.user_id AND expiring.course_key = courses.course_key
GROUP BY 1, 2
"""
TREND = """
SELECT date_trunc('month', completion.completed_at AT TIME ZONE 'Europe/Amsterdam') AS month, count(*)
FROM people_membership people
JOIN courses_enrolment enrolment ON enrolment.user_id = people.user_id AND enrolment.course_key = ANY(%(courses)s)
JOIN courses_coursecompletion completion ON completion.enrolment_id = enrolment.id
WHERE people.ended_on IS NULL AND people.organisation_id = %(organisation)s AND completion.completed_at >= %(since)s
GROUP BY 1
"""


def officer() -> User:
    return Membership.objects.filter(role=Membership.Role.HR).earliest("pk").user


def plain_counts(form: FiguresFilter, today: date) -> tuple[dict[Any, list[int]], dict[date, int]]:
    """The same numbers as hr.counts.tally, as somebody writes them who needs these and no others."""
    parameters: dict[str, Any] = {
        "organisation": form.organisations[0].pk,
        "courses": [course.key for course in form.courses],
        "today": today,
        "soon": today + EXPIRES_WITHIN,
        "since": last_months(today)[0],
    }
    with connection.cursor() as cursor:
        cursor.execute(COUNTS, parameters)
        counts = {(department, key): list(numbers) for department, key, *numbers in cursor.fetchall()}
        cursor.execute(TREND, parameters)
        return counts, {month.date(): number for month, number in cursor.fetchall()}


def check_the_same(form: FiguresFilter) -> None:
    """Raise ValueError where the two differ."""
    counted = tally(form.selection, with_trend=True)
    counts, months = plain_counts(form, timezone.localdate())
    organisation = form.organisations[0].pk
    for course in form.courses:
        for department in {department for department, _key in counts}:
            unit = (organisation, department)
            ours = counted.by_course.get((unit, course.key), Counts(not_started=counted.people[unit]))
            if [ours.of(status) for status in Status] != counts[department, course.key]:
                raise ValueError(f"{course.title}, {department}: {ours} is not {counts[department, course.key]}")
    if any(month.finished != months.get(month.begins, 0) for month in counted.months):
        raise ValueError("the trend differs")


def medians(calls: dict[str, Callable[[], object]]) -> dict[str, float]:
    """Milliseconds of each."""
    spent: dict[str, list[float]] = {name: [] for name in calls}
    for number in range(WARM_UP + ROUNDS):
        for name, call in calls.items():
            begun = time.perf_counter()
            call()
            if number >= WARM_UP:
                spent[name].append((time.perf_counter() - begun) * 1000)
    return {name: statistics.median(each) for name, each in spent.items()}


def main() -> int:
    user = officer()
    client = Client(headers={"host": "localhost"})
    client.force_login(user)

    def form() -> FiguresFilter:
        return FiguresFilter({}, scope_of(user))

    check_the_same(form())
    asked, counted = form(), form().selection
    times = medians(
        {
            "dashboard": lambda: client.get("/hr/dashboard/").content,
            "matrix": lambda: client.get("/hr/matrix/").content,
            "list": lambda: client.get("/hr/").content,
            "counts": lambda: tally(counted, with_trend=True),
            "plain SQL": lambda: plain_counts(asked, timezone.localdate()),
        }
    )
    with CaptureQueriesContext(connection) as queries:
        client.get("/hr/dashboard/")
    ratio = times["counts"] / times["plain SQL"]
    print(f"A municipality of {counted.people.count()}:")
    print(f"  dashboard {times['dashboard']:.0f} ms (at most {MOST_FOR_DASHBOARD}), {len(queries)} queries (15)")
    print(f"  matrix {times['matrix']:.0f} ms (at most {MOST_FOR_MATRIX}); list {times['list']:.0f} ms")
    both = f"counts {times['counts']:.0f} ms, plain SQL {times['plain SQL']:.0f} ms"
    print(f"  {both}: {ratio:.2f} times (at most {MOST_RATIO})")
    right = times["dashboard"] <= MOST_FOR_DASHBOARD and times["matrix"] <= MOST_FOR_MATRIX
    return 0 if right and len(queries) <= MOST_QUERIES and ratio <= MOST_RATIO else 1


if __name__ == "__main__":
    sys.exit(main())
