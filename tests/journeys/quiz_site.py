"""Quizzes in a real browser: a learner with an open attempt, on a server that a test may cut off, kill and restart."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from people.models import User
from quizzes.models import Attempt
from tests.browser import PATIENCE, PHONE, WIDE, axe_findings
from tests.factories.people import make_user
from tests.factories.quizzes import make_quiz, start_attempt
from tests.factories.site import make_site


@dataclass
class Learner:
    """Somebody in the middle of a quiz, with a browser of their own."""

    user: User
    attempt: Attempt
    context: BrowserContext
    site: str
    page: Page

    def path(self, rest: str = "") -> str:
        return f"{self.site}/mijn-leren/toets/{self.attempt.public_id}/{rest}"

    def open(self, rest: str = "", page: Page | None = None) -> Page:
        page = page or self.page
        page.goto(self.path(rest))
        return page

    def option(self, number: int, place: int, page: Page | None = None) -> Locator:
        """The input of the option at this place, from 0, of a question."""
        return (page or self.page).locator(f"input[name=question_{number}]").nth(place)

    def option_id(self, number: int, place: int) -> str:
        return self.attempt.items[number - 1]["body"]["options"][place]["id"]

    def saved(self) -> dict[int, Any]:
        return self.attempt.saved_answers()

    def finished(self) -> Attempt:
        self.attempt.refresh_from_db()
        return self.attempt

    def sign_out(self) -> None:
        """The session ends on the server, as after twelve hours."""
        Session.objects.all().delete()

    def sign_in_on(self, page: Page) -> None:
        from tests.factories.people import PASSWORD

        page.get_by_label("E-mail").fill(self.user.email)
        page.get_by_label("Wachtwoord", exact=True).fill(PASSWORD)
        page.locator("main").get_by_role("button", name="Inloggen", exact=True).click()
        page.wait_for_url(lambda url: "/accounts/login/" not in url)


def state(page: Page) -> Locator:
    """The words about saving, near the buttons."""
    return page.locator("[data-quiz-state]")


def says(page: Page, text: Any) -> None:
    expect(state(page)).to_have_text(text, timeout=PATIENCE)


def press(page: Page, name: str) -> None:
    page.locator("main").get_by_role("button", name=name, exact=True).click()


def sound(page: Page) -> None:
    """Nothing for axe and no sideways scrolling, wide and narrow."""
    for size in (WIDE, PHONE):
        page.set_viewport_size(size)
        wider = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wider <= 0, f"{page.url} scrolls sideways by {wider} px at {size['width']} px"
        assert axe_findings(page) == [], (page.url, size)
    page.set_viewport_size(WIDE)


def session_cookie(user: User, site: str) -> dict[str, str]:
    client = Client()
    client.force_login(user)
    name = settings.SESSION_COOKIE_NAME
    return {"name": name, "value": client.cookies[name].value, "url": site}


@pytest.fixture
def in_quiz(browser: Browser, transactional_db: None, live_server: Any) -> Iterator[Callable[..., Learner]]:
    """Makes learners who have started a quiz with these rules; `javascript` and `site` are for their browser."""
    contexts: list[BrowserContext] = []

    def make(*questions: Any, javascript: bool = True, site: str = "", **rules: Any) -> Learner:
        make_site()
        user = make_user(name="Sanne de Vries")
        attempt = start_attempt(user, make_quiz(*questions, **rules))
        site = site or live_server.url
        context = browser.new_context(locale="nl-NL", java_script_enabled=javascript)
        context.set_default_timeout(PATIENCE)
        context.add_cookies([session_cookie(user, site)])
        contexts.append(context)
        return Learner(user, attempt, context, site, context.new_page())

    yield make
    for context in contexts:
        context.close()


class OwnServer:
    """The site as a process of its own on the database of the test; it can be killed and started again."""

    def __init__(self) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.url = f"http://localhost:{self.port}"
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        command = [sys.executable, "-m", "gunicorn", "config.wsgi", f"--bind=127.0.0.1:{self.port}"]
        command += ["--threads=4", "--log-level=warning", "--no-control-socket"]
        environment = os.environ | {
            "DJANGO_SETTINGS_MODULE": "config.settings.dev",
            "DATABASE_URL": database_address(),
            "SECRET_KEY": settings.SECRET_KEY,
            "BASE_URL": self.url,
        }
        self.process = subprocess.Popen(command, cwd=settings.BASE_DIR, env=environment, start_new_session=True)
        for _try in range(240):
            try:
                urllib.request.urlopen(f"{self.url}/accounts/login/", timeout=20).close()  # noqa: S310 - our own
                return
            except (urllib.error.URLError, ConnectionError, TimeoutError):
                assert self.process.poll() is None, "the server did not start"
                time.sleep(0.25)
        raise AssertionError("the server does not answer")

    def kill(self) -> None:
        """As by a power cut: nothing is finished, nothing is said."""
        if self.process and self.process.poll() is None:
            os.killpg(self.process.pid, 9)
            self.process.wait()


def database_address() -> str:
    """The test's own database as DATABASE_URL."""
    values = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{values['NAME']}"
    password = f":{values['PASSWORD']}" if values["PASSWORD"] else ""
    return f"postgres://{values['USER']}{password}@{values['HOST']}:{values['PORT'] or 5432}/{values['NAME']}"


@pytest.fixture
def own_server(transactional_db: None) -> Iterator[OwnServer]:
    server = OwnServer()
    yield server
    server.kill()
