"""Somebody whom a file made a member proves the address, and is in."""

import re

import pytest
from django.urls import reverse

from people.models import User
from tests.factories.people import PASSWORD
from tests.factories.staff import applied, csv_of, make_town

pytestmark = pytest.mark.django_db
EMAIL = "sanne@eigen.example"


@pytest.fixture
def town(home):
    town = make_town()
    applied(town, csv_of((EMAIL, "Sanne de Vries", "12", "Inkoop")))
    return town


def code_in(mail) -> str:
    return re.search(r"^\s*([A-Z0-9]{3,4}-?[A-Z0-9]{3,4})\s*$", mail.body, re.MULTILINE).group(1)


def link_in(mail) -> str:
    return re.search(r"http://\w+(/accounts/password/reset/key/\S+)", mail.body).group(1)


def choose_password(client, mailoutbox):
    client.post(reverse("account_reset_password"), {"email": EMAIL})
    form = client.get(link_in(mailoutbox[-1]), follow=True)
    client.post(form.redirect_chain[-1][0], {"password1": PASSWORD, "password2": PASSWORD})


def test_by_choosing_a_password_and_a_code_by_mail(town, client, mailoutbox):
    choose_password(client, mailoutbox)
    client.post(reverse("account_login"), {"login": EMAIL, "password": PASSWORD})
    assert "_auth_user_id" not in client.session, "the address is not proven yet"
    client.post(reverse("account_email_verification_sent"), {"code": code_in(mailoutbox[-1])})

    user = User.objects.get(email=EMAIL)
    assert client.session["_auth_user_id"] == str(user.pk)
    membership = user.memberships.get()
    assert (membership.organisation, membership.department.name) == (town.organisation, "Inkoop")


def test_whoever_makes_an_account_instead_is_shown_that_way(town, client, mailoutbox):
    client.post(reverse("account_signup"), {"name": "Sanne", "email": EMAIL, "password1": PASSWORD})

    assert mailoutbox[-1].to == [EMAIL]
    assert reverse("account_reset_password") in mailoutbox[-1].body
    assert User.objects.filter(email=EMAIL).count() == 1


def test_nobody_comes_in_without_the_mail(town, client):
    for password in ("", "!", PASSWORD):
        client.post(reverse("account_login"), {"login": EMAIL, "password": password})

    assert "_auth_user_id" not in client.session
