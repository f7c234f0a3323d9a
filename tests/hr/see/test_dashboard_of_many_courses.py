"""The dashboard with more courses than anybody reads: first where something goes on, the others a click away."""

import re
from dataclasses import replace
from datetime import timedelta
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from courses.enrol import enrol
from hr.counts import Counts, tally
from hr.filters import OverviewFilter
from hr.going_on import FEW
from hr.queries import all_rows
from hr.scope import scope_of
from tests.factories.certificates import plain_certificate
from tests.factories.courses import make_course
from tests.factories.duties import make_assignment, make_late
from tests.factories.hr import finish, make_municipality, signed_in
from tests.factories.people import make_member

pytestmark = pytest.mark.django_db
ADDRESS = "/hr/dashboard/"
EVERY_COURSE = {"cursussen": "alle"}
CELL = re.compile(r'<a class="utrecht-link" href="([^"]+)#personen">(\d+)<span')
OF_COURSES = re.compile(r'<select name="course".*?</select>', re.DOTALL)


@pytest.fixture
def town(home):
    return make_municipality("Gemeente Eigen")


@pytest.fixture
def catalogue(town):
    """More than a few courses, of which somebody has to do with the five of these names."""
    names = ["Bezig", "Klaar", "Loopt af", "Te laat", "Gevraagd"]
    people = [make_member(town.organisation, town.below) for _name in names]
    courses = {name: make_course(name, lessons=0) for name in names}
    for _number in range(FEW):
        make_course(lessons=0)
    enrol(people[0], courses["Bezig"])
    finish(people[1], courses["Klaar"])
    plain_certificate(finish(people[2], courses["Loopt af"]), timezone.localdate() + timedelta(days=10))
    make_late(people[3], town.organisation, courses["Te laat"])
    make_assignment(town.organisation, courses["Gevraagd"])
    return courses


def shown(client, **parameters):
    return [course.title for course, _counts in client.get(ADDRESS, parameters).context["figures"].courses]


def offered(client, address, **parameters):
    select = OF_COURSES.search(client.get(address, parameters).content.decode()).group()
    return [unescape(title).strip() for title in re.findall(r"<option[^>]*>([^<]*)", select)]


def test_of_many_courses_those_are_shown_in_which_something_goes_on_and_what_asks_for_attention_first(town, catalogue):
    assert shown(signed_in(town.officer)) == ["Te laat", "Loopt af", "Bezig", "Klaar", "Gevraagd"]


def test_what_people_of_another_municipality_do_is_not_going_on_here(town, catalogue):
    other = make_municipality()
    course = make_course("Elders", lessons=0)
    enrol(make_member(other.organisation), course)
    make_late(make_member(other.organisation), other.organisation, course)

    client = signed_in(town.officer)
    assert "Elders" not in shown(client)
    assert "Elders" not in offered(client, ADDRESS)
    assert shown(signed_in(other.officer)) == ["Elders"]


def test_the_other_courses_are_counted_and_a_click_away(town, catalogue):
    client = signed_in(town.officer)
    response = client.get(ADDRESS, {"department": town.below.pk})
    address = re.search(r'href="([^"]+)#cursussen"', response.content.decode()).group(1)
    assert response.context["figures"].left_out == FEW

    every = client.get(unescape(address))
    assert every.context["figures"].courses.paginator.count == FEW + 5
    assert every.context["figures"].left_out == 0
    assert every.context["figures"].people == 5


def test_the_whole_list_comes_in_pages_with_each_course_once(town, catalogue):
    client = signed_in(town.officer)
    first, second = shown(client, **EVERY_COURSE), shown(client, **EVERY_COURSE, pagina=2)

    assert first[:5] == shown(client)
    assert (len(first), len(second), len({*first, *second})) == (FEW, 5, FEW + 5)
    page = client.get(ADDRESS, {**EVERY_COURSE, "department": town.below.pk}).content.decode()
    assert f'href="?cursussen=alle&amp;department={town.below.pk}&amp;pagina=2#cursussen"' in page


def test_more_courses_than_fit_in_which_something_goes_on_come_in_pages_too(town, catalogue):
    person = make_member(town.organisation)
    for _number in range(FEW):
        enrol(person, make_course(lessons=0))

    client = signed_in(town.officer)
    assert len(shown(client)) == FEW
    assert len({*shown(client), *shown(client, pagina=2)}) == FEW + 5


@pytest.mark.parametrize("parameters", [{}, EVERY_COURSE, {**EVERY_COURSE, "pagina": "2"}])
def test_every_number_is_still_the_number_of_rows_behind_it(town, catalogue, parameters):
    client = signed_in(town.officer)
    links = dict(CELL.findall(client.get(ADDRESS, parameters).content.decode()))

    assert len(links) >= 5 + 5 * 5
    for address, number in links.items():
        assert client.get(unescape(address)).context["page"].paginator.count == int(number), address


def test_the_numbers_on_top_count_the_courses_that_are_not_shown(town, catalogue):
    figures = signed_in(town.officer).get(ADDRESS).context["figures"]

    rows = list(all_rows(OverviewFilter({}, scope_of(town.officer)).selection))
    assert len(rows) == 6 * (FEW + 5)
    for status, number, _definition in figures.statuses:
        assert number == sum(row.status == status for row in rows)
    shown_rows = sum(counts.total for _course, counts in figures.courses)
    assert shown_rows + 6 * figures.left_out == figures.total.total


def test_of_many_courses_those_that_were_not_asked_for_are_not_counted(town, catalogue):
    everything = OverviewFilter({}, scope_of(town.officer)).selection
    selection = replace(
        everything, courses=[one for one in everything.courses if one.title not in ("Klaar", "Loopt af")]
    )

    counted = tally(selection, with_trend=True)
    assert counted.of_units(counted.people) == Counts(not_started=6 * (FEW + 3) - 2, busy=1, late=1)
    assert sum(month.finished for month in counted.months) == 0
    assert sum(month.finished for month in tally(everything, with_trend=True).months) == 2


@pytest.mark.parametrize("address", ["/hr/", ADDRESS, "/hr/matrix/"])
def test_the_filter_offers_what_goes_on_and_what_was_chosen(town, catalogue, address):
    chosen = make_course("Gekozen", lessons=0)
    client = signed_in(town.officer)

    names = ["Alle cursussen", *catalogue]
    assert offered(client, address) == names
    response = client.get(address, {"course": str(chosen.translation_key)})
    assert not response.context["form"].errors
    assert f'<option value="{chosen.translation_key}" selected>Gekozen</option>' in response.content.decode()
    assert offered(client, address, course=str(chosen.translation_key)) == [*names, "Gekozen"]


def test_a_chosen_course_has_its_line_though_nobody_began_it(town, catalogue):
    chosen = make_course("Gekozen", lessons=0)
    client = signed_in(town.officer)

    assert shown(client, course=str(chosen.translation_key)) == ["Gekozen"]


def test_where_nothing_goes_on_in_any_course_it_says_so(town):
    for _number in range(FEW + 1):
        make_course(lessons=0)
    response = signed_in(town.officer).get(ADDRESS)

    assert response.context["figures"].left_out == FEW + 1
    page = response.content.decode()
    assert 'href="/hr/dashboard/?cursussen=alle#cursussen"' in page
    assert "Er zijn nog geen cursussen." not in page


def test_a_few_courses_are_all_shown_and_offered(town):
    names = {make_course(f"Cursus met naam {number}", lessons=0).title for number in range(FEW)}
    client = signed_in(town.officer)

    assert {*shown(client)} == names
    assert {*offered(client, ADDRESS)} == {"Alle cursussen", *names}
    assert client.get(ADDRESS).context["figures"].left_out == 0


@pytest.mark.row("R11")
def test_many_courses_ask_at_most_fifteen_queries_also_when_one_was_withdrawn(town, catalogue):
    withdrawn = make_course("Ingetrokken", lessons=0)
    enrol(town.officer, withdrawn)
    withdrawn.unpublish()
    client = signed_in(town.officer)
    assert "Ingetrokken" in shown(client)

    with CaptureQueriesContext(connection) as captured:
        client.get(ADDRESS)
    assert len(captured) <= 15
