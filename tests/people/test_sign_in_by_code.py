"""Who has no password signs in by a code in the mail."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client

from people.models import User
from tests.factories.people import PASSWORD, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def guest(home):
    user = make_user()
    user.set_unusable_password()
    user.save()
    return user


def code_in_mail() -> str:
    return re.search(r"^\s*([A-Z0-9]{3,}(?:-[A-Z0-9]+)*)\s*$", mail.outbox[-1].body, re.MULTILINE).group(1)


def ask_code(client, email):
    return client.post("/accounts/login/code/", {"email": email}, follow=True)


def sign_in(client, email):
    ask_code(client, email)
    return client.post("/accounts/login/code/confirm/", {"code": code_in_mail()}, follow=True)


def test_the_sign_in_page_leads_to_it(client, home):
    assert 'href="/accounts/login/code/"' in client.get("/accounts/login/").content.decode()
    assert client.get("/accounts/login/code/").status_code == 200


def test_a_code_signs_in_without_a_password(client, guest):
    page = ask_code(client, guest.email)
    assert "ldl-footer" in page.content.decode()
    assert mail.outbox[-1].to == [guest.email]

    assert sign_in(client, guest.email).wsgi_request.user == guest


def test_a_wrong_code_does_not(client, guest):
    ask_code(client, guest.email)

    page = client.post("/accounts/login/code/confirm/", {"code": "FOUT"})

    assert page.context["verify_form"].errors
    assert "_auth_user_id" not in client.session


def test_the_answer_does_not_tell_who_has_an_account(guest):
    pages = [ask_code(Client(), email).content.decode() for email in (guest.email, "niemand@elders.example")]
    bare = [re.sub(r"[\w.]+@[\w.]+|csrf\S+ value=\"\w+\"", "", page) for page in pages]

    assert bare[0] == bare[1]


def test_a_closed_account_stays_closed(client, guest):
    User.objects.update(is_active=False)

    page = ask_code(client, guest.email)

    assert not re.search(r"^[A-Z0-9-]{6,}$", mail.outbox[-1].body, re.MULTILINE)
    assert page.status_code == 200


def test_who_made_an_account_with_a_strangers_address_does_not_get_in_with_the_stranger(client, home):
    thief = User.objects.create_user("vreemd@elders.example", PASSWORD)
    EmailAddress.objects.create(user=thief, email=thief.email, primary=True, verified=False)

    sign_in(client, thief.email)

    thief.refresh_from_db()
    assert EmailAddress.objects.get(user=thief).verified
    assert not thief.check_password(PASSWORD)


def test_a_password_that_was_there_stays(client, home):
    user = make_user()

    sign_in(client, user.email)
    EmailAddress.objects.create(user=user, email="tweede@elders.example", verified=False)
    client.post("/accounts/email/", {"email": "tweede@elders.example", "action_send": ""})

    user.refresh_from_db()
    assert user.check_password(PASSWORD)
