"""Whoever sees data of people leaves a row, once a day, and more people cost no more queries."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from hr.bundles import ask, make_bundles
from hr.looks import note_looks, note_pairs
from hr.models import Look, LookAt
from people.privacy.retention import retain
from tests.factories.certificates import make_certificate
from tests.factories.courses import make_course
from tests.factories.evidence import make_evidence
from tests.factories.hr import finish, make_lead, make_municipality, signed_in
from tests.factories.people import make_member

pytestmark = [pytest.mark.django_db, pytest.mark.row("P14")]


@pytest.fixture
def town(home):
    return make_municipality("Gemeente Eigen")


@pytest.fixture
def course(home):
    return make_course("De cursus")


@pytest.fixture
def colleague(town):
    return make_member(town.organisation, town.below, name="Kees Collega")


def kinds(user) -> set:
    return set(LookAt.objects.filter(user=user).values_list("look__kind", flat=True))


@pytest.mark.parametrize(
    ("name", "kind"), [("hr_overview", "list"), ("hr_export_csv", "export"), ("hr_export_xlsx", "export")]
)
def test_a_screen_or_file_with_names_says_who_looked(town, course, colleague, name, kind):
    response = signed_in(town.officer).get(reverse(name))
    response.getvalue()
    look = Look.objects.get()
    assert (look.by, look.organisation, look.kind, look.role) == (town.officer, town.organisation, kind, "hr")
    assert (look.day, look.with_scores) == (timezone.localdate(), False)
    assert [at.user for at in look.at.all()] == [colleague]


def test_a_team_lead_looks_as_team_lead_and_at_nobody_else(town, course, colleague):
    elsewhere = make_member(town.organisation)
    lead = make_lead(town.department)
    signed_in(lead).get(reverse("hr_overview"))
    assert Look.objects.get().role == "team_lead"
    assert kinds(colleague) == {"list"}
    assert kinds(elsewhere) == kinds(lead) == set()


def test_only_who_is_on_the_page_or_in_the_file_was_looked_at(town, course, colleague):
    done = make_member(town.organisation, name="Klaar")
    finish(done, course)
    for name in ("hr_overview", "hr_export_csv"):
        signed_in(town.officer).get(reverse(name), {"status": "finished"}).getvalue()
    assert kinds(done) == {"list", "export"}
    assert kinds(colleague) == set()


def test_evidence_is_looked_at_in_the_list_and_one_by_one(town, colleague):
    evidence = make_evidence(colleague)
    for address in (reverse("hr_evidence"), reverse("hr_evidence_one", args=[evidence.pk])):
        LookAt.objects.all().delete()
        signed_in(town.officer).get(address)
        assert kinds(colleague) == {"evidence"}


def test_certificates_as_a_file_are_a_look_at_their_holders(town, colleague):
    make_certificate(colleague)
    ask(town.officer, town.organisation, None)
    assert make_bundles() == 1
    assert kinds(colleague) == {"bundle"}


def test_checking_whom_to_award_is_a_look(town, course, colleague):
    fields = {
        "course": str(course.translation_key),
        "finished_on": timezone.localdate().isoformat(),
        "emails": colleague.email,
        "reason": "Presentielijst",
    }
    signed_in(town.officer).post(reverse("hr_award"), fields)
    assert kinds(colleague) == {"award"}


def test_looking_at_oneself_is_no_look(town, course):
    signed_in(town.officer).get(reverse("hr_overview"))
    assert not Look.objects.exists()


def test_looking_again_that_day_writes_nothing(town, course, colleague):
    client = signed_in(town.officer)
    client.get(reverse("hr_overview"))
    with CaptureQueriesContext(connection) as captured:
        client.get(reverse("hr_overview"))
    assert [query["sql"] for query in captured if query["sql"].startswith("INSERT")] == []
    assert LookAt.objects.count() == 1


def test_the_next_day_is_another_look(town, colleague):
    note_looks(town.officer, Look.Kind.LIST, {town.organisation.pk: {colleague.pk}})
    Look.objects.update(day=timezone.localdate() - timedelta(days=1))
    note_looks(town.officer, Look.Kind.LIST, {town.organisation.pk: {colleague.pk}})
    assert LookAt.objects.filter(user=colleague).count() == 2


def test_who_was_not_shown_before_is_added_to_the_look_of_that_day(town, colleague):
    other = make_member(town.organisation)
    for users in ({colleague.pk}, {colleague.pk, other.pk}):
        note_looks(town.officer, Look.Kind.LIST, {town.organisation.pk: users})
    assert Look.objects.count() == 1
    assert {at.user for at in LookAt.objects.all()} == {colleague, other}


def test_ten_people_cost_as_many_queries_as_two_hundred(town):
    def queries(count) -> int:
        people = {make_member(town.organisation).pk for _number in range(count)}
        with CaptureQueriesContext(connection) as captured:
            note_looks(town.officer, Look.Kind.LIST, {town.organisation.pk: people})
        return len(captured)

    assert queries(10) == queries(200)


def test_pairs_of_two_organisations_are_two_looks(town, colleague):
    other = make_municipality()
    make_member(other.organisation, user=colleague)
    note_pairs(town.officer, Look.Kind.EXPORT, [(one.organisation.pk, colleague.pk) for one in (town, other)])
    assert {look.organisation for look in Look.objects.all()} == {town.organisation, other.organisation}


@pytest.mark.django_db(transaction=True)
def test_two_requests_at_once_note_one_look(home):
    town = make_municipality()
    people = {make_member(town.organisation).pk for _number in range(20)}
    start = Barrier(2)

    def look(_number) -> None:
        start.wait()
        try:
            note_looks(town.officer, Look.Kind.LIST, {town.organisation.pk: people})
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(look, range(2)))
    assert (Look.objects.count(), LookAt.objects.count()) == (1, 20)


def test_looks_are_forgotten_after_a_year(town, colleague):
    note_looks(town.officer, Look.Kind.LIST, {town.organisation.pk: {colleague.pk}})
    Look.objects.update(day=timezone.localdate() - timedelta(days=365))
    assert retain().counts["looks"] == 0
    Look.objects.update(day=timezone.localdate() - timedelta(days=366))
    assert retain().counts["looks"] == 1
    assert not LookAt.objects.exists()
