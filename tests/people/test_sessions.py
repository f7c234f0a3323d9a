"""How long somebody stays signed in, and what ends it."""

from datetime import timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from people.devices import device_in_words
from people.models import Membership
from people.sessions import forget_ended_sessions
from tests.factories.hr import signed_in
from tests.factories.people import PASSWORD, make_member, make_organisation, make_user
from tests.factories.quizzes import make_quiz, start_attempt
from tests.factories.second_step import code_of, give_app, sign_in

pytestmark = pytest.mark.django_db

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
PAGE = "/mijn-gegevens/"


class Clock:
    def __init__(self) -> None:
        self.moment = timezone.now()

    def now(self):
        return self.moment

    def later(self, **much: int) -> None:
        self.moment += timedelta(**much)


@pytest.fixture
def clock(monkeypatch):
    clock = Clock()
    monkeypatch.setattr(timezone, "now", clock.now)
    return clock


@pytest.fixture
def person(home):
    return make_user()


def goes_on(client: Client) -> bool:
    return client.get(PAGE).status_code == 200


@pytest.mark.row("B11")
def test_an_hour_without_a_sign_of_life_ends_it(person, clock):
    client = sign_in(person)
    clock.later(minutes=59)
    assert goes_on(client)
    clock.later(minutes=59)
    assert goes_on(client)
    clock.later(minutes=60)
    assert not goes_on(client)
    assert "_auth_user_id" not in client.session


@pytest.mark.row("B11")
def test_after_twelve_hours_it_ends_whatever_is_done(person, clock):
    client = sign_in(person)
    for _half_an_hour in range(23):
        clock.later(minutes=30)
        assert goes_on(client)
    clock.later(minutes=30)
    assert not goes_on(client)
    sign_in(person, client)
    assert goes_on(client)


@pytest.mark.row("R6")
def test_one_that_began_at_a_version_that_did_not_count_goes_on_and_counts_from_then(person, clock):
    client = sign_in(person)
    session = client.session
    del session["signed_in_at"], session["seen_at"]
    session.save()
    assert goes_on(client)
    clock.later(minutes=60)
    assert not goes_on(client)


@pytest.mark.row("B11")
def test_a_quiz_that_saves_itself_is_a_sign_of_life_and_does_not_stretch_the_day(person, clock):
    attempt = start_attempt(person, make_quiz())
    client = sign_in(person)
    save = reverse("quiz_autosave", args=[attempt.public_id])
    for _half_an_hour in range(23):
        clock.later(minutes=30)
        assert client.post(save, {}).status_code != 302
    assert goes_on(client)
    clock.later(minutes=30)
    client.post(save, {})
    assert not goes_on(client)


@pytest.mark.row("B11")
def test_an_editor_that_is_left_open_is_no_sign_of_life(home, clock):
    client = signed_in(make_user(is_superuser=True))
    for _quarter in range(4):
        clock.later(minutes=15)
        client.get("/admin/editing-sessions/")
    assert not goes_on(client)


def test_a_sign_of_life_is_not_written_at_every_page(person, clock):
    client = sign_in(person)
    goes_on(client)
    clock.later(minutes=4)
    before = client.session["seen_at"]
    goes_on(client)
    assert client.session["seen_at"] == before
    clock.later(minutes=1)
    goes_on(client)
    assert client.session["seen_at"] > before


def test_what_is_over_is_forgotten(person, clock):
    sign_in(person)
    clock.later(hours=11)
    assert forget_ended_sessions() == 0
    clock.later(hours=2)
    forget_ended_sessions()
    assert not Session.objects.exists()
    assert not UserSession.objects.exists()


@pytest.mark.row("B10")
def test_one_sees_where_one_is_signed_in_and_ends_one_of_them(person):
    here, there = sign_in(person), sign_in(person, HTTP_USER_AGENT=FIREFOX)
    page = here.get("/accounts/sessions/")
    assert len(page.context["sessions"]) == 2
    assert page.text.count("/accounts/sessions/") - page.text.count('"/accounts/sessions/"') == 1
    assert "Firefox" in page.text
    assert "Gecko" not in page.text
    other = UserSession.objects.get(session_key=there.session.session_key)

    stranger = sign_in(make_user())
    assert stranger.post(reverse("end_session", args=[other.pk])).status_code == 404
    assert here.get(reverse("end_session", args=[other.pk])).status_code == 405
    assert goes_on(there)

    here.post(reverse("end_session", args=[other.pk]))
    assert (goes_on(here), goes_on(there)) == (True, False)


@pytest.mark.row("B10")
def test_all_others_end_with_one_button(person):
    here, *others = [sign_in(person) for _device in range(3)]
    here.post("/accounts/sessions/")
    assert goes_on(here)
    assert not any(map(goes_on, others))


def change_password(client: Client, person) -> None:
    new = {"oldpassword": PASSWORD, "password1": "een-heel-nieuwe-zin-1", "password2": "een-heel-nieuwe-zin-1"}
    client.post("/accounts/password/change/", new)


def set_up_app(client: Client, person) -> None:
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    secret = client.get("/accounts/2fa/totp/activate/").context["form"].secret
    client.post("/accounts/2fa/totp/activate/", {"code": code_of(secret)})


def switch_off_app(client: Client, person) -> None:
    give_app(person)
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    client.post("/accounts/2fa/totp/deactivate/")


@pytest.mark.row("B10")
@pytest.mark.parametrize("change", [change_password, set_up_app, switch_off_app])
def test_a_change_of_what_protects_the_account_ends_the_others(person, change, django_capture_on_commit_callbacks):
    here, there = sign_in(person), sign_in(person)
    with django_capture_on_commit_callbacks(execute=True):
        change(here, person)
    assert (goes_on(here), goes_on(there)) == (True, False)


def close_in_form(administrator: Client, person) -> None:
    words = {"email": person.email, "name": person.name, "is_active": ""}
    administrator.post(reverse("wagtailusers_users:edit", args=[person.pk]), words)


def close_in_list(administrator: Client, person) -> None:
    address = f"/admin/bulk/people/user/set_active_state/?id={person.pk}&next=/admin/users/"
    administrator.post(address, {"mark_as_active": "False"})


@pytest.mark.row("B10")
@pytest.mark.parametrize("close", [close_in_form, close_in_list])
def test_a_closed_account_is_out_at_once_and_stays_out_when_opened_again(person, close):
    client = sign_in(person)
    close(signed_in(make_user(is_superuser=True)), person)
    person.refresh_from_db()
    assert not person.is_active
    person.is_active = True
    person.save()
    assert not goes_on(client)


@pytest.mark.row("B10")
def test_an_administrator_ends_all_sessions_of_somebody(person):
    devices = [sign_in(person), sign_in(person)]
    address = reverse("wagtailusers_users:sign_out", args=[person.pk])
    administrator = signed_in(make_user(is_superuser=True))
    page = administrator.get(reverse("wagtailusers_users:edit", args=[person.pk]))
    assert len(page.context["open_sessions"]) == 2
    for outsider in (Client(), signed_in(make_user())):
        outsider.post(address)
    administrator.get(address)
    assert all(map(goes_on, devices))

    administrator.post(address)
    assert not any(map(goes_on, devices))


@pytest.mark.row("B10")
def test_who_leaves_the_municipality_is_out_at_the_next_request(home):
    leaver = make_member(make_organisation())
    client = sign_in(leaver)
    membership = Membership.objects.get(user=leaver)
    words = {
        "user": leaver.email,
        "organisation": membership.organisation_id,
        "role": membership.role,
        "started_on": "2026-01-01",
        "ended_on": "2026-11-01",
    }
    edit = reverse("membership:edit", args=[membership.pk])
    signed_in(make_user(is_superuser=True)).post(edit, words)
    assert Membership.objects.get(user=leaver).ended_on
    assert not goes_on(client)


@pytest.mark.row("B10")
def test_somebody_whose_account_is_closed_by_a_program_is_out_too(person):
    client = sign_in(person)
    type(person).objects.filter(pk=person.pk).update(is_active=False)
    assert not goes_on(client)
    type(person).objects.filter(pk=person.pk).update(is_active=True)
    assert not goes_on(client)


@pytest.mark.parametrize(
    ("user_agent", "words"),
    [
        (FIREFOX, ("Firefox", "Linux")),
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/140.0 Safari/537.36", ("Chrome", "Windows")),
        ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0", ("Edge", "Windows")),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1", ("Safari", "iPhone")),
        ("Mozilla/5.0 (Linux; Android 15; Pixel 9) Chrome/140.0 Mobile Safari/537.36", ("Chrome", "Android")),
        ("curl/8.0", ()),
        ("", ()),
    ],
)
def test_a_device_is_told_in_plain_words(user_agent, words):
    told = device_in_words(user_agent)
    assert told
    assert all(word in told for word in words)
    assert "/" not in told
