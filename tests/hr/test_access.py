"""Every address of HR with everyone who might try it."""

import pytest
from django.urls import reverse

from people.models import Invitation, Membership
from tests.factories.courses import make_course
from tests.factories.hr import make_lead, make_municipality, signed_in
from tests.factories.people import make_department, make_member, make_user

pytestmark = pytest.mark.django_db

FILES = ["hr_export_csv", "hr_export_xlsx"]
REPORTS = ["hr_overview", "hr_matrix", *FILES]
ADDRESSES = [*REPORTS, "hr_dashboard", "hr_invite"]


@pytest.fixture
def town(home):
    make_course("De cursus")
    return make_municipality("Gemeente Eigen")


@pytest.mark.parametrize("name", ADDRESSES)
def test_a_visitor_is_sent_to_sign_in(client, town, name):
    response = client.get(reverse(name))

    assert response.status_code == 302
    assert response.url == f"{reverse('account_login')}?next={reverse(name)}"


@pytest.mark.parametrize("name", ADDRESSES)
def test_an_ordinary_civil_servant_finds_nothing(town, name):
    servant = make_member(town.organisation, town.department)

    assert signed_in(servant).get(reverse(name)).status_code == 404


@pytest.mark.parametrize("name", ADDRESSES)
def test_someone_without_an_organisation_finds_nothing(town, name):
    assert signed_in(make_user()).get(reverse(name)).status_code == 404


@pytest.mark.parametrize("name", ADDRESSES)
def test_an_administrator_finds_nothing_without_a_role_in_an_organisation(town, name):
    assert signed_in(make_user(is_superuser=True)).get(reverse(name)).status_code == 404


@pytest.mark.parametrize("name", ADDRESSES)
def test_the_own_hr_officer_is_let_in(town, name):
    assert signed_in(town.officer).get(reverse(name)).status_code == 200


@pytest.mark.parametrize("name", REPORTS)
def test_a_team_lead_is_let_in_to_the_reports(town, name):
    assert signed_in(make_lead(town.department)).get(reverse(name)).status_code == 200


def test_a_team_lead_invites_nobody(town):
    client = signed_in(make_lead(town.department))

    assert client.get(reverse("hr_invite")).status_code == 404
    assert client.post(reverse("hr_invite"), {"emails": "iemand@gemeente.example"}).status_code == 404
    assert not Invitation.objects.exists()


@pytest.mark.row("B29")
@pytest.mark.parametrize("name", REPORTS)
def test_reports_hold_the_own_people_and_nobody_else(town, name):
    other = make_municipality("Gemeente Ander")
    make_member(town.organisation, town.department, name="Eigen Collega")
    make_member(other.organisation, other.department, name="Vreemde Ander")
    client = signed_in(town.officer)

    text = text_of(client.get(reverse(name)))
    assert "Eigen Collega" in text
    for marker in ("Vreemde Ander", "Gemeente Ander", other.department.name, other.officer.name):
        assert marker not in text


@pytest.mark.parametrize("name", REPORTS)
def test_a_team_lead_of_another_department_sees_nobody_of_this_one(town, name):
    elsewhere = make_department(town.organisation, "Elders")
    lead = make_lead(elsewhere)
    make_member(town.organisation, town.department, name="Collega Hier")
    make_member(town.organisation, elsewhere, name="Collega Elders")

    text = text_of(signed_in(lead).get(reverse(name)))
    assert "Collega Elders" in text
    assert "Collega Hier" not in text
    assert town.department.name not in text


@pytest.mark.row("B29")
@pytest.mark.parametrize("name", REPORTS)
@pytest.mark.parametrize("filter_name", ["organisation", "department"])
def test_a_filter_of_another_municipality_is_as_unknown_as_one_that_does_not_exist(town, name, filter_name):
    other = make_municipality()
    make_member(other.organisation, other.department, name="Vreemde Ander")
    client = signed_in(town.officer)
    foreign = {"organisation": other.organisation.pk, "department": other.department.pk}[filter_name]

    answers = [client.get(reverse(name), {filter_name: value}, follow=True) for value in (foreign, 987654321)]
    assert [answer.status_code for answer in answers] == [200, 200]
    texts = [text_of(answer) for answer in answers]
    assert "Vreemde Ander" not in texts[0]
    refusals = [text.count("Het filter is niet toegepast.") for text in texts]
    # Once in the summary and once at the field; who has one organisation has no such filter at all.
    assert refusals == ([2, 2] if filter_name == "department" else [0, 0])


@pytest.mark.row("B30")
def test_a_role_that_was_taken_away_ends_with_the_next_request(town):
    client = signed_in(town.officer)
    assert client.get(reverse("hr_overview")).status_code == 200

    town.officer.memberships.update(role=Membership.Role.MEMBER)
    assert client.get(reverse("hr_overview")).status_code == 404


@pytest.mark.parametrize("name", REPORTS)
def test_reports_answer_to_nothing_but_get(town, name):
    assert signed_in(town.officer).post(reverse(name)).status_code == 405


@pytest.mark.parametrize("name", ADDRESSES)
def test_pages_with_personal_data_are_kept_by_no_cache(town, name):
    assert "no-store" in signed_in(town.officer).get(reverse(name))["Cache-Control"]


def text_of(response) -> str:
    content = b"".join(response.streaming_content) if response.streaming else response.content
    if content.startswith(b"PK"):
        from io import BytesIO

        from openpyxl import load_workbook

        sheet = load_workbook(BytesIO(content)).active
        return "\n".join(str(cell) for row in sheet.iter_rows(values_only=True) for cell in row)
    return content.decode()
