"""One door: allauth. The others show no password form and let nobody in (row B1)."""

import pytest
from django.test import Client
from django.urls import reverse

from people.models import User
from people.roles import PlatformRole, sync_roles
from tests.access.addresses import every_address
from tests.factories.hr import signed_in
from tests.factories.people import PASSWORD, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.row("B1")]

DOORS = [
    "/admin/login/",
    "/_util/login/",
    "/django-admin/login/",
    "/django-admin/",
    "/admin/password_reset/",
    "/admin/password_reset/done/",
    "/admin/password_reset/confirm/MQ/set-password/",
    "/admin/password_reset/complete/",
    "/_util/authenticate_with_password/1/1/",
]


@pytest.fixture
def editor(home) -> User:
    from django.contrib.auth.models import Group

    sync_roles()
    editor = make_user()
    editor.groups.add(Group.objects.get(name=PlatformRole.EDITOR))
    return editor


@pytest.mark.parametrize("address", DOORS)
def test_a_closed_door_shows_no_password_form(client, home, address):
    response = client.get(address)

    assert response.status_code in (301, 302, 404)
    assert b'type="password"' not in response.content
    if response.status_code == 302:
        assert response.url.partition("?")[0] == reverse("account_login")


@pytest.mark.parametrize("address", DOORS)
def test_a_closed_door_opens_for_no_password(client, home, address):
    user = make_user(is_superuser=True)
    client.post(
        address, {"username": user.email, "email": user.email, "login": user.email, "password": PASSWORD, "next": "/"}
    )

    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("address", DOORS)
def test_who_is_signed_in_finds_no_password_form_there_either(home, address):
    response = signed_in(make_user()).get(address)

    assert b'type="password"' not in response.content


def test_a_reset_asked_at_the_closed_door_sends_no_mail(client, home, mailoutbox):
    user = make_user(is_superuser=True)
    client.post("/admin/password_reset/", {"email": user.email})

    assert mailoutbox == []


def test_the_open_door_works(client, home):
    user = make_user()
    client.post(reverse("account_login"), {"login": user.email, "password": PASSWORD})

    assert client.session["_auth_user_id"] == str(user.pk)


def test_a_visitor_of_the_admin_is_sent_to_the_one_door(client, home):
    response = client.get("/admin/")

    assert response.status_code == 302
    assert response.url.partition("?")[0] == reverse("account_login")


@pytest.mark.parametrize("address", ["/admin/", "/admin/pages/", "/admin/users/", "/admin/account/"])
def test_a_learner_does_not_enter_the_admin(as_learner, address):
    response = as_learner.get(address)

    assert response.status_code in (302, 404)
    assert not response.get("Location", "/").startswith("/admin/pages")


def test_an_entrepreneur_does_not_enter_the_admin(editor):
    from django.contrib.auth.models import Group

    entrepreneur = make_user()
    entrepreneur.groups.add(Group.objects.get(name=PlatformRole.ENTREPRENEUR))

    assert signed_in(entrepreneur).get("/admin/").status_code in (302, 404)


def test_an_editor_works_in_the_admin(editor, home):
    client = signed_in(editor)

    assert client.get("/admin/").status_code == 200
    assert client.get(f"/admin/pages/{home.pk}/edit/").status_code == 200


def test_the_account_page_of_the_admin_changes_neither_password_nor_address(editor):
    page = signed_in(editor).get("/admin/account/").content.decode()

    assert 'type="password"' not in page
    assert 'type="email"' not in page


@pytest.mark.indexed
@pytest.mark.once
def test_no_address_of_the_site_shows_a_field_for_a_password_outside_the_one_door(home):
    """Each address with 1 for its arguments, as a visitor, a learner and an administrator."""
    paths = sorted({one.path % dict.fromkeys(one.arguments, "1") for one in every_address()})
    assert len(paths) > 500
    shown = set()
    for client in (Client(), signed_in(make_user()), signed_in(make_user(is_superuser=True))):
        client.raise_request_exception = False
        for path in paths:
            if path.startswith("/accounts/logout"):
                continue
            answer = client.get(path)
            if not answer.streaming and b'type="password"' in answer.content:
                shown.add(path)
    # There an administrator types the secret that a provider knows this platform by; nobody signs in with it.
    of_the_platform = {"/admin/identityprovider/new/"}
    assert {path for path in shown if not path.startswith("/accounts/")} == of_the_platform
    assert {"/accounts/login/", "/accounts/signup/", "/accounts/password/change/"} <= shown
