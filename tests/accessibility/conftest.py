"""One server with every page in every state, for all tests of this folder; they only look."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from secrets import token_hex
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import cache
from django.core.management import call_command
from django.test import Client, override_settings
from playwright.sync_api import Browser, BrowserContext, Page
from pytest_django.live_server_helper import LiveServer

from tests.browser import PATIENCE, Overheard
from tests.demonstration import Demonstration
from tests.factories.badges import write_badge_key
from tests.factories.people import PASSWORD
from tests.factories.second_step import sign_in, sign_in_with_spare_code

from .cases import Case
from .places import fill
from .roles import ROLES, Words, person

CHECKS = Path(__file__).with_name("checks.js")


@dataclass(frozen=True)
class Site:
    """Where the server listens, and the words for the addresses in cases.py."""

    url: str
    words: Words

    def path(self, template: str) -> str:
        return template.format(**self.words)

    def filled(self, case: Case) -> Case:
        """With words in the path and in what is sent."""
        sends = case.sends and {name: self.path(value) for name, value in case.sends.items()}
        return replace(case, path=self.path(case.path), sends=sends)


@pytest.fixture(scope="package")
def transactional_db(django_db_setup: None, django_db_blocker) -> Iterator[None]:
    """In place of pytest-django's, which empties the database after each test; here at the end of the folder."""
    with django_db_blocker.unblock():
        yield
        call_command("flush", verbosity=0, interactive=False)


@pytest.fixture(scope="package")
def site(
    transactional_db: None, demonstration: Demonstration, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Site]:
    demonstration.load()
    badge_key = write_badge_key(tmp_path_factory.mktemp("keys") / "badge.pem")
    # Who signed in at the beginning of the walk is not asked again at its end.
    with override_settings(CERTIFICATE_BADGE_KEY=badge_key, ACCOUNT_REAUTHENTICATION_TIMEOUT=3600):
        words = fill()
        server = LiveServer("localhost")
        yield Site(server.url, words)
        server.stop()


@pytest.fixture(scope="package")
def client_of(site: Site) -> Callable[[str], Client]:
    """A test client that is signed in as this role."""

    def make(role: str) -> Client:
        client = Client()
        if role == "back again":
            client.post("/studio/casus/nieuw/", {"title": "Wij leren mensen fietsen maken."})
        # Wrong codes that other tests filled in must not keep anybody out here.
        cache.clear()
        if role == "half signed in":
            sign_in(person("two steps"), client)
        elif role == "two steps":
            sign_in_with_spare_code(person(role), client)
        elif role == "fresh":
            sign_in(person(role), client)
            client.post("/accounts/reauthenticate/", {"password": PASSWORD})
        elif ROLES[role]:
            client.force_login(person(role))
        elif role == "signing_up":
            address = f"{token_hex(4)}@nieuw.example"
            words = {"name": "Iemand", "email": address, "password1": "een-zin-die-ik-onthoud"}
            client.post("/accounts/signup/", words)
        return client

    return make


@pytest.fixture(scope="package")
def page_of(browser: Browser, site: Site, client_of) -> Iterator[Callable[..., tuple[Page, Overheard]]]:
    """A page in a browser of this role that asks for no movement and has the checks at hand; and its listener.

    It comes as it came the first time: a page that a visitor looked at before, such as that for a code by mail, would
    otherwise lead the next away from its own page, and only in some orders.
    """
    pages: dict[tuple[str, str], tuple[Page, Overheard]] = {}
    cookies: dict[tuple[str, str], list[Any]] = {}

    def make(role: str, language: str = "nl") -> tuple[Page, Overheard]:
        who = role, language
        if who not in pages:
            page = _context(browser).new_page()
            pages[who] = page, Overheard(page, site.url)
            cookies[who] = _cookies(site, client_of(role), language)
        context = pages[who][0].context
        context.clear_cookies()
        context.add_cookies(cookies[who])
        return pages[who]

    yield make
    for page, _overheard in pages.values():
        page.context.close()


def _context(browser: Browser) -> BrowserContext:
    context = browser.new_context(locale="nl-NL", reduced_motion="reduce", accept_downloads=True)
    context.set_default_timeout(PATIENCE)
    context.add_init_script(path=CHECKS)
    return context


def _cookies(site: Site, client: Client, language: str) -> list[Any]:
    values = {settings.LANGUAGE_COOKIE_NAME: language} | {name: one.value for name, one in client.cookies.items()}
    return [{"name": name, "value": value, "url": site.url} for name, value in values.items()]
