"""What the overview says, and how it is filtered."""

from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from courses.enrol import enrol
from hr.counts import Counts, summary
from hr.filters import OverviewFilter
from hr.queries import RowPaginator, Selection, Status, all_rows, courses_for
from hr.scope import scope_of
from people.models import Membership
from tests.factories.courses import make_course
from tests.factories.hr import finish, make_lead, make_municipality, signed_in
from tests.factories.people import make_department, make_member

pytestmark = pytest.mark.django_db


@pytest.fixture
def town(home):
    return make_municipality("Gemeente Eigen")


def selection_of(user, **filters) -> Selection:
    return OverviewFilter(filters, scope_of(user)).selection


def rows_of(user, **filters):
    return [(row.name, row.course, row.status) for row in all_rows(selection_of(user, **filters))]


def test_status_follows_from_enrolment_and_completion(town):
    course = make_course("Cursus A")
    new, busy, done = (make_member(town.organisation, name=name) for name in ("Aad", "Bea", "Cor"))
    enrol(busy, course)
    finish(done, course)

    rows = rows_of(town.officer)
    assert rows[:3] == [
        (new.name, "Cursus A", Status.NOT_STARTED),
        (busy.name, "Cursus A", Status.BUSY),
        (done.name, "Cursus A", Status.FINISHED),
    ]


@pytest.mark.row("R13")
def test_the_day_of_finishing_is_the_day_in_the_netherlands(town):
    course = make_course()
    finish(town.officer, course, at=datetime(2026, 11, 22, 23, 30, tzinfo=UTC))

    (row,) = all_rows(selection_of(town.officer))
    assert row.finished_on.isoformat() == "2026-11-23"


def test_there_is_a_row_for_every_person_in_every_course_by_name_and_catalogue(town):
    make_course("Tweede van naam, eerste van plaats")
    make_course("Een cursus")
    make_member(town.organisation, name="zoë")
    make_member(town.organisation, name="Aad")

    rows = [(name, course) for name, course, _status in rows_of(town.officer)]
    courses = ["Tweede van naam, eerste van plaats", "Een cursus"]
    assert rows == [(name, course) for name in ("Aad", town.officer.name, "zoë") for course in courses]


def test_someone_without_a_name_is_shown_by_address(town):
    make_course()
    nameless = make_member(town.organisation)
    nameless.name = ""
    nameless.save()

    assert nameless.email in [name for name, _course, _status in rows_of(town.officer)]


def test_a_draft_is_not_shown_unless_one_of_the_own_people_takes_it(town):
    stranger = make_municipality().officer
    draft, taken, taken_elsewhere = make_course("Concept"), make_course("Ingetrokken"), make_course("Elders")
    for course in (draft, taken, taken_elsewhere):
        course.unpublish()
    enrol(town.officer, taken)
    enrol(stranger, taken_elsewhere)

    assert [course.title for course in courses_for(scope_of(town.officer).people())] == ["Ingetrokken"]


def test_a_course_in_two_languages_is_one_course(town):
    from wagtail.models import Locale

    english, _created = Locale.objects.get_or_create(language_code="en")
    course = make_course("Cursus A")
    course.get_parent().specific.copy_for_translation(english, copy_parents=True)
    translated = course.copy_for_translation(english)
    translated.title = "Course A"
    translated.save_revision().publish()
    enrol(town.officer, translated)

    assert rows_of(town.officer) == [(town.officer.name, "Cursus A", Status.BUSY)]


def test_the_department_filter_takes_what_is_below_along(town):
    make_course()
    here, below = (make_member(town.organisation, one) for one in (town.department, town.below))
    make_member(town.organisation, make_department(town.organisation))

    assert [name for name, *_ in rows_of(town.officer, department=town.department.pk)] == sorted(
        [here.name, below.name], key=str.lower
    )
    assert [name for name, *_ in rows_of(town.officer, department=town.below.pk)] == [below.name]


def test_filters_by_course_status_and_name(town):
    first, second = make_course("Eerste"), make_course("Tweede")
    finish(town.officer, first)
    make_member(town.organisation, name="Jan van 't Hoff")

    assert {course for _, course, _ in rows_of(town.officer, course=str(second.translation_key))} == {"Tweede"}
    assert rows_of(town.officer, status="finished") == [(town.officer.name, "Eerste", Status.FINISHED)]
    assert {name for name, *_ in rows_of(town.officer, name="HOFF")} == {"Jan van 't Hoff"}
    assert rows_of(town.officer, name="%") == []


def test_an_officer_of_two_organisations_chooses_between_them(town):
    make_course()
    other = make_municipality("Gemeente Tweede")
    make_member(other.organisation, role=Membership.Role.HR, user=town.officer)
    client = signed_in(town.officer)

    page = client.get(reverse("hr_overview")).content.decode()
    assert "Alle organisaties" in page
    rows = list(all_rows(selection_of(town.officer, organisation=other.organisation.pk)))
    assert {row.department for row in rows} == {"Gemeente Tweede"}
    assert len(rows) == 2


def test_an_officer_of_one_organisation_has_no_choice_to_make(town):
    assert "Alle organisaties" not in signed_in(town.officer).get(reverse("hr_overview")).content.decode()


def test_a_team_lead_sees_the_way_to_a_department_only_as_far_as_the_scope(town):
    deepest = make_department(town.organisation, "Onder", parent=town.below)
    form = OverviewFilter({}, scope_of(make_lead(town.below)))

    labels = [label for _value, label in form.fields["department"].choices]
    assert labels == ["Alle afdelingen", town.below.name, f"{town.below.name} › {deepest.name}"]


@pytest.mark.parametrize(
    "query",
    [
        "organisation=1",
        "department=abc",
        "department=99999999999999999999999999",
        "department=-1",
        "course=not-a-key",
        "course=%00",
        "status=excellent",
        "name=%00",
        "name=" + "x" * 400,
        "pagina=abc",
        "pagina=-1",
        "pagina=999",
        "pagina=",
        "status=busy&status=finished",
        "unknown=1",
        "department=%F0%9F%98%80",
        "name=%ED%A0%80",
    ],
)
def test_a_strange_address_gives_a_page_and_no_error(town, query):
    make_course()
    client = signed_in(town.officer)

    assert client.get(f"{reverse('hr_overview')}?{query}").status_code == 200
    for export in ("hr_export_csv", "hr_export_xlsx"):
        assert client.get(f"{reverse(export)}?{query}", follow=True).status_code == 200


def test_a_filter_that_is_not_understood_is_reported_and_not_applied(town):
    make_course()
    response = signed_in(town.officer).get(reverse("hr_overview"), {"status": "excellent"})

    page = response.content.decode()
    assert 'href="#id_status"' in page
    assert "Deze waarde bestaat niet. Het filter is niet toegepast." in page
    assert page.count(town.officer.name) >= 1
    assert reverse("hr_export_csv") not in page


def test_an_export_with_a_filter_that_is_not_understood_leads_back_to_the_filter(town):
    response = signed_in(town.officer).get(reverse("hr_export_csv"), {"status": "excellent", "name": "Jan"})

    assert response.status_code == 302
    assert response.url == f"{reverse('hr_overview')}?status=excellent&name=Jan"


def test_the_screen_says_numbers_names_and_definitions(town):
    first, second = make_course("Eerste cursus"), make_course("Tweede cursus")
    busy = make_member(town.organisation, town.department, name="Bea Bezig")
    enrol(busy, first)
    finish(town.officer, second, at=datetime(2026, 3, 5, 12, tzinfo=UTC))

    page = signed_in(town.officer).get(reverse("hr_overview")).content.decode()
    for text in (
        "Gemeente Eigen",
        "2 medewerkers",
        "2 cursussen",
        "Bea Bezig",
        town.department.name,
        "Niet begonnen",
        "Bezig",
        "Afgerond",
        "5 maart 2026",
        "Heeft zich niet ingeschreven voor de cursus, en is niet te laat.",
        "50%",
    ):
        assert text in page, text


def test_the_export_links_keep_the_filters(town):
    make_course()
    page = signed_in(town.officer).get(reverse("hr_overview"), {"status": "not_started", "pagina": "1"})

    assert f'href="{reverse("hr_export_csv")}?status=not_started"' in page.content.decode()
    assert f'href="{reverse("hr_export_xlsx")}?status=not_started"' in page.content.decode()


def test_rows_come_in_pages_of_fifty_and_the_next_page_keeps_the_filters(town):
    make_course()
    for _ in range(60):
        make_member(town.organisation)
    client = signed_in(town.officer)

    first = client.get(reverse("hr_overview"), {"status": "not_started"})
    second = client.get(reverse("hr_overview"), {"status": "not_started", "pagina": "2"})
    assert len(first.context["page"].object_list) == 50
    assert len(second.context["page"].object_list) == 11
    assert 'href="?status=not_started&amp;pagina=2#personen"' in first.content.decode()


def test_without_people_or_courses_the_page_says_so(town):
    client = signed_in(town.officer)
    assert "Er zijn nog geen cursussen." in client.get(reverse("hr_overview")).content.decode()
    make_course()
    nobody = client.get(reverse("hr_overview"), {"name": "niemand heet zo"}).content.decode()
    assert "Niemand voldoet aan deze filters." in nobody


def _queries(user, **filters) -> int:
    client = signed_in(user)
    # The first look of a day at somebody is noted (hr/looks.py).
    client.get(reverse("hr_overview"), filters)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(reverse("hr_overview"), filters).status_code == 200
    return len(queries)


@pytest.mark.row("R11")
@pytest.mark.parametrize("filters", [{}, {"status": "busy"}, {"name": "Persoon"}])
def test_the_number_of_queries_is_the_same_for_ten_people_and_for_two_hundred(town, filters):
    courses = [make_course() for _ in range(3)]

    def grow(people: int) -> None:
        for number in range(people):
            person = make_member(town.organisation, town.department if number % 2 else town.below)
            enrol(person, courses[number % 3])
            finish(person, courses[(number + 1) % 3])

    grow(10)
    few = _queries(town.officer, **filters)
    grow(190)
    assert _queries(town.officer, **filters) == few
    assert few <= 20


@pytest.mark.row("R11")
def test_an_export_costs_the_same_queries_for_ten_people_and_for_two_hundred(town, django_assert_num_queries):
    course = make_course()
    selection = selection_of(town.officer)
    for _ in range(200):
        enrol(make_member(town.organisation, town.department), course)

    # The people, what the organisation asks, and their enrolments, completions and certificates.
    with django_assert_num_queries(5):
        assert len(list(all_rows(selection))) == 201


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    states=st.lists(st.lists(st.sampled_from(["none", "busy", "finished"]), min_size=2, max_size=2), max_size=6),
    status=st.sampled_from(["", *Status.values]),
)
def test_the_numbers_are_the_sum_of_the_rows_behind_them(transactional_town, states, status):
    town, courses = transactional_town
    Membership.objects.filter(organisation=town.organisation, role=Membership.Role.MEMBER).delete()
    for person_states in states:
        person = make_member(town.organisation, town.department)
        for course, state in zip(courses, person_states, strict=True):
            {"none": lambda *_: None, "busy": enrol, "finished": finish}[state](person, course)

    selection = selection_of(town.officer, status=status)
    numbers = summary(selection)
    rows = list(all_rows(selection))
    total = numbers.total
    assert numbers.people == len(states) + 1
    assert total.total == numbers.people * len(courses)
    expected = total.of(Status(status)) if status else total.total
    assert len(rows) == expected
    paginator = RowPaginator(selection, expected)
    assert [row for number in paginator.page_range for row in paginator.page(number)] == rows
    for course, counts in numbers.courses:
        of_course = [row.status for row in rows if row.course == course.title]
        for one in Status:
            assert of_course.count(one) == (counts.of(one) if status in ("", one) else 0)


@pytest.fixture
def transactional_town(home):
    return make_municipality(), [make_course("Een"), make_course("Twee")]


@given(not_started=st.integers(0, 9999), busy=st.integers(0, 9999), finished=st.integers(0, 9999))
def test_everyone_has_finished_exactly_at_a_hundred_per_cent(not_started, busy, finished):
    counts = Counts(not_started, busy, finished)

    assert 0 <= counts.percentage_finished <= 100
    assert (counts.percentage_finished == 100) == (counts.total > 0 and counts.finished == counts.total)
