"""HR sees what courses brought about: means of five people or more, per course and department."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from lxml import html

from courses.enrol import open_new_period
from tests.factories.commitments import make_asking_course, make_intention
from tests.factories.courses import make_course
from tests.factories.hr import make_lead, make_municipality, signed_in
from tests.factories.people import make_department, make_member, make_user
from tests.factories.scan import make_scan_course, rate

pytestmark = pytest.mark.django_db
ADDRESS = "/hr/effect/"
FEW = "Te weinig mensen"


@pytest.fixture
def town(home):
    return make_municipality("Gemeente Eigen")


@pytest.fixture
def course(home):
    return make_scan_course("De cursus")


def people_who_rated(town, course, count, department=None, before=2, after=4):
    people = [make_member(town.organisation, department) for _number in range(count)]
    for user in people:
        rate(user, course, before, after)
    return people


def page_of(user):
    return html.fromstring(signed_in(user).get(ADDRESS).content)


def lead_sentence(user) -> str:
    return " ".join(page_of(user).xpath("//p[contains(@class, 'lead')]")[0].text_content().split())


def row_of(user, name: str) -> list[str]:
    rows = page_of(user).xpath(f"//table[contains(@class, 'hr-effect')]//tr[th[normalize-space()='{name}']]")
    return [" ".join(cell.text_content().split()) for cell in rows[0].xpath("td")][:4] if rows else []


def test_one_sentence_says_what_the_training_brought(town, course):
    people_who_rated(town, course, 4, before=2, after=4)
    people_who_rated(town, course, 4, before=3, after=3)
    assert lead_sentence(town.officer) == (
        "8 mensen vulden de zelfscan twee keer in. "
        "Gemiddeld schatten zij zichzelf na de cursus 1,0 punt hoger in (van 5)."
    )
    assert row_of(town.officer, "Iedereen") == ["8", "2,5", "3,5", "+1,0"]


def test_lower_and_the_same_are_said_as_they_are(town, course):
    other = make_municipality("Gemeente Ander")
    people_who_rated(town, course, 5, before=4, after=3)
    people_who_rated(other, course, 5, before=3, after=3)
    assert "1,0 punt lager in" in lead_sentence(town.officer)
    assert "even hoog in" in lead_sentence(other.officer)


def test_departments_stand_below_each_other(town, course):
    people_who_rated(town, course, 5, town.department, before=1, after=5)
    people_who_rated(town, course, 6, town.below, before=3, after=4)
    people_who_rated(town, course, 7)
    assert row_of(town.officer, "Iedereen")[0] == "18"
    assert row_of(town.officer, town.department.name)[0] == "11"
    assert row_of(town.officer, town.below.name) == ["6", "3,0", "4,0", "+1,0"]


def test_a_small_department_is_not_shown_and_cannot_be_worked_out(town, course):
    second = make_department(town.organisation, "Tweede")
    people_who_rated(town, course, 9, town.department)
    people_who_rated(town, course, 6, second)
    people_who_rated(town, course, 2)
    assert row_of(town.officer, "Iedereen")[0] == "17"
    assert row_of(town.officer, town.department.name)[0] == "9"
    assert row_of(town.officer, "Tweede") == [FEW]


def test_a_department_of_nobody_looks_like_one_of_four(town, course):
    people_who_rated(town, course, 5)
    people_who_rated(town, course, 4, make_department(town.organisation, "Vier"))
    make_department(town.organisation, "Leeg")
    assert row_of(town.officer, "Vier") == row_of(town.officer, "Leeg") == [FEW]


def test_of_four_people_nothing_is_shown_at_all(town, course):
    people_who_rated(town, course, 4)
    rate(town.officer, course, 1, 5)
    assert "Te weinig mensen hebben de zelfscan twee keer ingevuld" in lead_sentence(town.officer)
    assert row_of(town.officer, "Iedereen") == []
    assert "De cursus" in page_of(town.officer).xpath("//main")[0].text_content()


def test_a_team_lead_sees_the_own_department_and_no_other_municipality_counts(town, course):
    lead = make_lead(town.department)
    people_who_rated(town, course, 5, town.below)
    people_who_rated(town, course, 6)
    people_who_rated(make_municipality(), course, 6)
    assert row_of(lead, "Iedereen")[0] == "5"
    assert row_of(lead, town.below.name)[0] == "5"
    assert row_of(town.officer, "Iedereen")[0] == "11"


def test_who_answered_once_does_not_count(town, course):
    people = people_who_rated(town, course, 6)
    people[0].enrolments.get().scan_answers.filter(moment="after").delete()
    people[1].enrolments.get().scan_answers.filter(moment="before").delete()
    assert row_of(town.officer, "Iedereen") == []
    people_who_rated(town, course, 1)
    assert row_of(town.officer, "Iedereen")[0] == "5"


def test_whoever_took_it_again_counts_once(town, course):
    people = people_who_rated(town, course, 5, before=1, after=3)
    for user in people:
        open_new_period(user, course)
        rate(user, course, 3, 5)
    assert row_of(town.officer, "Iedereen") == ["5", "3,0", "5,0", "+2,0"]


def test_several_courses_are_counted_in_scans(town, course):
    people = people_who_rated(town, course, 5)
    other = make_scan_course("Een andere")
    for user in people:
        rate(user, other, 1, 2)
    assert "De zelfscan is 10 keer vóór en na een cursus ingevuld, in 2 cursussen. " in lead_sentence(town.officer)
    assert "1,5 punt hoger in" in lead_sentence(town.officer)


def test_intentions_stand_there_too(town, course):
    asking = make_asking_course("Met voornemens")
    for _number in range(5):
        make_intention(make_member(town.organisation), asking, "Zeer privé plan", outcome="done")
    text = page_of(town.officer).xpath("//main")[0].text_content()
    assert "Met voornemens" in text
    assert "Zeer privé plan" not in text


def test_no_name_is_on_the_page(town, course):
    people = people_who_rated(town, course, 6, town.department)
    text = signed_in(town.officer).get(ADDRESS).content.decode()
    assert [one.name for one in people if one.name in text or one.email in text] == []


def test_only_who_follows_people_gets_in(town, course):
    for user in (make_member(town.organisation, town.department), make_user(), make_user(is_superuser=True)):
        assert signed_in(user).get(ADDRESS).status_code == 404
    assert Client().get(ADDRESS).status_code == 302
    assert signed_in(town.officer).post(ADDRESS).status_code == 405
    assert "no-store" in signed_in(town.officer).get(ADDRESS)["Cache-Control"]
    assert signed_in(make_municipality().officer).get(ADDRESS).status_code == 200


def test_the_overview_leads_to_it(town, home):
    make_course()
    assert f'href="{ADDRESS}"' in signed_in(town.officer).get(reverse("hr_overview")).content.decode()


def test_more_people_cost_no_more_queries(town, course):
    client = signed_in(town.officer)

    def queries() -> int:
        client.get(ADDRESS)
        with CaptureQueriesContext(connection) as captured:
            client.get(ADDRESS)
        return len(captured)

    people_who_rated(town, course, 6, town.department)
    few = queries()
    people_who_rated(town, course, 30, town.below)
    assert queries() == few
