"""The dashboard: numbers per department, course and month, each leading to the people behind it."""

import re
from datetime import UTC, datetime, timedelta
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from courses.enrol import enrol
from hr.counts import last_months
from hr.dashboard import FEW_PARTS
from hr.status import Status
from people.models import Membership
from tests.factories.certificates import plain_certificate
from tests.factories.courses import make_course
from tests.factories.duties import make_late
from tests.factories.hr import finish, make_lead, make_municipality, signed_in
from tests.factories.people import make_department, make_member

pytestmark = pytest.mark.django_db
ADDRESS = "/hr/dashboard/"
CELL = re.compile(r'<a class="utrecht-link" href="([^"]+)#personen">(\d+)<span')


@pytest.fixture
def town(home):
    return make_municipality("Gemeente Eigen")


@pytest.fixture
def busy_town(town):
    """People of every status, in both departments and in none."""
    courses = [make_course("Cursus A"), make_course("Cursus B")]
    for number, department in enumerate([town.department, town.below, None, town.below]):
        late, busy, finished, expiring = (make_member(town.organisation, department) for _number in range(4))
        make_late(late, town.organisation, courses[number % 2])
        enrol(busy, courses[0])
        finish(finished, courses[1])
        soon = timezone.localdate() + timedelta(days=10)
        plain_certificate(finish(expiring, courses[number % 2]), soon)
    return town


def links_of(page: str) -> list[tuple[str, int]]:
    return [(unescape(address), int(number)) for address, number in CELL.findall(page)]


def rows_behind(client, address: str) -> int:
    return client.get(address).context["page"].paginator.count


def test_every_number_is_the_number_of_rows_behind_it(busy_town):
    other = make_municipality()
    make_member(other.organisation, user=busy_town.officer, role=Membership.Role.HR)
    client = signed_in(busy_town.officer)

    places = (busy_town.department.pk, busy_town.below.pk, "none")
    of_course = f"course={make_course('Cursus C').translation_key}"
    addresses = [f"{ADDRESS}?department={place}" for place in places]
    addresses += [ADDRESS, f"{ADDRESS}?{of_course}", f"{ADDRESS}?organisation={busy_town.organisation.pk}"]
    for address in addresses:
        links = links_of(client.get(address).content.decode())
        assert len(links) >= 15
        for link, number in dict(links).items():
            assert rows_behind(client, link) == number, link


def test_the_five_numbers_add_up_to_people_times_courses(busy_town):
    figures = signed_in(busy_town.officer).get(ADDRESS).context["figures"]

    assert figures.people == 17
    assert sum(number for _status, number, _definition in figures.statuses) == 17 * 2
    assert {status for status, number, _definition in figures.statuses if number} == set(Status)
    for status in Status:
        assert sum(counts.of(status) for _course, counts in figures.courses) == figures.total.of(status)


def test_a_department_counts_what_is_below_it(busy_town):
    figures = signed_in(busy_town.officer).get(ADDRESS).context["figures"]

    people = {part.name: part.people for part in figures.parts}
    way = f"{busy_town.department.name} › {busy_town.below.name}"
    assert people == {busy_town.department.name: 12, way: 8, "Zonder afdeling": 5}
    whole, below = (
        next(part for part in figures.parts if part.name == name) for name in (busy_town.department.name, way)
    )
    assert whole.counts.total == 24
    assert below.counts.late == 2


def test_the_list_leads_back_with_the_same_filter(busy_town):
    client = signed_in(busy_town.officer)
    filters = f"?department={busy_town.below.pk}"

    page = client.get(f"/hr/{filters}&status=late").content.decode()
    assert f'href="{ADDRESS}{filters}"' in page
    assert f'href="/hr/matrix/{filters}"' in page


def test_it_says_what_each_number_means(busy_town):
    page = signed_in(busy_town.officer).get(ADDRESS).content.decode()

    for words in (
        "Te laat gaat voor elke andere status.",
        "het certificaat loopt binnen 60 dagen af",
        "nog niet alle verplichte stappen gedaan",
        "4 keer is iemand te laat met een cursus.",
    ):
        assert words in page


def test_it_names_nobody(busy_town):
    page = signed_in(busy_town.officer).get(ADDRESS).content.decode()
    content = page[page.index("<main") :]

    names = Membership.objects.exclude(user=busy_town.officer).values_list("user__name", "user__email")
    assert [name for pair in names for name in pair if name in content] == []


def test_the_trend_is_of_twelve_months_in_the_netherlands(town):
    course, again = make_course(), make_course()
    months = last_months(timezone.localdate())
    assert len(months) == 12
    finish(town.officer, course, at=months[3])
    finish(town.officer, again, at=months[3] - timedelta(seconds=1))
    finish(make_member(town.organisation), course, at=months[0] - timedelta(seconds=1))

    response = signed_in(town.officer).get(ADDRESS)
    assert [finished for _name, finished in response.context["months"]] == [0, 0, 1, 1, *[0] * 8]


def test_months_begin_at_midnight_in_the_netherlands_also_around_new_year():
    begins = last_months(datetime(2026, 2, 3).date())

    assert begins[0].astimezone(UTC) == datetime(2025, 2, 28, 23, tzinfo=UTC)
    assert begins[-1].astimezone(UTC) == datetime(2026, 1, 31, 23, tzinfo=UTC)


def test_the_course_filter_leaves_other_courses_out(busy_town):
    course = make_course("Cursus C")
    figures = signed_in(busy_town.officer).get(ADDRESS, {"course": str(course.translation_key)}).context["figures"]

    assert [one.title for one, _counts in figures.courses] == ["Cursus C"]
    assert figures.total.not_started == figures.total.total == 17


def test_a_team_lead_sees_the_own_departments_only(busy_town):
    elsewhere = make_department(busy_town.organisation, "Elders")
    make_member(busy_town.organisation, elsewhere)
    response = signed_in(make_lead(busy_town.below)).get(ADDRESS)

    page = response.content.decode()
    assert response.context["figures"].people == 9
    assert "Elders" not in page
    assert busy_town.department.name not in page
    assert "Zonder afdeling" not in page


def test_without_people_or_courses_it_says_so(town):
    client = signed_in(town.officer)
    assert "Er zijn nog geen cursussen." in client.get(ADDRESS).content.decode()
    make_course()
    page = client.get(ADDRESS, {"department": town.below.pk}).content.decode()
    assert "Niemand voldoet aan deze filters." in page


@pytest.mark.parametrize("query", ["department=x", "course=%00", "organisation=1", "status=late", "department=none"])
def test_a_strange_address_gives_a_page(town, query):
    assert signed_in(town.officer).get(f"{ADDRESS}?{query}").status_code == 200


@pytest.mark.row("R11")
def test_the_queries_are_at_most_fifteen_for_ten_people_and_for_two_hundred(town):
    courses = [make_course() for _number in range(3)]

    def grow(people):
        for number in range(people):
            person = make_member(town.organisation, town.department if number % 2 else town.below)
            enrol(person, courses[number % 3])
            plain_certificate(finish(person, courses[(number + 1) % 3]), timezone.localdate())
            if number % 10 == 0:
                make_late(person, town.organisation, courses[0])

    def queries():
        client = signed_in(town.officer)
        client.get(reverse("hr_dashboard"))
        with CaptureQueriesContext(connection) as captured:
            assert client.get(reverse("hr_dashboard")).status_code == 200
        return len(captured)

    grow(10)
    few = queries()
    grow(190)
    assert queries() == few
    assert few <= 15


def test_of_many_departments_the_upper_ones_are_shown_and_each_leads_to_what_is_below_it(town):
    lowest = [make_department(town.organisation, f"Team {number}", parent=town.below) for number in range(FEW_PARTS)]
    for department in (*lowest, None):
        make_member(town.organisation, department)
    client = signed_in(town.officer)
    make_course()

    def parts(**chosen):
        return {part.name: part.people for part in client.get(ADDRESS, chosen).context["figures"].parts}

    upper, below = town.department.name, f"{town.department.name} › {town.below.name}"
    assert parts() == {upper: FEW_PARTS, "Zonder afdeling": 2}
    assert parts(department=town.department.pk) == {upper: FEW_PARTS, below: FEW_PARTS}
    assert len(parts(department=town.below.pk)) == FEW_PARTS + 1
    assert client.get(ADDRESS).context["figures"].parts_below == FEW_PARTS + 1
    lead = signed_in(make_lead(town.below))
    assert [part.name for part in lead.get(ADDRESS).context["figures"].parts] == [town.below.name]
