"""Whom to tell of a vulnerability (RFC 9116)."""

from datetime import UTC, datetime, timedelta

import pytest
from django.conf import settings
from django.test import Client

from config.security_txt import LOOKED_AT, expires

pytestmark = pytest.mark.row("B43")

ADDRESS = "/.well-known/security.txt"


def fields_of(text: str) -> dict[str, str]:
    return dict(line.split(": ", 1) for line in text.splitlines())


def test_anybody_can_read_it_as_plain_text(client: Client, home):
    response = client.get(ADDRESS)
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    fields = fields_of(response.content.decode())
    assert fields["Contact"].startswith(("mailto:", "https://", "tel:"))
    assert fields["Canonical"] == f"{settings.BASE_URL}{ADDRESS}"
    assert fields["Preferred-Languages"] == "nl, en"
    assert not response.cookies


def test_the_contact_is_that_of_the_installation(client: Client, home, settings):
    settings.SECURITY_CONTACT = "https://gemeente.example/lek-melden"
    assert "Contact: https://gemeente.example/lek-melden\n" in client.get(ADDRESS).content.decode()


def test_it_holds_for_less_than_a_year(client: Client, home):
    said = datetime.fromisoformat(fields_of(client.get(ADDRESS).content.decode())["Expires"])
    assert said == expires()
    assert said - datetime.combine(LOOKED_AT, datetime.min.time(), UTC) < timedelta(days=365)


def test_it_still_holds_for_two_months():
    """Red? Look whether config/security_txt.py and SECURITY.md are still right, and put the day in LOOKED_AT."""
    assert expires() - datetime.now(UTC) > timedelta(days=60)


def test_the_page_for_reporters_names_the_same_address():
    assert ADDRESS in (settings.BASE_DIR / "SECURITY.md").read_text()
