"""Session and account are read at each request: what changed counts at the very next one."""

import pytest
from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from people.models import Membership, User
from people.sessions import end_all_sessions
from tests.factories.people import make_member, make_organisation, make_user
from tests.factories.second_step import sign_in

pytestmark = pytest.mark.django_db

PAGE = "/mijn-gegevens/"


@pytest.fixture
def person(home) -> User:
    return make_user(name="Sanne de Vries")


@pytest.fixture
def client(person):
    client = sign_in(person)
    assert client.get(PAGE).status_code == 200
    return client


def is_signed_out(client) -> bool:
    response = client.get(PAGE)
    return response.status_code == 302 and "/accounts/login/" in response["Location"]


def change(person: User, **fields) -> None:
    """Behind the back of everything in memory, as another process does."""
    User.objects.filter(pk=person.pk).update(**fields)


@pytest.mark.row("B11")
def test_a_closed_account_is_out_and_stays_out_when_it_is_opened_again(client, person):
    change(person, is_active=False)
    assert is_signed_out(client)
    change(person, is_active=True)
    assert is_signed_out(client)


@pytest.mark.row("B11")
def test_another_password_ends_it(client, person):
    other = User(password="")
    other.set_password("een-heel-nieuwe-zin-1")
    change(person, password=other.password)
    assert is_signed_out(client)


@pytest.mark.row("B11")
def test_a_session_that_was_taken_away_is_over(client):
    Session.objects.all().delete()
    assert is_signed_out(client)


@pytest.mark.row("B11")
def test_all_sessions_that_were_ended_are_over(client, person):
    end_all_sessions([person.pk])
    assert is_signed_out(client)


def test_an_account_that_is_gone_is_out(client, person):
    User.objects.filter(pk=person.pk).delete()
    assert is_signed_out(client)


def test_another_name_is_shown_at_once(client, person):
    change(person, name="Sanne Jansen")
    page = client.get(PAGE).text
    assert "Sanne Jansen" in page
    assert "Sanne de Vries" not in page


def test_a_right_that_was_taken_away_is_gone(home):
    officer = make_member(make_organisation(), role=Membership.Role.HR)
    client = Client()
    client.force_login(officer)
    assert client.get(reverse("hr_dashboard")).status_code == 200
    Membership.objects.filter(user=officer).delete()
    assert client.get(reverse("hr_dashboard")).status_code == 404


@pytest.mark.parametrize("pk", ["0", "-1"])
def test_a_session_that_names_nobody_is_nobodys(client, person, pk):
    session = client.session
    session[SESSION_KEY] = pk
    session.save()
    assert is_signed_out(client)


def test_a_session_of_another_account_is_not_taken_for_it(client, person):
    other = make_user()
    session = client.session
    session[SESSION_KEY] = str(other.pk)
    session.save()
    assert client.session[HASH_SESSION_KEY]
    assert is_signed_out(client)


def test_a_key_that_was_not_given_out_is_not_taken_over(client, home):
    made_up = "a" * 32
    client.cookies["sessionid"] = made_up
    sign_in(make_user(), client)
    assert client.session.session_key != made_up


def test_session_and_account_are_read_once_each(client):
    with CaptureQueriesContext(connection) as queries:
        assert client.get("/mijn-leren/").status_code == 200
    asked = [query["sql"] for query in queries]
    assert sum('FROM "django_session"' in sql for sql in asked) == 1
    assert sum('"people_user"."password"' in sql for sql in asked) == 1
