"""Everybody reads who looked at their own data, and nobody reads it of anyone else."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from lxml import html

from hr.looks import note_looks
from hr.models import Look, LookAt, WorksCouncilDecision
from tests.factories.courses import make_course
from tests.factories.hr import make_lead, make_municipality, signed_in
from tests.factories.people import make_member

pytestmark = [pytest.mark.django_db, pytest.mark.row("P14")]
ADDRESS = "/mijn-leren/wie-zag-mijn-gegevens/"


@pytest.fixture
def town(home):
    make_course("De cursus")
    return make_municipality("Gemeente Eigen")


@pytest.fixture
def person(town):
    return make_member(town.organisation, town.department, name="Bekeken Persoon")


def rows(user) -> list[list[str]]:
    page = html.fromstring(signed_in(user).get(ADDRESS).content)
    found = page.xpath("//tbody/tr")
    return [[" ".join(cell.text_content().split()) for cell in row.xpath("th|td")] for row in found]


def look(by, person, kind=Look.Kind.LIST) -> None:
    note_looks(by, kind, {person.memberships.get().organisation_id: {person.pk}})


def test_it_says_when_who_where_and_what_was_to_be_seen(town, person):
    signed_in(town.officer).get(reverse("hr_overview"))
    [(_day, who, where, seen)] = rows(person)
    assert who == f"{town.officer} HR-medewerker, Gemeente Eigen"
    assert where == "Voortgang van mensen"
    assert seen == "Naam, Afdeling, Cursus, Status, Uiterste datum, Afgerond op, Geldig tot en met"


def test_a_team_lead_is_named_as_such(town, person):
    lead = make_lead(town.department)
    look(lead, person)
    assert "Leidinggevende" in rows(person)[0][1]


def test_the_latest_is_on_top(town, person):
    for days, kind in ((3, Look.Kind.LIST), (0, Look.Kind.EXPORT), (9, Look.Kind.BUNDLE)):
        look(town.officer, person, kind)
        Look.objects.filter(kind=kind).update(day=timezone.localdate() - timedelta(days=days))
    assert [row[2] for row in rows(person)] == [
        "Bestand met de voortgang van mensen",
        "Voortgang van mensen",
        "Bestand met certificaten",
    ]


def test_colleague_outsider_and_officer_read_only_their_own(town, person):
    look(town.officer, person)
    outsider = make_municipality().officer
    for user in (make_member(town.organisation, town.department), outsider, town.officer):
        text = signed_in(user).get(ADDRESS).content.decode()
        assert "Niemand heeft uw gegevens bekeken" in text
        assert "Bekeken Persoon" not in text


def test_a_visitor_signs_in_first(town):
    assert Client().get(ADDRESS).status_code == 302


def test_nobody_posts_and_no_cache_keeps_it(town, person):
    assert signed_in(person).post(ADDRESS).status_code == 405
    assert "no-store" in signed_in(person).get(ADDRESS)["Cache-Control"]


def test_who_left_still_reads_it(town, person):
    look(town.officer, person)
    person.memberships.update(ended_on=timezone.localdate())
    assert len(rows(person)) == 1


def test_an_officer_without_account_stays_an_officer(town, person):
    look(town.officer, person)
    town.officer.delete()
    assert rows(person)[0][1] == "Iemand van wie het account is verwijderd HR-medewerker, Gemeente Eigen"


def test_fifty_stand_on_a_page(town, person):
    looks = [
        Look(
            by=town.officer,
            role="hr",
            organisation=town.organisation,
            kind=Look.Kind.LIST,
            day=timezone.localdate() - timedelta(days=days),
        )
        for days in range(60)
    ]
    LookAt.objects.bulk_create([LookAt(look=one, user=person) for one in Look.objects.bulk_create(looks)])
    client = signed_in(person)
    client.get(ADDRESS)
    assert len(rows(person)) == 50
    assert len(html.fromstring(client.get(f"{ADDRESS}?pagina=2").content).xpath("//tbody/tr")) == 10

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            client.get(ADDRESS)
        return len(captured)

    many = queries()
    LookAt.objects.filter(look__day__lt=timezone.localdate()).delete()
    assert queries() == many


def test_it_says_where_a_works_council_agreed_to_scores(town, person):
    WorksCouncilDecision.objects.create(
        organisation=make_municipality("Gemeente Ander").organisation,
        reference="OR-ANDERS",
        decided_on=timezone.localdate(),
    )
    assert "OR-" not in signed_in(person).get(ADDRESS).content.decode()
    WorksCouncilDecision.objects.create(
        organisation=town.organisation, reference="OR-12", decided_on=timezone.localdate()
    )
    text = signed_in(person).get(ADDRESS).content.decode()
    assert "(OR-12)" in text
    assert "OR-ANDERS" not in text
    signed_in(town.officer).get(reverse("hr_overview"))
    assert rows(person)[0][3].endswith("Score (percentage)")


def test_my_learning_and_my_details_lead_to_it(town, person):
    for name in ("my_learning", "my_details"):
        assert f'href="{ADDRESS}"' in signed_in(person).get(reverse(name)).content.decode()
