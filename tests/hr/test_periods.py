"""Someone who takes a course again: one row, finished on the day of the last time, and busy only the first time."""

from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from courses.enrol import enrol, open_new_period
from courses.models import CourseCompletion
from hr.counts import summary
from hr.filters import OverviewFilter
from hr.queries import RowPaginator, Status, all_rows, courses_for
from hr.scope import scope_of
from tests.factories.courses import make_course
from tests.factories.hr import finish, make_municipality, signed_in
from tests.factories.people import make_member

pytestmark = pytest.mark.django_db
LAST_YEAR, NOW = datetime(2025, 11, 3, 12, tzinfo=UTC), datetime(2026, 11, 5, 12, tzinfo=UTC)


@pytest.fixture
def town(home):
    return make_municipality("Gemeente Eigen")


@pytest.fixture
def course(home):
    return make_course("Cursus A")


@pytest.fixture
def people(town, course):
    """Not begun; busy for the first time; busy again; finished twice; busy for the third time."""
    new, busy, again, twice, third = (
        make_member(town.organisation, name=name) for name in ("Aad", "Bea", "Cor", "Dirk", "Eva")
    )
    enrol(busy, course)
    finish(again, course, at=LAST_YEAR)
    open_new_period(again, course)
    for person in (twice, third):
        finish(person, course, at=LAST_YEAR)
        second = open_new_period(person, course)
        CourseCompletion.objects.create(enrolment=second, study_minutes=60, completed_at=NOW)
    open_new_period(third, course)
    return [new, busy, again, twice, third]


def selection_of(user, **filters):
    return OverviewFilter(filters, scope_of(user)).selection


def rows_of(user, **filters):
    return [
        (row.name, row.status, row.finished_on)
        for row in all_rows(selection_of(user, **filters))
        if row.name != user.name
    ]


FINISHED = [
    ("Cor", Status.FINISHED, date(2025, 11, 3)),
    ("Dirk", Status.FINISHED, date(2026, 11, 5)),
    ("Eva", Status.FINISHED, date(2026, 11, 5)),
]


def test_everyone_has_one_row_with_the_last_time_it_was_finished(town, people):
    assert rows_of(town.officer) == [
        ("Aad", Status.NOT_STARTED, None),
        ("Bea", Status.BUSY, None),
        *FINISHED,
    ]


@pytest.mark.parametrize(
    ("status", "found"),
    [("not_started", ["Aad"]), ("busy", ["Bea"]), ("finished", ["Cor", "Dirk", "Eva"])],
)
def test_the_filter_on_status_agrees_with_the_rows_and_the_counts(town, people, status, found):
    assert [name for name, _status, _day in rows_of(town.officer, status=status)] == found
    counts = summary(selection_of(town.officer)).total
    own_row = status == "not_started"
    assert counts.of(Status(status)) == len(found) + own_row


def test_the_counts_are_the_number_of_rows(town, people):
    selection = selection_of(town.officer)
    numbers = summary(selection)
    assert numbers.total.total == numbers.people * len(selection.courses) == len(list(all_rows(selection)))
    page = RowPaginator(selection, numbers.total.total).page(1)
    assert len(page.object_list) == numbers.total.total


def test_a_course_is_listed_once(town, people):
    assert [course.title for course in courses_for(scope_of(town.officer).people())] == ["Cursus A"]


def test_periods_ask_no_more_queries(town, people):
    with CaptureQueriesContext(connection) as queries:
        selection = selection_of(town.officer)
        summary(selection)
        list(all_rows(selection))
    again = len(queries)
    CourseCompletion.objects.all().delete()
    with CaptureQueriesContext(connection) as queries:
        selection = selection_of(town.officer)
        summary(selection)
        list(all_rows(selection))
    assert again == len(queries)


def test_the_screen_and_the_file_say_the_same(town, people):
    client = signed_in(town.officer)
    page = client.get(reverse("hr_overview")).content.decode()
    assert page.count("5 november 2026") == 2
    assert page.count("3 november 2025") == 1
    lines = b"".join(client.get(reverse("hr_export_csv")).streaming_content).decode().splitlines()
    assert [line.split(";")[6:10] for line in lines if ";Cor;" in line] == [["Cursus A", "Afgerond", "", "2025-11-03"]]
    assert len(lines) == 1 + 6
