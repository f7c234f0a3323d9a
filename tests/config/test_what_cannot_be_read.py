"""A form above the limit and a request that no page sends get a page that says what to do."""

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from config import errors
from guests import cases
from tests.factories.guests import make_draft, make_entrepreneur

pytestmark = pytest.mark.django_db

TOO_MUCH = "x" * (settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 1)


@pytest.fixture
def case(home):
    return make_draft(make_entrepreneur())


@pytest.mark.parametrize("checks", [True, False], ids=["refused before the view", "refused in the view"])
@pytest.mark.parametrize("kind", ["urlencoded", "multipart"])
def test_a_form_above_the_limit_gets_a_page_that_says_what_to_do(case, checks, kind):
    client = Client(enforce_csrf_checks=checks)
    client.force_login(case.owner)
    address, words = reverse("studio_case", args=[case.pk]), {"title": "Fietsen", "what_we_do": TOO_MUCH}
    client.get(address)
    before = cases.version_of(case)
    if kind == "multipart":
        response = client.post(address, words)
    else:
        response = client.post(address, "what_we_do=" + TOO_MUCH, content_type="application/x-www-form-urlencoded")
    assert response.status_code == 413
    assert "Er staat te veel tekst in dit formulier" in response.text
    assert "Druk op de terugknop van uw browser" in response.text
    assert "Uitloggen" in response.text, "with the menu of who is signed in"
    case.refresh_from_db()
    assert cases.version_of(case) == before


def test_a_visitor_gets_the_same_page(client, home):
    response = client.post(reverse("account_login"), {"login": TOO_MUCH, "password": "x"})
    assert response.status_code == 413
    assert "Er staat te veel tekst in dit formulier" in response.text


def test_a_file_does_not_count_as_text(client, case):
    client.force_login(case.owner)
    words = {"image": SimpleUploadedFile("foto.png", TOO_MUCH.encode()), "alternative": "Een fiets"}
    assert client.post(reverse("studio_pictures", args=[case.pk]), words).status_code != 413


def test_what_is_left_of_the_form_is_read_so_that_its_sender_hears_the_answer(rf):
    request = rf.post("/", TOO_MUCH, content_type="application/x-www-form-urlencoded")
    errors._read_on(request)
    assert request.read(1) == b""


def test_reading_on_ends(rf, monkeypatch):
    monkeypatch.setattr(errors, "READ_ON_UP_TO", 10)
    request = rf.post("/", TOO_MUCH, content_type="application/x-www-form-urlencoded")
    errors._read_on(request)
    assert len(request.read()) == len(TOO_MUCH) - 10


@pytest.mark.parametrize("address", ["/", "/cursussen/"])
def test_a_request_for_another_host_gets_a_page_in_dutch(client, home, address):
    response = client.get(address, headers={"host": "elders.example"})
    assert response.status_code == 400
    assert "Dit kunnen wij niet lezen" in response.text
    assert response.text.count("<h1") == 1
