"""Headers that keep a browser from helping an attacker."""

import pytest
from django.conf import settings
from django.test import Client

from cms.models import HomePage


def policy(header: str) -> dict[str, str]:
    directives = (part.strip().partition(" ") for part in header.split(";"))
    return {name: sources for name, _, sources in directives}


@pytest.mark.row("B40", "B42")
@pytest.mark.parametrize("address", ["/", "/accounts/login/", "/accounts/signup/", "/geen-pagina/"])
def test_public_pages_allow_nothing_inline_and_no_frames(client: Client, home: HomePage, address: str):
    response = client.get(address)
    sent = policy(response["Content-Security-Policy"])
    assert "unsafe" not in response["Content-Security-Policy"]
    assert sent["default-src"] == "'self'"
    assert sent["script-src"] == "'self'"
    assert sent["style-src"] == "'self'"
    assert sent["object-src"] == sent["base-uri"] == sent["frame-ancestors"] == "'none'"
    assert sent["form-action"] == "'self'"
    assert response["X-Frame-Options"] == "DENY"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Referrer-Policy"] == "same-origin"
    assert response["Cross-Origin-Opener-Policy"] == "same-origin"


@pytest.mark.row("B41")
def test_only_the_admin_has_the_policy_that_its_editor_needs(client: Client, home: HomePage):
    sent = policy(client.get("/admin/login/")["Content-Security-Policy"])
    assert sent["script-src"] == "'self'"
    assert "'unsafe-inline'" in sent["style-src"]
    assert sent["frame-ancestors"] == "'self'"


def test_no_cookie_is_set_by_reading_the_front_page(client: Client, home: HomePage):
    assert set(client.get("/").cookies) <= {"csrftoken"}


@pytest.mark.row("B48")
def test_no_server_is_asked_for_what_an_author_links_to():
    assert settings.WAGTAILEMBEDS_FINDERS == []


@pytest.mark.row("P11")
def test_the_admin_asks_no_other_server_for_pictures_of_people_or_for_news():
    assert settings.WAGTAIL_GRAVATAR_PROVIDER_URL is None
    assert settings.WAGTAIL_ENABLE_UPDATE_CHECK is False
    assert settings.WAGTAIL_ENABLE_WHATS_NEW_BANNER is False
