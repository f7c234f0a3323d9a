"""Everybody reads and saves what is kept about themselves, and has to show that it is them."""

import io
import json
import zipfile

import pytest
from django.test import Client
from django.urls import reverse

from people.models import AuditEntry
from tests.factories.people import PASSWORD, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.row("P6")]


def signed_in_just_now(user) -> Client:
    client = Client()
    client.post(reverse("account_login"), {"login": user.email, "password": PASSWORD})
    return client


def test_the_page_says_what_is_kept_and_why(as_learner, learner):
    page = as_learner.get(reverse("own_data")).content.decode()
    assert learner.name in page
    assert "E-mailadressen" in page
    assert "to sign in" not in page


def test_who_just_signed_in_saves_everything_as_one_file(home, learner):
    response = signed_in_just_now(learner).post(reverse("own_data_file"))
    assert response["Content-Type"] == "application/zip"
    assert "attachment" in response["Content-Disposition"]
    assert "no-store" in response["Cache-Control"]
    with zipfile.ZipFile(io.BytesIO(b"".join(response.streaming_content))) as bundle:
        data = json.loads(bundle.read("data.json"))
        page = bundle.read("index.html").decode()
    assert data["about"] == {"name": learner.name, "email": learner.email}
    assert data["tables"]["people.User"]["rows"][0]["email"] == learner.email
    assert learner.email in page
    assert "http" not in page.replace(learner.email, "")
    assert AuditEntry.objects.filter(action=AuditEntry.Action.OWN_DATA, person=learner).count() == 1


def test_a_screen_that_was_left_open_gives_no_file(as_learner, learner):
    response = as_learner.post(reverse("own_data_file"))
    assert response.status_code == 302
    assert response["Location"].startswith(reverse("account_reauthenticate"))
    assert not AuditEntry.objects.filter(action=AuditEntry.Action.OWN_DATA).exists()
    as_learner.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    assert as_learner.post(reverse("own_data_file"))["Content-Type"] == "application/zip"


def test_a_visitor_gets_nothing_and_a_get_makes_no_file(client, as_learner):
    assert client.get(reverse("own_data")).status_code == 302
    assert client.post(reverse("own_data_file")).status_code == 302
    assert as_learner.get(reverse("own_data_file")).status_code == 405


def test_a_file_that_is_gone_does_not_hold_up_the_rest(home, learner):
    from transcript.models import Evidence

    Evidence.objects.create(
        user=learner,
        title="Studiedag",
        provider="X",
        completed_on="2026-01-01",
        minutes=60,
        file="weg.pdf",
        file_name="weg.pdf",
        content_type="application/pdf",
        size=1,
        sha256="0" * 64,
    )
    response = signed_in_just_now(learner).post(reverse("own_data_file"))
    with zipfile.ZipFile(io.BytesIO(b"".join(response.streaming_content))) as bundle:
        data = json.loads(bundle.read("data.json"))
    assert len(data["missing_files"]) == 1
    assert data["tables"]["transcript.Evidence"]["rows"][0]["title"] == "Studiedag"


def test_an_address_that_somebody_did_not_prove_finds_nothing(home, learner):
    from allauth.account.models import EmailAddress

    from people.privacy.subjects import addresses_of

    EmailAddress.objects.create(user=learner, email="ander@gemeente.example", verified=False)
    assert addresses_of(learner) == {learner.email}
    assert make_user().email not in addresses_of(learner)
