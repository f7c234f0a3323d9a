"""Each person has one status in each course; SQL and Python say the same, and totals are what rows add up to."""

from collections import Counter
from datetime import timedelta

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from certificates.models import Certificate
from courses.enrol import enrol, open_new_period
from courses.models import CourseCompletion
from hr.counts import Counts, summary, tally
from hr.filters import OverviewFilter
from hr.models import Duty
from hr.queries import RowPaginator, Status, all_rows
from hr.scope import scope_of
from hr.status import Facts, status_of
from people.models import Membership, User
from tests.factories.certificates import plain_certificate
from tests.factories.courses import make_course
from tests.factories.duties import make_assignment, make_duty, make_late
from tests.factories.hr import finish, make_municipality
from tests.factories.paths import make_path
from tests.factories.people import make_member

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


def in_days(days: int):
    return timezone.localdate() + timedelta(days=days)


def selection_of(user, **filters):
    return OverviewFilter(filters, scope_of(user)).selection


def status(town, person, course):
    rows = [
        row for row in all_rows(selection_of(town.officer)) if row.name == person.name and row.course == course.title
    ]
    assert len(rows) == 1
    found = rows[0].status
    by_filter = [
        one
        for one in Status
        if any(
            row.name == person.name and row.course == course.title
            for row in all_rows(selection_of(town.officer, status=one.value))
        )
    ]
    assert by_filter == [found]
    return found


@pytest.fixture
def town(home):
    return make_municipality("Gemeente Eigen")


@pytest.fixture
def course(home):
    return make_course("Cursus A")


@pytest.fixture
def person(town):
    return make_member(town.organisation, town.department, name="Bea Bezig")


def test_late_is_an_open_duty_whose_day_has_passed(town, course, person):
    duty = make_late(person, town.organisation, course)
    assert status(town, person, course) == Status.LATE

    Duty.objects.filter(pk=duty.pk).update(due_on=in_days(0))
    assert status(town, person, course) == Status.NOT_STARTED, "the day itself has not passed"


def test_a_closed_or_fulfilled_duty_is_not_late(town, course, person):
    enrolment = finish(person, course)
    assignment = make_assignment(town.organisation, course)
    now = timezone.now()
    make_duty(assignment, person, in_days(-5), fulfilled_at=now, completion=enrolment.completion)
    make_duty(assignment, person, in_days(-5), turn=2, closed_at=now, closed="exempted")

    assert status(town, person, course) == Status.FINISHED


def test_late_for_a_next_turn_goes_before_finished_and_expiring(town, course, person):
    plain_certificate(finish(person, course), in_days(10))
    assert status(town, person, course) == Status.EXPIRING

    make_late(person, town.organisation, course)
    assert status(town, person, course) == Status.LATE


def test_an_assignment_that_was_ended_makes_nobody_late(town, course, person):
    duty = make_late(person, town.organisation, course)
    duty.assignment.ended_at = timezone.now()
    duty.assignment.save()

    assert status(town, person, course) == Status.NOT_STARTED


def test_what_another_organisation_asks_is_not_seen(town, course, person):
    other = make_municipality()
    make_member(other.organisation, user=person)
    make_late(person, other.organisation, course)

    assert status(town, person, course) == Status.NOT_STARTED
    assert summary(selection_of(other.officer)).total.late == 1


def test_of_a_path_only_the_required_courses_that_are_not_done_are_late(town, person):
    done, undone, chosen, beside = (make_course(title) for title in ("Gedaan", "Open", "Naar keuze", "Ernaast"))
    path = make_path(courses=[done, undone])
    path.items.create(course=chosen, required=False, sort_order=9)
    finish(person, done)
    make_late(person, town.organisation, path)

    found = {one.title: status(town, person, one) for one in (done, undone, chosen, beside)}
    assert found == {
        "Gedaan": Status.FINISHED,
        "Open": Status.LATE,
        "Naar keuze": Status.NOT_STARTED,
        "Ernaast": Status.NOT_STARTED,
    }


def test_a_course_of_a_path_that_was_finished_before_it_counts_is_late(town, person, course):
    finish(person, course, at=timezone.now() - timedelta(days=400))
    duty = make_late(person, town.organisation, make_path(courses=[course]))
    assert status(town, person, course) == Status.FINISHED

    Duty.objects.filter(pk=duty.pk).update(counts_from=timezone.now() - timedelta(days=30))
    assert status(town, person, course) == Status.LATE


@pytest.mark.parametrize(
    ("days", "expected"), [(61, Status.FINISHED), (60, Status.EXPIRING), (0, Status.EXPIRING), (-30, Status.EXPIRING)]
)
def test_expiring_is_within_sixty_days_and_ever_after(town, course, person, days, expected):
    plain_certificate(finish(person, course), in_days(days))

    assert status(town, person, course) == expected


@pytest.mark.parametrize("last_day", [in_days(400), None])
def test_a_newer_certificate_or_one_without_an_end_ends_it(town, course, person, last_day):
    plain_certificate(finish(person, course), in_days(5))
    second = open_new_period(person, course)
    assert status(town, person, course) == Status.EXPIRING, "taking it again is not having it again"

    CourseCompletion.objects.create(enrolment=second, study_minutes=60)
    newer = plain_certificate(second, last_day)
    assert status(town, person, course) == Status.FINISHED
    Certificate.objects.filter(pk=newer.pk).update(
        status="revoked", revocation_kind="mistake", ended_at=timezone.now()
    )
    assert status(town, person, course) == Status.EXPIRING, "what was revoked does not count"


def test_the_certificate_of_somebody_else_or_of_another_course_says_nothing(town, course, person):
    other = make_course("Cursus B")
    finish(person, course)
    plain_certificate(finish(person, other), in_days(5))
    plain_certificate(finish(make_member(town.organisation, name="Cor"), course), in_days(5))

    assert status(town, person, course) == Status.FINISHED


dates = st.none() | st.integers(-100, 100).map(in_days)


@given(enrolled=st.booleans(), finished=st.booleans(), due_on=dates, valid_until=dates)
def test_the_order_is_late_expiring_finished_busy_not_started(enrolled, finished, due_on, valid_until):
    found = status_of(Facts(enrolled, finished, due_on, valid_until), TODAY)

    late = due_on is not None and due_on < TODAY
    assert (found == Status.LATE) == late
    if not late:
        assert (found in (Status.FINISHED, Status.EXPIRING)) == finished
        assert finished or (found == Status.BUSY) == enrolled


HISTORIES = [
    "none",
    "busy",
    "finished",
    "ended",
    "ending",
    "lasting",
    "again",
    "again_ending",
    "twice",
    "twice_ending",
]
history = st.tuples(st.sampled_from(HISTORIES), st.sampled_from(["no", "open", "late", "late twice", "path"]))


def live(person, course, what, organisation, duty):
    """Give the person a history in the course."""
    if what == "busy":
        enrol(person, course)
    elif what != "none":
        enrolment = finish(person, course)
        days = {"ended": -3, "ending": 20, "lasting": 200, "again_ending": 20, "twice_ending": 30}.get(what)
        if days is not None:
            plain_certificate(enrolment, in_days(days))
        if what.startswith(("again", "twice")):
            second = open_new_period(person, course)
        if what.startswith("twice"):
            CourseCompletion.objects.create(enrolment=second, study_minutes=60)
            plain_certificate(second, in_days(400) if what == "twice" else in_days(40))
    if duty == "path":
        make_late(person, organisation, make_path(courses=[course]))
    elif duty == "open":
        make_duty(make_assignment(organisation, course), person, in_days(3))
    elif duty != "no":
        for _number in range(2 if "twice" in duty else 1):
            make_late(person, organisation, course)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(histories=st.lists(st.lists(history, min_size=2, max_size=2), max_size=4), placed=st.randoms())
def test_counts_filters_and_rows_agree_for_any_history(town, histories, placed):
    courses = [make_course() for _number in range(2)]
    User.objects.filter(memberships__role=Membership.Role.MEMBER).update(is_active=False)
    Membership.objects.filter(organisation=town.organisation, role=Membership.Role.MEMBER).delete()
    for of_person in histories:
        person = make_member(town.organisation, placed.choice([None, town.department, town.below]))
        for course, (what, duty) in zip(courses, of_person, strict=True):
            live(person, course, what, town.organisation, duty)

    rows = list(all_rows(selection_of(town.officer)))
    for filters in ({}, {"department": town.department.pk}, {"department": "none"}):
        whole = list(all_rows(selection_of(town.officer, **filters)))
        numbers = summary(selection_of(town.officer, **filters))
        assert numbers.total.total == len(whole)
        by_status = Counter(row.status for row in whole)
        assert numbers.total == Counts(**{one.value: by_status[one] for one in Status})
        for course, counts in numbers.courses:
            of_course = Counter(row.status for row in whole if row.course == course.title)
            assert counts == Counts(**{one.value: of_course[one] for one in Status})
        for one in Status:
            selection = selection_of(town.officer, status=one.value, **filters)
            behind = list(all_rows(selection))
            assert behind == [row for row in whole if row.status == one]
            pages = RowPaginator(selection, len(behind))
            assert [row for page in pages.page_range for row in pages.page(page)] == behind
    counted = tally(selection_of(town.officer), with_trend=True)
    assert counted.of_units(counted.people).total == len(rows)
    completions = CourseCompletion.objects.filter(enrolment__user__memberships__organisation=town.organisation)
    assert sum(month.finished for month in counted.months) == completions.count()
