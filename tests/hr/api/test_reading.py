"""What a program reads of people, assignments and completions, page by page."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from courses.models import CourseCompletion
from hr.models import Duty
from people.models import JobTitle, Membership
from tests.factories.api import Program, assign, finish_settled
from tests.factories.certificates import make_certificate
from tests.factories.courses import make_course
from tests.factories.hr import finish, make_municipality
from tests.factories.people import make_member

pytestmark = pytest.mark.django_db


@pytest.fixture
def town(home):
    return make_municipality("Gemeente Eigen")


@pytest.fixture
def program(town):
    return Program(town)


@pytest.fixture
def course(home):
    return make_course("De cursus")


def all_of(program, path, **parameters):
    """Every item, a page at a time, and the last cursor."""
    items, cursor = [], None
    while True:
        answer = program.get(path, **parameters, **({"cursor": cursor} if cursor else {})).json()
        items += answer["items"]
        cursor = answer["cursor"]
        if not answer["hasMore"]:
            return items, cursor


def test_people_come_with_where_they_work(town, program):
    user = make_member(town.organisation, town.below, name="Sanne de Vries")
    title = JobTitle.objects.create(organisation=town.organisation, name="Inkoper")
    Membership.objects.filter(user=user).update(personnel_number="0042", job_title=title)
    town.below.code = "BV-2"
    town.below.save()

    (found,) = [item for item in program.get("/people").json()["items"] if item["email"] == user.email]
    assert found == {
        "id": user.memberships.get().pk,
        "personnelNumber": "0042",
        "email": user.email,
        "name": "Sanne de Vries",
        "department": town.below.name,
        "departmentCode": "BV-2",
        "jobTitle": "Inkoper",
        "startedOn": timezone.localdate().isoformat(),
    }


def test_only_who_works_there_now_is_found(town, program):
    left, elsewhere = make_member(town.organisation), make_member(make_municipality().organisation)
    left.memberships.update(ended_on=timezone.localdate())

    emails = {item["email"] for item in program.get("/people").json()["items"]}
    assert emails == {town.officer.email}
    assert elsewhere.email not in emails


@pytest.mark.parametrize("limit", [1, 2, 5, 7])
def test_pages_together_are_everyone_once(town, program, limit):
    members = {make_member(town.organisation).email for _number in range(6)} | {town.officer.email}

    items, _cursor = all_of(program, "/people", limit=limit)
    assert sorted(item["email"] for item in items) == sorted(members)


def test_a_completion_says_what_the_certificate_says(town, program, course):
    user = make_member(town.organisation)
    certificate = make_certificate(user, course, valid_until=timezone.localdate() + timedelta(days=90))
    CourseCompletion.objects.update(recorded_at=timezone.now() - timedelta(hours=1))

    (found,) = program.get("/completions").json()["items"]
    assert found["certificateNumber"] == certificate.grouped_code
    assert found["validUntil"] == certificate.valid_until.isoformat()
    assert found["courseCode"] == course.slug
    assert found["courseKey"] == str(course.translation_key)
    assert found["personId"] == user.memberships.get().pk
    assert found["finishedOn"] == timezone.localdate().isoformat()
    assert found["hours"] == round(certificate.study_minutes / 60, 2)
    assert found["onPaper"] is False


def test_going_on_from_a_cursor_gives_exactly_what_was_recorded_since(town, program, course):
    people = [make_member(town.organisation) for _number in range(3)]
    first = finish_settled(people[0], course)
    items, cursor = all_of(program, "/completions")
    assert [item["id"] for item in items] == [first.pk]
    assert all_of(program, "/completions", cursor=cursor)[0] == []

    later = [finish_settled(person, course).pk for person in people[1:]]
    CourseCompletion.objects.filter(pk=first.pk).update(recorded_at=timezone.now() - timedelta(hours=2))
    assert [item["id"] for item in program.get("/completions", cursor=cursor).json()["items"]] == later


def test_what_was_just_recorded_waits_until_nothing_can_come_before_it(town, program, course):
    completion = finish(make_member(town.organisation), course).completion
    assert program.get("/completions").json()["items"] == []

    CourseCompletion.objects.filter(pk=completion.pk).update(recorded_at=timezone.now() - timedelta(minutes=3))
    assert [item["id"] for item in program.get("/completions").json()["items"]] == [completion.pk]


def test_since_and_person_narrow_what_is_found(town, program, course):
    old, new = make_member(town.organisation), make_member(town.organisation)
    before, after = finish_settled(old, course), finish_settled(new, course)
    CourseCompletion.objects.filter(pk=before.pk).update(recorded_at=timezone.now() - timedelta(days=9))

    yesterday = (timezone.now() - timedelta(days=1)).isoformat()
    assert [item["id"] for item in program.get("/completions", since=yesterday).json()["items"]] == [after.pk]
    far_away = "2020-02-13T08:14:15+20:33"
    assert len(program.get("/completions", since=far_away).json()["items"]) == 2
    own = program.get("/completions", personId=old.memberships.get().pk).json()["items"]
    assert [item["id"] for item in own] == [before.pk]


def test_an_assignment_and_who_has_to_do_it(town, program, course):
    open_one, late_one, done_one = (make_member(town.organisation) for _number in range(3))
    assignment = assign(town, course, open_one, late_one, done_one)
    yesterday = timezone.localdate() - timedelta(days=1)
    Duty.objects.filter(user=late_one).update(due_on=yesterday)
    completion = finish(done_one, course).completion
    Duty.objects.filter(user=done_one).update(completion=completion, fulfilled_at=completion.completed_at)

    (found,) = program.get("/assignments").json()["items"]
    assert (found["title"], found["code"], found["isPath"]) == ("De cursus", course.slug, False)
    assert program.get(f"/assignments/{assignment.pk}").json() == found
    duties = program.get(f"/assignments/{assignment.pk}/duties").json()["items"]
    assert {item["email"]: (item["status"], item["finishedOn"]) for item in duties} == {
        open_one.email: ("open", None),
        late_one.email: ("late", None),
        done_one.email: ("fulfilled", timezone.localdate().isoformat()),
    }


@pytest.mark.row("R11")
@pytest.mark.parametrize("path", ["/people", "/completions", "/assignments/{pk}/duties"])
def test_a_page_costs_the_same_queries_whatever_its_size(town, program, course, path):
    def ask():
        with CaptureQueriesContext(connection) as captured:
            assert program.get(path.format(pk=assignment.pk), limit=1000).status_code == 200
        return len(captured)

    people = [make_member(town.organisation, town.below) for _number in range(3)]
    for person in people:
        finish_settled(person, course)
    assignment = assign(town, course, *people)
    ask()
    few = ask()
    for _number in range(30):
        person = make_member(town.organisation, town.below)
        finish_settled(person, course)
        Duty.objects.create(
            assignment=assignment, user=person, due_on=timezone.localdate(), assigned_at=assignment.created_at
        )
    assert ask() == few
