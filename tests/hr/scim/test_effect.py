"""What the identity provider says, and what comes of it for memberships."""

import json

import pytest
from allauth.account.models import EmailAddress
from django.test import Client
from django.utils import timezone

from hr.models import ApiScope, ScimRecord
from people.models import Department, EmailDomain, JobTitle, Membership, User
from tests.factories.api import Program
from tests.factories.hr import make_lead, make_municipality, signed_in
from tests.factories.people import make_member, make_user

pytestmark = pytest.mark.django_db
PREFIX = "/api/scim/v2"
USER, GROUP = "urn:ietf:params:scim:schemas:core:2.0:User", "urn:ietf:params:scim:schemas:core:2.0:Group"
ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"
PATCH = "urn:ietf:params:scim:api:messages:2.0:PatchOp"


class Directory(Program):
    """The identity provider of a municipality."""

    def __init__(self, town) -> None:
        super().__init__(town, ApiScope.SCIM)

    def ask(self, method: str, path: str, body: dict | str | None = None):
        content = body if isinstance(body, str) else json.dumps(body or {})
        headers = {"Authorization": f"Bearer {self.secret}"}
        return Client().generic(method, f"{PREFIX}{path}", content, "application/scim+json", headers=headers)

    def add(self, address: str, **fields) -> str:
        """The id of a new person."""
        body = {"schemas": [USER, ENTERPRISE], "userName": address, **fields}
        response = self.ask("POST", "/Users", body)
        assert response.status_code == 201, response.content
        return response.json()["id"]

    def change(self, public_id: str, path: str, value, folder: str = "Users"):
        operations = [{"op": "replace", "path": path, "value": value}]
        return self.ask("PATCH", f"/{folder}/{public_id}", {"schemas": [PATCH], "Operations": operations})


@pytest.fixture
def town(home):
    town = make_municipality("Gemeente Eigen")
    EmailDomain.objects.create(organisation=town.organisation, domain="eigen.example")
    return town


@pytest.fixture
def directory(town):
    return Directory(town)


def membership_of(town, address: str) -> Membership | None:
    return Membership.objects.current().filter(organisation=town.organisation, user__email=address).first()


def test_somebody_new_works_here_from_then_on_and_proves_the_address_first(town, directory):
    directory.add(
        "Sanne@eigen.example",
        displayName="Sanne de Vries",
        title="Inkoper",
        **{ENTERPRISE: {"employeeNumber": "0042", "department": town.department.name.upper()}},
    )
    membership = membership_of(town, "sanne@eigen.example")
    assert membership.department == town.department
    assert (membership.personnel_number, str(membership.job_title)) == ("0042", "Inkoper")
    assert membership.role == Membership.Role.MEMBER
    assert membership.user.name == "Sanne de Vries"
    assert not membership.user.has_usable_password()
    assert not EmailAddress.objects.get(user=membership.user).verified


@pytest.mark.parametrize("address", ["iemand@elders.example", "geenadres", "@eigen.example", "x@sub.eigen.example"])
def test_an_address_that_proves_nothing_makes_nobody_a_member(town, directory, address):
    somebody = make_user(email="iemand@elders.example")
    public_id = directory.add(address)
    assert not Membership.objects.filter(user=somebody).exists()
    assert not User.objects.filter(email=address).exclude(pk=somebody.pk).exists()
    record = ScimRecord.objects.get(public_id=public_id)
    assert record.membership is None
    record.organisation.refresh_from_db()


def test_who_works_here_already_is_recognised_by_any_proven_address(town, directory):
    user = make_member(town.organisation)
    EmailAddress.objects.create(user=user, email="prive@elders.example", verified=True)
    directory.add("prive@elders.example", title="Adviseur")
    assert str(user.memberships.get().job_title) == "Adviseur"


def test_the_name_of_who_signed_in_stays_as_written(town, directory):
    user = make_member(town.organisation, name="Zoals op mijn certificaat")
    User.objects.filter(pk=user.pk).update(last_login=timezone.now())
    directory.add(user.email, displayName="VRIES DE S.")
    user.refresh_from_db()
    assert user.name == "Zoals op mijn certificaat"


def test_who_is_no_longer_active_is_ended_and_may_come_back(town, directory):
    public_id = directory.add("sanne@eigen.example")
    first = membership_of(town, "sanne@eigen.example")
    assert directory.change(public_id, "active", False).status_code == 200
    first.refresh_from_db()
    assert first.ended_on == timezone.localdate()
    assert User.objects.filter(email="sanne@eigen.example").exists()

    directory.change(public_id, "active", True)
    again = membership_of(town, "sanne@eigen.example")
    assert again is not None
    assert again != first


@pytest.mark.row("B10")
def test_who_is_no_longer_active_there_is_signed_out_here_at_the_next_request(town, directory):
    public_id = directory.add("sanne@eigen.example")
    client = signed_in(User.objects.get(email="sanne@eigen.example"))
    assert client.get("/mijn-gegevens/").status_code == 200
    directory.change(public_id, "active", False)
    assert client.get("/mijn-gegevens/").status_code == 302


def test_who_is_removed_is_ended_and_an_hr_officer_never_is(town, directory):
    public_id, officer_id = directory.add("sanne@eigen.example"), directory.add(town.officer.email)
    for one in (public_id, officer_id):
        assert directory.ask("DELETE", f"/Users/{one}").status_code == 204
        assert directory.ask("GET", f"/Users/{one}").status_code == 404
    assert membership_of(town, "sanne@eigen.example") is None
    assert membership_of(town, town.officer.email).role == Membership.Role.HR


def test_a_team_lead_keeps_the_department_that_an_administrator_gave(town, directory):
    lead = make_lead(town.department)
    directory.add(lead.email, **{ENTERPRISE: {"department": "Iets anders"}})
    assert lead.memberships.get().department == town.department


def test_a_number_of_somebody_else_is_refused_and_nothing_is_kept(town, directory):
    directory.add("een@eigen.example", **{ENTERPRISE: {"employeeNumber": "7"}})
    body = {"schemas": [USER, ENTERPRISE], "userName": "twee@eigen.example", ENTERPRISE: {"employeeNumber": "7"}}
    response = directory.ask("POST", "/Users", body)
    assert (response.status_code, response.json()["scimType"]) == (409, "uniqueness")
    assert membership_of(town, "twee@eigen.example") is None
    assert ScimRecord.objects.count() == 1


def test_a_group_is_the_department_of_who_has_none(town, directory):
    placed = directory.add("een@eigen.example", **{ENTERPRISE: {"department": "Inkoop"}})
    free = directory.add("twee@eigen.example")
    body = {"schemas": [GROUP], "displayName": "Wonen", "members": [{"value": placed}, {"value": free}]}
    group = directory.ask("POST", "/Groups", body).json()["id"]
    assert str(membership_of(town, "een@eigen.example").department) == "Inkoop"
    assert str(membership_of(town, "twee@eigen.example").department) == "Wonen"

    assert directory.ask("DELETE", f"/Groups/{group}").status_code == 204
    assert membership_of(town, "twee@eigen.example").department is None
    assert Department.objects.filter(name="Wonen").exists()


def test_people_are_found_by_their_user_name_and_page_by_page(town, directory):
    for number in range(5):
        directory.add(f"persoon{number}@eigen.example")
    found = directory.ask("GET", '/Users?filter=userName eq "Persoon3@eigen.example"').json()
    assert [one["userName"] for one in found["Resources"]] == ["persoon3@eigen.example"]
    page = directory.ask("GET", "/Users?startIndex=4&count=2").json()
    assert (page["totalResults"], len(page["Resources"]), page["startIndex"]) == (5, 2, 4)


def test_what_a_directory_knows_beside_that_is_not_kept(town, directory):
    directory.add("sanne@eigen.example", nickName="San", phoneNumbers=[{"value": "0612345678"}])
    kept = json.dumps(ScimRecord.objects.get().document)
    assert "0612345678" not in kept
    assert "San" not in kept


def test_another_municipality_finds_and_changes_nothing(town, directory):
    public_id = directory.add("sanne@eigen.example")
    stranger = Directory(make_municipality("Gemeente Anders"))
    assert stranger.ask("GET", "/Users").json()["totalResults"] == 0
    for method in ("GET", "PUT", "DELETE"):
        body = {"schemas": [USER], "userName": "x"} if method == "PUT" else None
        assert stranger.ask(method, f"/Users/{public_id}", body).status_code == 404
    assert stranger.change(public_id, "active", False).status_code == 404
    assert membership_of(town, "sanne@eigen.example") is not None


@pytest.mark.parametrize("body", ["", "geen json", "[]", "{}", '{"schemas": [], "userName": 3}', '"\\ud800"'])
def test_what_is_no_person_is_refused_in_words_of_the_protocol(town, directory, body):
    response = directory.ask("POST", "/Users", body)
    assert response.status_code == 400
    assert response["Content-Type"] == "application/scim+json"
    assert response.json()["schemas"] == ["urn:ietf:params:scim:api:messages:2.0:Error"]
    assert not ScimRecord.objects.exists()


def test_only_a_token_for_it_opens_it(town, directory):
    reading = Program(town, ApiScope.PEOPLE, ApiScope.COMPLETIONS)
    for secret, status in ((reading.secret, 403), ("ldl_fout", 401), ("", 401)):
        response = Client().get(f"{PREFIX}/Users", headers={"Authorization": f"Bearer {secret}"})
        assert (response.status_code, response.json()["status"]) == (status, str(status))
    assert directory.get("/people").status_code == 403


def test_job_titles_and_departments_are_not_made_twice(town, directory):
    directory.add("een@eigen.example", title="Inkoper", **{ENTERPRISE: {"department": "Inkoop"}})
    directory.add("twee@eigen.example", title="INKOPER", **{ENTERPRISE: {"department": "inkoop"}})
    assert JobTitle.objects.filter(organisation=town.organisation).count() == 1
    assert Department.objects.filter(organisation=town.organisation, name__iexact="inkoop").count() == 1
