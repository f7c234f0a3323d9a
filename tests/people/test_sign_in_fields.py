"""Getting in asks nothing of one's memory: every field says what it is, so that a browser or a vault fills it in."""

import pytest
from django.test import Client
from lxml import html

from tests.factories.hr import signed_in
from tests.factories.people import PASSWORD, make_user
from tests.factories.second_step import give_app, sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.row("A9")]


def fields(client: Client, path: str) -> dict[str, str]:
    page = html.fromstring(client.get(path).content)
    return {
        field.get("name"): field.get("autocomplete")
        for field in page.xpath("//main//input[not(@type='hidden') and not(@type='checkbox')]")
    }


def test_the_fields_of_signing_in_and_of_the_second_step_say_what_they_are(home):
    person = make_user()
    fresh = sign_in(person)
    fresh.post("/accounts/reauthenticate/", {"password": PASSWORD})
    assert fields(fresh, "/accounts/2fa/totp/activate/") == {"code": "one-time-code"}
    assert fields(Client(), "/accounts/login/") == {"login": "username webauthn", "password": "current-password"}
    give_app(person)
    assert fields(sign_in(person), "/accounts/2fa/authenticate/") == {"code": "one-time-code"}
    assert fields(signed_in(person), "/accounts/2fa/reauthenticate/") == {"code": "one-time-code"}


def test_a_passkey_is_offered_where_one_signs_in(home):
    page = html.fromstring(Client().get("/accounts/login/").content)
    form = page.xpath("//form[@data-passkey='get']")[0]
    assert form.get("action") == "/accounts/2fa/webauthn/login/"


def test_no_page_asks_a_riddle_or_refuses_what_is_pasted(home):
    for path in ("/accounts/login/", "/accounts/signup/", "/accounts/password/reset/", "/accounts/login/code/"):
        text = Client().get(path).text.lower()
        assert "captcha" not in text
        assert "onpaste" not in text
