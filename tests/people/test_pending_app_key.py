"""The key of an app with codes that is being set up: whoever has a copy of the database alone cannot read it."""

import json

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import SECRET_SESSION_KEY
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse

from tests.factories.people import make_user
from tests.factories.second_step import code_of, sign_in_again

pytestmark = [pytest.mark.django_db, pytest.mark.row("B2")]
SET_UP = reverse("mfa_activate_totp")


@pytest.fixture
def user():
    return make_user()


@pytest.fixture
def client(user) -> Client:
    return sign_in_again(user)


def on_the_screen(client: Client) -> str:
    return client.get(SET_UP).context["form"].secret


def sessions() -> str:
    """Every row, as it is and as Django reads it."""
    rows = Session.objects.all()
    return json.dumps([[row.session_data, row.get_decoded()] for row in rows])


def has_app(user) -> bool:
    return Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).exists()


def test_the_key_on_the_screen_is_in_no_session(client):
    secret = on_the_screen(client)
    assert len(secret) == 32
    assert SECRET_SESSION_KEY in sessions()
    assert secret not in sessions()


def test_it_is_in_no_session_after_a_wrong_code_either_and_stays_the_same(client, user):
    secret = on_the_screen(client)

    answer = client.post(SET_UP, {"code": code_of(secret, later=10)})

    assert answer.context["form"].secret == secret
    assert secret not in sessions()
    assert not has_app(user)


def test_its_code_sets_it_up_also_after_a_wrong_one(client, user):
    secret = on_the_screen(client)
    client.post(SET_UP, {"code": code_of(secret, later=10)})

    client.post(SET_UP, {"code": code_of(secret)})

    assert has_app(user)
    assert SECRET_SESSION_KEY not in sessions()


def test_a_key_from_before_another_encryption_key_is_shown_anew(client, user):
    secret = on_the_screen(client)
    session = client.session
    session[SECRET_SESSION_KEY] = "written with a key that is gone"
    session.save()

    answer = client.post(SET_UP, {"code": code_of(secret)})

    again = answer.context["form"].secret
    assert again != secret
    client.post(SET_UP, {"code": code_of(again)})
    assert has_app(user)
