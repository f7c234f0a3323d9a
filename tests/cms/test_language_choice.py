"""The interface is Dutch until somebody chooses otherwise."""

import pytest
from django.test import Client

from tests.factories.cms import make_page


def test_an_english_browser_still_gets_dutch(client, home):
    response = client.get("/", headers={"Accept-Language": "en"})
    assert '<html lang="nl">' in response.content.decode()


def test_a_visitor_chooses_english_and_stays_where_they_were(client, home):
    response = client.post("/taal/", {"language": "en", "next": "/zoeken/?q=wet"})
    assert response.url == "/zoeken/?q=wet"
    assert response.cookies["django_language"].value == "en"
    assert '<html lang="en">' in client.get("/zoeken/").content.decode()


@pytest.mark.django_db
def test_the_words_of_a_page_stay_marked_as_dutch_in_an_english_interface(client):
    page = make_page("Over ons")
    client.post("/taal/", {"language": "en"})
    content = client.get(page.url).content.decode()
    assert '<html lang="en">' in content
    assert 'id="inhoud" class="ldl-main " tabindex="-1" lang="nl"' in content


def test_an_unknown_language_or_another_site_is_not_followed(client, home):
    response = client.post("/taal/", {"language": "xx", "next": "https://kwaad.example/"})
    assert response.url == "/"
    assert "django_language" not in response.cookies


def test_choosing_is_a_form_that_only_we_can_send(home):
    response = Client(enforce_csrf_checks=True).post("/taal/", {"language": "en"})
    assert response.status_code == 403
    assert "Dit formulier stond te lang open" in response.content.decode()


def test_reading_the_address_changes_nothing(client, home):
    response = client.get("/taal/?language=en")
    assert "django_language" not in response.cookies
