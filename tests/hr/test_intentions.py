"""HR sees how many intentions there are and how they ended: sums, of five people or more."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from lxml import html

from commitments.models import Outcome
from tests.factories.commitments import make_asking_course, make_intention
from tests.factories.courses import make_course
from tests.factories.hr import make_lead, make_municipality, signed_in
from tests.factories.people import make_member, make_user

pytestmark = pytest.mark.django_db
ADDRESS = "/hr/voornemens/"


@pytest.fixture
def town(home):
    return make_municipality("Gemeente Eigen")


@pytest.fixture
def course(home):
    return make_asking_course("De cursus")


def people_with_intentions(town, course, count, department=None, outcome=""):
    for _number in range(count):
        make_intention(make_member(town.organisation, department), course, "Zeer privé plan", outcome=outcome)


def row_of(user, course) -> list[str]:
    page = html.fromstring(signed_in(user).get(ADDRESS).content)
    rows = page.xpath(f"//tr[th[normalize-space()='{course.title}']]")
    return [" ".join(cell.text_content().split()) for row in rows for cell in row.xpath("td")]


def text_of(user) -> str:
    return " ".join(html.fromstring(signed_in(user).get(ADDRESS).content).text_content().split())


def test_an_officer_sees_the_sums_of_the_whole_organisation(town, course):
    people_with_intentions(town, course, 6, town.department, Outcome.DONE)
    people_with_intentions(town, course, 5)
    assert row_of(town.officer, course) == ["11", "6", "0", "0", "5"]


def test_a_team_lead_sees_the_sums_of_the_own_department(town, course):
    lead = make_lead(town.department)
    people_with_intentions(town, course, 5, town.department, Outcome.BLOCKED)
    people_with_intentions(town, course, 7)
    assert row_of(lead, course) == ["5", "0", "0", "5", "0"]


def test_other_municipalities_do_not_count(town, course):
    other = make_municipality()
    people_with_intentions(other, course, 9)
    people_with_intentions(town, course, 4)
    make_member(town.organisation)
    assert row_of(town.officer, course) == ["Te weinig mensen"]
    assert row_of(other.officer, course) == ["9", "0", "0", "0", "9"]


def test_of_a_small_department_a_team_lead_sees_nothing_but_why(town, course):
    lead = make_lead(town.department)
    people_with_intentions(town, course, 4, town.department)
    text = text_of(lead)
    assert "Te weinig mensen: u volgt minder dan 5 medewerkers naast uzelf" in text
    assert row_of(lead, course) == []


def test_the_own_intention_makes_no_fifth(town, course):
    people_with_intentions(town, course, 4)
    make_member(town.organisation)
    make_intention(town.officer, course)
    assert row_of(town.officer, course) == ["Te weinig mensen"]


def test_a_course_of_nobody_and_one_of_four_look_the_same(town, course):
    empty = make_asking_course("De lege cursus")
    people_with_intentions(town, course, 4)
    people_with_intentions(town, make_asking_course("Nog een"), 5)
    assert row_of(town.officer, course) == row_of(town.officer, empty) == ["Te weinig mensen"]


def test_small_numbers_are_hidden_and_cannot_be_worked_out(town, course):
    people_with_intentions(town, course, 9, outcome=Outcome.DONE)
    people_with_intentions(town, course, 6)
    people_with_intentions(town, course, 1, outcome=Outcome.BLOCKED)
    assert row_of(town.officer, course) == ["16", "Alleen het totaal"]


def test_a_course_that_asks_nothing_is_not_listed(town, course):
    silent = make_course("De stille cursus")
    people_with_intentions(town, course, 5)
    assert row_of(town.officer, silent) == []


def test_no_text_name_or_address_is_on_the_page(town, course):
    writer = make_member(town.organisation, town.department, name="Schrijvende Ambtenaar")
    make_intention(writer, course, "Zeer privé plan")
    people_with_intentions(town, course, 8)
    text = signed_in(town.officer).get(ADDRESS).content.decode()
    for marker in ("Zeer privé plan", "Schrijvende Ambtenaar", writer.email, town.department.name):
        assert marker not in text


@pytest.mark.parametrize("filter_name", ["department", "course", "status", "organisation"])
def test_a_filter_in_the_address_changes_nothing(town, course, filter_name):
    people_with_intentions(town, course, 6, town.department)
    people_with_intentions(town, course, 1, town.below)
    client = signed_in(town.officer)
    plain, filtered = (
        html.fromstring(client.get(ADDRESS, query).content).xpath("//table")[0].text_content()
        for query in ({}, {filter_name: town.below.pk})
    )
    assert plain == filtered


def test_who_works_in_two_of_ones_departments_counts_once(town, course):
    other = make_municipality()
    people_with_intentions(town, course, 4)
    twice = make_member(town.organisation)
    make_member(other.organisation, user=twice)
    make_member(other.organisation, role="hr", user=town.officer)
    make_intention(twice, course)
    assert row_of(town.officer, course)[0] == "5"


def test_who_left_counts_no_more(town, course):
    people_with_intentions(town, course, 5)
    leaver = town.organisation.memberships.exclude(user=town.officer).first()
    leaver.ended_on = leaver.started_on
    leaver.save()
    make_member(town.organisation)
    assert row_of(town.officer, course) == ["Te weinig mensen"]


def test_only_who_follows_people_gets_in(town):
    servant = make_member(town.organisation, town.department)
    for user in (servant, make_user(), make_user(is_superuser=True)):
        assert signed_in(user).get(ADDRESS).status_code == 404
    assert Client().get(ADDRESS).status_code == 302
    assert signed_in(town.officer).post(ADDRESS).status_code == 405
    assert "no-store" in signed_in(town.officer).get(ADDRESS)["Cache-Control"]


def test_the_overview_leads_to_it(town, course):
    for user in (town.officer, make_lead(town.department)):
        assert f'href="{reverse("hr_intentions")}"' in signed_in(user).get(reverse("hr_overview")).content.decode()


def test_more_people_cost_no_more_queries(town, course):
    client = signed_in(town.officer)

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            client.get(ADDRESS)
        return len(captured)

    people_with_intentions(town, course, 5)
    queries()
    with_five = queries()
    people_with_intentions(town, make_asking_course(), 6)
    queries()
    assert queries() == with_five
