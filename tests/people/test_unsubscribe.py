"""The link in a mail ends that kind of mail, and nothing else; without signing in."""

from urllib.parse import urlsplit

import pytest
from django.core import signing
from django.test import Client
from django.urls import reverse

from people.mail_choices import SALT, choose, unsubscribe_link, wanted_kinds
from people.mail_kinds import MailKind
from people.models import MailChoice
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def link(learner, home) -> str:
    return urlsplit(unsubscribe_link(learner, MailKind.QUESTIONS)).path


def test_opening_the_link_asks_and_writes_nothing(client, learner, link):
    client.head(link)
    response = client.get(link)

    page = response.content.decode()
    assert response.status_code == 200
    assert "Wilt u geen mail meer krijgen over “Vragen bij uw lessen”?" in page
    assert not MailChoice.objects.exists()
    assert "no-store" in response["Cache-Control"]


def test_the_page_names_nobody(client, learner, link):
    for response in (client.get(link), client.post(link)):
        page = response.content.decode()
        assert learner.name not in page
        assert learner.email not in page


def test_the_button_ends_this_kind_only(client, learner, link):
    page = client.post(link).content.decode()

    assert wanted_kinds(learner) == set(MailKind) - {MailKind.QUESTIONS}
    assert "Wij sturen u geen mail meer over “Vragen bij uw lessen”." in page
    assert f'href="{reverse("mail_choices")}"' in page


def test_twice_is_the_same_as_once(client, learner, link):
    client.post(link)
    assert client.post(link).status_code == 200
    assert MailChoice.objects.get().wanted is False
    assert "Wij sturen u geen mail meer" in client.get(link).content.decode()


def test_a_mail_program_ends_it_with_one_click(learner, link):
    """RFC 8058: a POST without cookies or token of a form, answered without a redirect."""
    program = Client(enforce_csrf_checks=True)
    response = program.post(link, "List-Unsubscribe=One-Click", content_type="application/x-www-form-urlencoded")

    assert response.status_code == 200
    assert MailKind.QUESTIONS not in wanted_kinds(learner)


def test_the_link_is_for_its_own_reader(client, learner, link):
    other = make_user()
    client.force_login(other)
    client.post(link)

    assert wanted_kinds(other) == set(MailKind)
    assert MailKind.QUESTIONS not in wanted_kinds(learner)


def test_after_turning_it_on_again_the_old_link_still_works(client, learner, link):
    client.post(link)
    choose(learner, MailKind.QUESTIONS, wanted=True)
    assert "Wilt u geen mail meer" in client.get(link).content.decode()
    client.post(link)
    assert MailKind.QUESTIONS not in wanted_kinds(learner)


def signed(value: object, salt: str = SALT) -> str:
    return signing.dumps(value, salt=salt)


@pytest.mark.parametrize(
    "make_token",
    [
        lambda user: "kapot",
        lambda user: signed([user.pk, "questions"])[:-1],
        lambda user: signed([user.pk, "questions"]).replace(":", "", 1),
        lambda user: signed([user.pk, "questions"], salt="iets anders"),
        lambda user: signed([user.pk, "sign-in"]),
        lambda user: signed([user.pk + 1000, "questions"]),
        lambda user: signed([user.pk]),
        lambda user: signed("vreemd"),
    ],
    ids=["words", "cut", "part", "salt", "kind", "nobody", "short", "text"],
)
def test_a_broken_link_says_what_to_do_and_changes_nothing(client, learner, home, make_token):
    address = reverse("unsubscribe", args=[make_token(learner)])
    for response in (client.get(address), client.post(address)):
        assert response.status_code == 404
        assert "De link is niet compleet" in response.content.decode()
    assert not MailChoice.objects.exists()
