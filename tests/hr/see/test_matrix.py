"""The matrix of people and courses."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from courses.enrol import enrol
from hr.queries import all_rows
from hr.scope import scope_of
from tests.factories.courses import make_course
from tests.factories.duties import make_late
from tests.factories.hr import finish, make_lead, make_municipality, signed_in
from tests.factories.people import make_member

pytestmark = pytest.mark.django_db
ADDRESS = "/hr/matrix/"


@pytest.fixture
def town(home):
    return make_municipality("Gemeente Eigen")


def lines_of(response):
    return {name: [row.status.value for row in rows] for name, _department, rows in response.context["matrix"].lines}


def test_each_cell_is_the_status_of_a_person_in_a_course(town):
    first, second = make_course("Eerste"), make_course("Tweede")
    done, late = make_member(town.organisation, name="Aad"), make_member(town.organisation, name="Bea")
    finish(done, second)
    enrol(late, second)
    make_late(late, town.organisation, first)
    response = signed_in(town.officer).get(ADDRESS)

    lines = lines_of(response)
    assert lines["Aad"] == ["not_started", "finished"]
    assert lines["Bea"] == ["late", "busy"]
    page = response.content.decode()
    cells = re.findall(r'hr-cell--(\w+)"><span aria-hidden="true">(.)</span><span class="[\w-]+">([^<]+)<', page)
    assert ("late", "!", "Te laat") in cells
    assert ("finished", "✓", "Afgerond") in cells
    assert len(cells) == 6


def test_fifty_people_and_twenty_courses_a_page_and_every_pair_once(town):
    for number in range(22):
        make_course(f"Cursus {number:02}")
    for number in range(52):
        make_member(town.organisation, name=f"Persoon {number:02}")
    client = signed_in(town.officer)

    seen = []
    for people in (1, 2):
        for courses in (1, 2):
            response = client.get(ADDRESS, {"pagina": people, "cursussen": courses})
            lines = response.context["matrix"].lines
            assert len(lines) == {1: 50, 2: 3}[people]
            assert {len(rows) for _name, _department, rows in lines} == {{1: 20, 2: 2}[courses]}
            seen += [(row.email, row.course) for _name, _department, rows in lines for row in rows]
    from hr.filters import MatrixFilter

    whole = [(row.email, row.course) for row in all_rows(MatrixFilter({}, scope_of(town.officer)).selection)]
    assert sorted(seen) == sorted(whole)
    assert "cursussen=2&amp;pagina=2" in client.get(ADDRESS, {"cursussen": 2}).content.decode()


def test_a_team_lead_sees_the_own_department_only(town):
    make_course()
    make_member(town.organisation, town.below, name="Wel")
    make_member(town.organisation, name="Niet")

    assert "Wel" in lines_of(signed_in(make_lead(town.department)).get(ADDRESS))
    assert "Niet" not in lines_of(signed_in(make_lead(town.department)).get(ADDRESS))


def test_without_people_or_courses_it_says_so(town):
    client = signed_in(town.officer)
    assert "Er zijn nog geen cursussen." in client.get(ADDRESS).content.decode()
    make_course()
    assert "Niemand voldoet aan deze filters." in client.get(ADDRESS, {"name": "niemand"}).content.decode()


@pytest.mark.parametrize("query", ["pagina=abc&cursussen=abc", "pagina=99&cursussen=99", "department=x", "name=%00"])
def test_a_strange_address_gives_a_page(town, query):
    make_course()
    assert signed_in(town.officer).get(f"{ADDRESS}?{query}").status_code == 200


@pytest.mark.row("R11")
def test_the_queries_are_the_same_for_few_and_for_many(town):
    courses = [make_course() for _number in range(3)]

    def queries():
        client = signed_in(town.officer)
        client.get(ADDRESS)
        with CaptureQueriesContext(connection) as captured:
            client.get(ADDRESS)
        return len(captured)

    make_late(town.officer, town.organisation, courses[0])
    # Somebody whose data are shown to another: that is noted.
    enrol(make_member(town.organisation), courses[0])
    enrol(town.officer, courses[0])
    few = queries()
    for number in range(60):
        enrol(make_member(town.organisation), courses[number % 3])
    assert queries() == few
    assert few <= 18
