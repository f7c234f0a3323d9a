"""A real browser against a real server with the demonstration content."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core import mail
from django.db import connection
from playwright.sync_api import Browser, BrowserContext, Page

from people.models import User
from tests.browser import PATIENCE, PHONE, WIDE, Overheard, axe_findings
from tests.demonstration import Demonstration

from .quiz_site import session_cookie


@pytest.fixture
def demo_site(transactional_db, live_server, demonstration: Demonstration) -> str:
    """The address of a server with everything `load_demo` brings."""
    demonstration.load()
    mail.outbox.clear()
    return live_server.url


class Visitor:
    """One person with a browser of their own, who looks at each page.

    Every page that is visited is checked for requests to somebody else's server and for breaches of the
    content security policy; for sideways scrolling and by axe as `look` says.
    """

    def __init__(self, context: BrowserContext, site: str) -> None:
        self.context = context
        self.site = site
        self.page: Page = context.new_page()
        self.overheard = Overheard(self.page, site)

    def go(self, path: str) -> None:
        self.page.goto(f"{self.site}{path}" if path.startswith("/") else path)
        self.look()

    def click(self, role: str, name: str | re.Pattern[str]) -> None:
        """Press the first button or link of that name and look at what comes."""
        target = self.page.get_by_role(role, name=name).first
        if self.page.locator("form[data-quiz], form[data-autosave]").count():
            # These pages save before they are left.
            with self.page.expect_navigation():
                target.click()
        else:
            target.click()
        self.page.wait_for_load_state()
        self.look()

    def look(self) -> None:
        """Hold the page against what every page must be.

        Once, not on each database: it looks the same on both, and tests/accessibility walks all addresses at
        more sizes. Here it is for what only a journey comes to.
        """
        assert self.page.locator("h1").count() == 1, self.page.url
        assert self.overheard.said == []
        if connection.vendor != "sqlite":
            return
        for size in (WIDE, PHONE):
            self.page.set_viewport_size(size)
            overflow = self.page.evaluate(
                "document.documentElement.scrollWidth - document.documentElement.clientWidth"
            )
            assert overflow <= 0, f"{self.page.url} scrolls sideways by {overflow} px at {size['width']} px"
        assert axe_findings(self.page) == [], self.page.url
        self.page.set_viewport_size(WIDE)

    def text(self) -> str:
        return self.page.locator("main").inner_text()


class PlainVisitor(Visitor):
    """The same person with JavaScript off; axe cannot run there, the rest is looked at."""

    def look(self) -> None:
        assert self.page.locator("h1").count() == 1, self.page.url
        assert self.overheard.said == []


@pytest.fixture
def visit(browser: Browser, demo_site: str) -> Iterator[Callable[..., Visitor]]:
    """Makes visitors: `visit()` with JavaScript, `visit(javascript=False)` without; `wishes` are the browser's own."""
    contexts: list[BrowserContext] = []

    def make(javascript: bool = True, **wishes: str) -> Visitor:
        context = browser.new_context(locale="nl-NL", java_script_enabled=javascript, accept_downloads=True, **wishes)
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        return (Visitor if javascript else PlainVisitor)(context, demo_site)

    yield make
    for context in contexts:
        context.close()


@pytest.fixture
def person(browser: Browser, transactional_db: None, live_server: Any) -> Iterator[Callable[[User | None], Visitor]]:
    """Makes visitors of a site without the demonstration content, signed in as somebody or as nobody."""
    contexts: list[BrowserContext] = []

    def make(user: User | None) -> Visitor:
        context = browser.new_context(locale="nl-NL")
        context.set_default_timeout(PATIENCE)
        if user is not None:
            context.add_cookies([session_cookie(user, live_server.url)])
        contexts.append(context)
        return Visitor(context, live_server.url)

    yield make
    for context in contexts:
        context.close()


def sign_in(visitor: Visitor, email: str) -> None:
    from curriculum.demo import PASSWORD

    visitor.page.goto(f"{visitor.site}/accounts/login/")
    visitor.page.get_by_label("E-mail").fill(email)
    visitor.page.get_by_label("Wachtwoord", exact=True).fill(PASSWORD)
    visitor.page.locator("main").get_by_role("button", name="Inloggen", exact=True).click()
    visitor.page.wait_for_load_state()
