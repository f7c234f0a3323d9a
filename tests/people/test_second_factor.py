"""Administrators, editors and HR officers work with a second step only; everybody learns without."""

import pytest
from django.contrib.auth.models import Group
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from people.models import Membership, User
from people.roles import PlatformRole, sync_roles
from people.second_factor import has_second_factor
from tests.access.addresses import every_address
from tests.factories.hr import make_lead, make_municipality, signed_in
from tests.factories.people import PASSWORD, make_user
from tests.factories.second_step import code_of, give_app, sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.row("B2")]

WORK = ("/admin/", "/beheer/", "/hr/", "/api/", "/studio/", "/aanbestedingen/", "/ontmoetingen/")
LEARNING = ("/", "/mijn-leren/", "/accounts/", "/mijn-gegevens/", "/sessies/", "/mijn-leren/leeroverzicht/")


@pytest.fixture(autouse=True)
def asked_for(settings):
    settings.SECOND_FACTOR_REQUIRED = True


@pytest.fixture
def town(home):
    return make_municipality()


def make_editor() -> User:
    sync_roles()
    editor = make_user()
    editor.groups.add(Group.objects.get(name=PlatformRole.EDITOR))
    return editor


def make_privacy_officer() -> User:
    sync_roles()
    officer = make_user()
    officer.groups.add(Group.objects.get(name=PlatformRole.PRIVACY_OFFICER))
    return officer


def everywhere_at_work() -> list[str]:
    """Every address of the site where work for others is done, with 1 for each argument."""
    paths = {
        address.path % dict.fromkeys(address.arguments, "1")
        for address in every_address()
        if address.path.startswith(WORK)
    }
    return sorted(paths)


@pytest.mark.once
def test_without_a_second_step_every_address_of_the_work_leads_to_setting_it_up(town):
    addresses = everywhere_at_work()
    assert len(addresses) > 250
    for person in (make_user(is_superuser=True), make_editor(), make_privacy_officer(), town.officer):
        client = signed_in(person)
        answers = {path: client.get(path) for path in addresses}
        open_ones = [path for path, answer in answers.items() if answer.get("Location") != reverse("mfa_index")]
        assert open_ones == []


def test_what_a_page_asks_by_itself_exports_and_forms_are_held_back_too(town):
    client = signed_in(town.officer)
    for path in ("/hr/", "/hr/export/", "/admin/api/main/pages/"):
        for send in (client.get, client.post):
            for headers in ({"X-Requested-With": "XMLHttpRequest"}, {"Accept": "application/json"}):
                answer = send(path, headers=headers)
                assert (answer.status_code, answer["Location"]) == (302, reverse("mfa_index"))


def test_nothing_of_the_work_shows_or_is_kept_on_the_way(town):
    answer = signed_in(town.officer).get("/hr/")
    assert answer.content == b""
    assert "no-store" in answer["Cache-Control"]


def test_ones_own_learning_asks_for_nothing(town):
    for person in (make_user(is_superuser=True), make_editor(), make_privacy_officer(), town.officer):
        client = signed_in(person)
        assert [path for path in LEARNING if client.get(path).status_code != 200] == []


def test_learners_and_team_leads_are_not_asked(town):
    lead = make_lead(town.department)
    assert signed_in(lead).get("/hr/").status_code == 200
    assert signed_in(make_user()).get("/hr/").status_code == 404
    assert Client().get("/hr/").url.startswith(reverse("account_login"))


def test_who_signed_in_with_a_second_step_works(town):
    secret = give_app(town.officer)
    client = sign_in(town.officer)
    assert client.get("/hr/").url.startswith(reverse("account_login"))

    answer = client.post(reverse("mfa_authenticate"), {"code": code_of(secret)})

    assert answer.status_code == 302
    assert client.get("/hr/").status_code == 200


def test_a_password_alone_is_not_enough_for_who_has_a_second_step(town):
    give_app(town.officer)
    client = signed_in(town.officer)
    assert client.get("/hr/").url.startswith(reverse("mfa_reauthenticate"))


def test_who_did_the_second_step_at_the_municipality_works(town):
    client = signed_in(town.officer)
    session = client.session
    session["single_sign_on"] = {"second_factor": True}
    session.save()
    assert client.get("/hr/").status_code == 200


def test_who_gave_no_second_step_at_the_municipality_gives_one_here(town):
    client = signed_in(town.officer)
    session = client.session
    session["single_sign_on"] = {"second_factor": False}
    session.save()
    assert client.get("/hr/").url == reverse("mfa_index")


def test_the_last_administrator_is_helped_on_the_server(town, capsys):
    give_app(town.officer)
    client = signed_in(town.officer)
    call_command("forget_second_step", town.officer.email.upper())
    assert not has_second_factor(town.officer)
    assert client.get("/mijn-leren/").status_code == 302
    assert town.officer.email in capsys.readouterr().out


def test_an_address_without_account_is_said(db):
    with pytest.raises(CommandError, match=r"niemand@elders\.example"):
        call_command("forget_second_step", "niemand@elders.example")


def test_a_new_officer_is_asked_from_the_next_request_on(town):
    person = make_user()
    client = signed_in(person)
    assert client.get("/hr/").status_code == 404
    Membership.objects.create(user=person, organisation=town.organisation, role=Membership.Role.HR)
    assert client.get("/hr/").url == reverse("mfa_index")


@pytest.mark.django_db(transaction=True)
def test_who_sets_it_up_goes_on_to_where_they_were_going(home):
    town = make_municipality()
    client = sign_in(town.officer)
    client.get("/hr/?status=late")
    assert reverse("mfa_activate_totp") in client.get(reverse("mfa_index")).text
    again = reverse("account_reauthenticate")
    assert client.get(reverse("mfa_activate_totp")).url.startswith(again)
    client.post(again, {"password": PASSWORD})
    secret = client.get(reverse("mfa_activate_totp")).context["form"].secret

    answer = client.post(reverse("mfa_activate_totp"), {"code": code_of(secret)}, follow=True)

    assert 'href="/hr/?status=late"' in answer.text
    assert client.get("/hr/").status_code == 200
    assert "status=late" not in client.get(reverse("mfa_index")).text


def test_on_ones_own_machine_the_demonstration_asks_for_nothing(town, settings):
    settings.SECOND_FACTOR_REQUIRED = False
    assert signed_in(town.officer).get("/hr/").status_code == 200
