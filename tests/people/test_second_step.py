"""The second step itself: an app with codes, passkeys, spare codes shown once; secrets encrypted."""

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse

from people.secrets_at_rest import UnreadableSecretError
from tests.factories.hr import signed_in
from tests.factories.people import PASSWORD, make_user
from tests.factories.second_step import (
    Telephone,
    code_of,
    codes_left,
    give_app,
    read_secret,
    sign_in,
    stored_of,
)

pytestmark = [pytest.mark.django_db, pytest.mark.row("B2")]

STEP = "/accounts/2fa/authenticate/"


@pytest.fixture
def person(home):
    return make_user()


def is_signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def just_shown(person) -> Client:
    """Signed in, and showed a moment ago who it is."""
    client = sign_in(person)
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    return client


def add_passkey(client: Client, telephone: Telephone, **words: str):
    options = client.get("/accounts/2fa/webauthn/add/").context["js_data"]["creation_options"]["publicKey"]
    answer = {"name": "Mijn telefoon", "passwordless": "on", "credential": telephone.create(options)}
    return client.post("/accounts/2fa/webauthn/add/", answer | words)


def test_after_the_password_comes_the_code(person):
    secret = give_app(person)
    client = sign_in(person)
    assert not is_signed_in(client)

    for wrong in ("", "12", "000000x", code_of(secret, later=5)):
        assert client.post(STEP, {"code": wrong}).context["form"].errors
    assert not is_signed_in(client)

    client.post(STEP, {"code": f" {code_of(secret)[:3]} {code_of(secret)[3:]} "})
    assert is_signed_in(client)


@pytest.mark.row("B3")
def test_a_code_opens_once(person):
    secret = give_app(person)
    code = code_of(secret)
    first, second = sign_in(person), sign_in(person)
    first.post(STEP, {"code": code})
    second.post(STEP, {"code": code})
    assert (is_signed_in(first), is_signed_in(second)) == (True, False)


def test_codes_that_are_tried_out_stop_being_looked_at(person):
    secret = give_app(person)
    client = sign_in(person)
    for number in range(5):
        client.post(STEP, {"code": f"00000{number}"})
    client.post(STEP, {"code": code_of(secret)})
    assert not is_signed_in(client)


def test_a_spare_code_opens_once(person):
    give_app(person)
    spare = codes_left(person)[0]
    for opens in (True, False):
        client = sign_in(person)
        client.post(STEP, {"code": spare})
        assert is_signed_in(client) is opens
    assert len(codes_left(person)) == 9


def test_a_code_by_mail_asks_for_the_second_step_too(person, mailoutbox):
    give_app(person)
    client = Client()
    client.post("/accounts/login/code/", {"email": person.email})
    code = next(line.strip() for line in mailoutbox[-1].body.splitlines() if line.strip().isupper())
    answer = client.post("/accounts/login/code/confirm/", {"code": code})
    assert answer.url.startswith(STEP)
    assert not is_signed_in(client)


def test_the_database_keeps_no_secret_that_can_be_read(person):
    secret = give_app(person)
    stored = stored_of(person)
    assert secret not in stored
    assert not any(code in stored for code in codes_left(person))
    app = Authenticator.objects.get(user=person, type=Authenticator.Type.TOTP)
    assert read_secret(app.data["secret"]) == secret


def test_with_another_key_the_secret_stays_closed(person, settings):
    give_app(person)
    app = Authenticator.objects.get(user=person, type=Authenticator.Type.TOTP)
    settings.SECRET_KEY = "een andere sleutel"
    with pytest.raises(UnreadableSecretError):
        read_secret(app.data["secret"])


def test_setting_up_gives_spare_codes_that_are_shown_once(person):
    client = just_shown(person)
    secret = client.get("/accounts/2fa/totp/activate/").context["form"].secret
    assert client.post("/accounts/2fa/totp/activate/", {"code": "000000"}).context["form"].errors

    page = client.post("/accounts/2fa/totp/activate/", {"code": code_of(secret)}, follow=True)
    codes = codes_left(person)

    assert len(codes) == 10
    assert all(code in page.text for code in codes)
    later = client.get("/accounts/2fa/recovery-codes/").text + client.get("/accounts/2fa/").text
    assert not any(code in later for code in codes)
    assert client.get("/accounts/2fa/recovery-codes/download/").status_code == 404


def test_a_wrong_code_keeps_the_key_that_was_scanned(person):
    client = just_shown(person)
    secret = client.get("/accounts/2fa/totp/activate/").context["form"].secret
    page = client.post("/accounts/2fa/totp/activate/", {"code": "000000"})
    assert secret in page.text


def test_new_spare_codes_end_the_old_ones(person):
    give_app(person)
    old = codes_left(person)
    client = sign_in(person)
    client.post(STEP, {"code": old[0]})
    client.post("/accounts/2fa/reauthenticate/", {"code": old[1]})
    client.post("/accounts/2fa/recovery-codes/generate/")
    assert set(old).isdisjoint(codes_left(person))


def test_nothing_changes_without_showing_again_who_one_is(person):
    client = sign_in(person)
    for path in ("totp/activate/", "webauthn/add/"):
        assert client.get(f"/accounts/2fa/{path}").url.startswith("/accounts/reauthenticate/")
    give_app(person)
    other = signed_in(person)
    for path in ("totp/deactivate/", "recovery-codes/generate/", "recovery-codes/"):
        assert other.post(f"/accounts/2fa/{path}").status_code in (302, 405)
    assert Authenticator.objects.filter(user=person).count() == 2


def test_a_passkey_signs_in_without_a_password(person):
    telephone = Telephone()
    add_passkey(just_shown(person), telephone)

    client = Client()
    options = client.get("/accounts/2fa/webauthn/login/", headers={"Accept": "application/json"}).json()
    assert options["request_options"]["publicKey"]["userVerification"] == "required"
    credential = telephone.get(options["request_options"]["publicKey"])
    client.post("/accounts/2fa/webauthn/login/", {"credential": credential, "next": "/mijn-leren/"})

    assert client.session["_auth_user_id"] == str(person.pk)


def test_a_passkey_is_a_second_step(person):
    telephone = Telephone()
    add_passkey(just_shown(person), telephone)
    client = sign_in(person)
    assert not is_signed_in(client)
    options = client.get(STEP).context["js_data"]["request_options"]["publicKey"]
    client.post(STEP, {"credential": telephone.get(options)})
    assert is_signed_in(client)


def test_an_answer_for_another_site_another_key_or_an_old_question_opens_nothing(person):
    telephone = Telephone()
    add_passkey(just_shown(person), telephone)
    elsewhere, other = Telephone("http://nep.example"), Telephone()
    elsewhere.key = telephone.key
    other.credential = elsewhere.credential = telephone.credential
    other.owner = elsewhere.owner = telephone.owner
    client = Client()

    def question():
        page = client.get("/accounts/2fa/webauthn/login/", headers={"Accept": "application/json"})
        return page.json()["request_options"]["publicKey"]

    old = telephone.get(question())
    answers = [elsewhere.get(question()), other.get(question())]
    question()
    for answer in (*answers, old, "", "{}", "[]", "geen json"):
        client.post("/accounts/2fa/webauthn/login/", {"credential": answer})
        assert not is_signed_in(client)


def test_a_passkey_is_renamed_and_removed_by_its_owner_only(person):
    client, telephone = just_shown(person), Telephone()
    add_passkey(client, telephone)
    key = Authenticator.objects.get(user=person, type=Authenticator.Type.WEBAUTHN)
    rename, remove = (f"/accounts/2fa/webauthn/keys/{key.pk}/{what}/" for what in ("edit", "remove"))
    stranger = just_shown(make_user())
    assert [stranger.post(path, {"name": "x"}).status_code for path in (rename, remove)] == [404, 404]

    assert client.post(rename, {"name": ""}).context["form"].errors
    client.post(rename, {"name": "Oude telefoon"})
    assert "Oude telefoon" in client.get("/accounts/2fa/webauthn/").text
    client.post(remove)
    assert not Authenticator.objects.filter(user=person).exists()


def test_who_has_lost_everything_is_helped_by_an_administrator(person):
    give_app(person)
    client = sign_in(person)
    client.post(STEP, {"code": codes_left(person)[0]})
    address = reverse("wagtailusers_users:forget_second_step", args=[person.pk])
    for outsider in (Client(), signed_in(make_user()), client):
        outsider.post(address)
    assert Authenticator.objects.filter(user=person).exists()

    signed_in(make_user(is_superuser=True)).post(address)

    assert not Authenticator.objects.filter(user=person).exists()
    assert client.get("/accounts/").status_code == 302
    assert is_signed_in(sign_in(person))
