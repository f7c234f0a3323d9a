"""Whoever sends a form after the session has ended signs in, sees what was sent, and sends it once more."""

import time
from unittest.mock import patch

import pytest
from django.test import Client
from django.urls import reverse

from config.kept_words import KEPT_FOR, MOST_CHARACTERS
from guests import cases
from tests.factories.guests import make_draft, make_entrepreneur
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db

TEXT = "Wij leren mensen\r\nfietsen maken."
KEPT = "/bewaard/"


@pytest.fixture
def author(home):
    return make_entrepreneur()


@pytest.fixture
def case(author):
    return make_draft(author)


def sent(client: Client, case, **more):
    """The case form of the studio, without being signed in."""
    words = {"title": "Fietsen", "what_we_do": TEXT, "version": cases.version_of(case), "save": "1"}
    return client.post(reverse("studio_case", args=[case.pk]), words, **more)


def fields_on(page) -> dict[str, str]:
    return dict(page.context["kept"]["fields"])


def test_what_was_sent_is_shown_after_signing_in_and_can_be_sent_once_more(client, author, case):
    response = sent(client, case)
    assert response.url == f"{reverse('account_login')}?next=/bewaard/"

    client.force_login(author)
    page = client.get(KEPT)
    assert "fietsen maken." in page.text
    client.post(page.context["kept"]["path"], fields_on(page))

    case.refresh_from_db()
    assert cases.draft_of(case).what_we_do.splitlines() == TEXT.splitlines()
    assert client.get(KEPT).context["kept"] == {}


def test_nothing_is_done_before_its_sender_presses_the_button(client, author, case):
    before = cases.version_of(case)
    sent(client, case)
    client.force_login(author)
    client.get(KEPT)
    case.refresh_from_db()
    assert cases.version_of(case) == before


def test_whoever_signs_in_may_no_more_than_before(client, case):
    sent(client, case)
    client.force_login(make_user())
    page = client.get(KEPT)
    assert client.post(page.context["kept"]["path"], fields_on(page)).status_code == 404


def test_it_can_be_thrown_away(client, author, case):
    sent(client, case)
    client.force_login(author)
    client.post(KEPT)
    page = client.get(KEPT)
    assert page.context["kept"] == {}
    assert "fietsen" not in page.text


def test_it_is_gone_after_an_hour(client, author, case):
    sent(client, case)
    client.force_login(author)
    with patch("config.kept_words.time.time", return_value=time.time() + KEPT_FOR + 1):
        assert client.get(KEPT).context["kept"] == {}


def test_a_form_from_another_site_is_not_kept(author, case):
    client = Client(enforce_csrf_checks=True)
    assert sent(client, case).status_code == 403
    client.force_login(author)
    assert client.get(KEPT).context["kept"] == {}


def test_passwords_are_never_kept(client, home):
    words = {"oldpassword": "geheim een", "password1": "geheim twee", "password2": "geheim twee", "action": "go on"}
    client.post(reverse("account_change_password"), words)
    client.force_login(make_user())
    page = client.get(KEPT)
    assert fields_on(page) == {"action": "go on"}
    assert "geheim" not in page.text


def test_what_a_page_sends_by_itself_is_left_to_that_page(client, author, case):
    response = sent(client, case, headers={"sec-fetch-mode": "cors"})
    assert "bewaard" not in response.url
    client.force_login(author)
    assert client.get(KEPT).context["kept"] == {}


def test_more_than_our_forms_hold_is_not_kept(client, author, case):
    response = client.post(reverse("studio_case", args=[case.pk]), {"what_we_do": "x" * (MOST_CHARACTERS + 1)})
    assert "bewaard" not in response.url
    client.force_login(author)
    assert client.get(KEPT).context["kept"] == {}


def test_who_only_opens_a_page_comes_to_that_page(client, case):
    address = reverse("studio_case", args=[case.pk])
    assert client.get(address).url == f"{reverse('account_login')}?next={address}"
