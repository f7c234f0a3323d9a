"""An HR officer keeps the register of contact moments of the own municipality, and exports it."""

import csv
import io
from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from guests import fair_play
from guests.models import ContactMoment, Enterprise
from people.models import Membership
from tests.factories.guests import make_enterprise, make_entrepreneur
from tests.factories.people import make_member, make_organisation

pytestmark = pytest.mark.django_db


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def town(home):
    return make_organisation()


@pytest.fixture
def officer(town):
    return make_member(town, role=Membership.Role.HR, name="Mira Post")


@pytest.fixture
def enterprise(home) -> Enterprise:
    return make_enterprise("Groenwerk", admitted=True)


def told(about, **changes):
    return {
        "happened_on": "2026-11-02",
        "enterprise": about.pk,
        "colleague": "Aleida ten Brink",
        "subject": "Kennismaking",
    } | changes


def lines_of(answer) -> list[list[str]]:
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text), delimiter=";"))


def make_line(town, officer, enterprise, subject="Kennismaking", day=date(2026, 11, 2)) -> ContactMoment:
    return fair_play.record(town, enterprise, day, "Aleida ten Brink", subject, officer)


def test_an_officer_records_who_spoke_with_whom(town, officer, enterprise):
    client = signed_in(officer)
    assert client.post(reverse("hr_contact_moments"), told(enterprise)).status_code == 302

    line = ContactMoment.objects.get()
    assert (line.organisation, line.enterprise_name, line.recorded_by) == (town, "Groenwerk", officer)
    page = client.get(reverse("hr_contact_moments")).content.decode()
    for words in ("Groenwerk", "Aleida ten Brink", "Kennismaking"):
        assert words in page


def test_another_municipality_neither_sees_nor_strikes_nor_exports_it(town, officer, enterprise):
    line = make_line(town, officer, enterprise, "Geheim onderwerp")
    stranger = signed_in(make_member(make_organisation(), role=Membership.Role.HR))

    assert "Geheim" not in stranger.get(reverse("hr_contact_moments")).content.decode()
    assert stranger.post(reverse("hr_contact_moment_strike", args=[line.pk])).status_code == 404
    assert len(lines_of(stranger.get(reverse("hr_contact_moments_csv")))) == 1
    line.refresh_from_db()
    assert line.struck_at is None


def test_a_line_cannot_be_put_in_the_register_of_another_municipality(town, officer, enterprise):
    other = make_organisation()

    signed_in(officer).post(reverse("hr_contact_moments"), told(enterprise, organisation=other.pk))

    assert ContactMoment.objects.get().organisation == town


def test_who_is_no_officer_comes_to_none_of_it(town, officer, enterprise, learner):
    line = make_line(town, officer, enterprise)
    lead = make_member(town, role=Membership.Role.TEAM_LEAD)
    for user in (learner, lead, make_member(town), make_entrepreneur(enterprise)):
        client = signed_in(user)
        assert client.get(reverse("hr_contact_moments")).status_code == 404
        assert client.post(reverse("hr_contact_moments"), told(enterprise)).status_code == 404
        assert client.get(reverse("hr_contact_moments_csv")).status_code == 404
        assert client.post(reverse("hr_contact_moment_strike", args=[line.pk])).status_code == 404
    assert ContactMoment.objects.count() == 1


def test_who_has_several_organisations_is_asked_which(town, officer, enterprise):
    second = make_organisation()
    make_member(second, role=Membership.Role.HR, user=officer)
    client = signed_in(officer)

    refused = client.post(reverse("hr_contact_moments"), told(enterprise))
    assert set(refused.context["form"].errors) == {"organisation"}
    client.post(reverse("hr_contact_moments"), told(enterprise, organisation=second.pk))
    assert ContactMoment.objects.get().organisation == second


@pytest.mark.parametrize(
    "wrong",
    [
        {"happened_on": ""},
        {"happened_on": "gisteren"},
        {"happened_on": (timezone.localdate() + timedelta(days=2)).isoformat()},
        {"enterprise": ""},
        {"colleague": " "},
        {"subject": ""},
        {"subject": "x" * 301},
    ],
)
def test_what_was_typed_is_kept_when_something_is_wrong(officer, enterprise, wrong):
    page = signed_in(officer).post(reverse("hr_contact_moments"), told(enterprise, **wrong))

    assert set(page.context["form"].errors) == set(wrong)
    assert str(page.context["form"]["colleague"].value()) == (wrong.get("colleague", "Aleida ten Brink"))
    assert not ContactMoment.objects.exists()


def test_an_enterprise_that_is_not_admitted_is_not_named_to_officers(officer):
    hidden = make_enterprise("Nog niet toegelaten")
    client = signed_in(officer)

    assert "Nog niet" not in client.get(reverse("hr_contact_moments")).content.decode()
    assert client.post(reverse("hr_contact_moments"), told(hidden)).context["form"].errors["enterprise"]


def test_a_wrong_line_is_struck_out_once_and_stays(town, officer, enterprise):
    line = make_line(town, officer, enterprise)
    client = signed_in(officer)

    for _time in range(2):
        assert client.post(reverse("hr_contact_moment_strike", args=[line.pk])).status_code == 302

    line.refresh_from_db()
    struck_at = line.struck_at
    assert "<s>Groenwerk</s>" in client.get(reverse("hr_contact_moments")).content.decode()
    assert lines_of(client.get(reverse("hr_contact_moments_csv")))[1][7] == timezone.localdate(struck_at).isoformat()


def test_the_file_has_every_line_and_runs_in_no_spreadsheet(town, officer, enterprise):
    make_line(town, officer, enterprise, '=HYPERLINK("http://kwaad.example")')

    answer = signed_in(officer).get(reverse("hr_contact_moments_csv"))

    _headings, line = lines_of(answer)
    assert answer["Content-Disposition"].endswith('.csv"')
    assert "no-store" in answer["Cache-Control"]
    assert line[:5] == [
        town.name,
        "2026-11-02",
        "Groenwerk",
        "Aleida ten Brink",
        '\'=HYPERLINK("http://kwaad.example")',
    ]
    assert line[6] == "Mira Post"


def test_a_line_outlives_the_enterprise(town, officer, enterprise):
    line = make_line(town, officer, enterprise)
    enterprise.delete()

    line.refresh_from_db()
    assert (line.enterprise, line.enterprise_name) == (None, "Groenwerk")


def test_after_three_years_a_line_is_removed(town, officer, enterprise):
    today = timezone.localdate()
    make_line(town, officer, enterprise, "Oud", today - timedelta(days=3 * 366 + 5))
    make_line(town, officer, enterprise, "Nieuw", today - timedelta(days=3 * 365 - 5))

    assert fair_play.forget_old_contact_moments() == 1
    assert ContactMoment.objects.get().subject == "Nieuw"


def test_reading_the_register_takes_as_many_queries_for_one_line_as_for_ten(
    town, officer, enterprise, django_assert_num_queries
):
    client = signed_in(officer)
    make_line(town, officer, enterprise)
    client.get(reverse("hr_contact_moments"))
    with django_assert_num_queries(1):
        list(fair_play.contact_moments_of([town.pk]))
    for _number in range(9):
        make_line(town, officer, enterprise)
    with django_assert_num_queries(1):
        [line.organisation.name for line in fair_play.contact_moments_of([town.pk])]


@given(day=st.dates(date(2024, 1, 1), date(2040, 12, 31)))
def test_a_line_is_kept_three_years_at_least(day):
    last_kept = fair_play.forgotten_before(day)

    assert timedelta(days=3 * 365) <= day - last_kept <= timedelta(days=3 * 365 + 1 + 3)
