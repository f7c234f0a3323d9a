"""Tests, demonstration and documents name made-up people only: no address of theirs can belong to somebody."""

import re

import pytest
from django.conf import settings

pytestmark = pytest.mark.row("P16")

# Error messages give "name@" as an example, at a domain such as people have.
ADDRESS = re.compile(r"\b(?!name@)[\w.+-]+@((?:[\w-]+\.)+[a-z]{2,})", re.IGNORECASE)
# Reserved for this, so that nobody can ever have them (RFC 2606, RFC 6761).
RESERVED = re.compile(r"(?:.*\.)?(?:example|test|invalid|localhost|example\.(?:com|net|org))")
FOLDERS = ("curriculum", "tests", "docs", "bench", "bin", "deploy")
KINDS = {".py", ".yaml", ".json", ".md", ".txt", ".csv", ".po", ".html"}


def addresses() -> dict[str, set[str]]:
    """The domains of the addresses of mail in each file that has any."""
    found: dict[str, set[str]] = {}
    for folder in FOLDERS:
        for file in (settings.BASE_DIR / folder).rglob("*"):
            if file.suffix in KINDS and "vendor" not in file.parts and "node_modules" not in file.parts:
                domains = {domain.lower() for domain in ADDRESS.findall(file.read_text(errors="replace"))}
                if domains:
                    found[str(file.relative_to(settings.BASE_DIR))] = domains
    return found


def test_every_address_of_mail_is_at_a_domain_that_nobody_can_have():
    found = addresses()
    assert len(found) > 50
    real = {file: bad for file, domains in found.items() if (bad := {d for d in domains if not RESERVED.fullmatch(d)})}
    assert real == {}


@pytest.mark.parametrize("domain", ["gemeente.nl", "gmail.com", "example.nl", "test.nl", "anexample.com"])
def test_a_domain_that_somebody_has_is_seen(domain):
    assert not RESERVED.fullmatch(domain)
