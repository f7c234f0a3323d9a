"""A real browser against a real server with the demonstration content."""

import os
import re
import shutil
from collections.abc import Callable, Iterator
from io import StringIO
from pathlib import Path

import pytest
from django.core import mail
from django.core.management import call_command
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, sync_playwright

from tests.factories.site import make_site

# Playwright's synchronous interface runs inside an event loop; Django must not mistake that for async code.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

AXE = (Path(__file__).resolve().parent.parent / "vendor" / "axe.min.js").read_text(encoding="utf-8")
AXE_RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "rules": {"target-size": {"enabled": True}},
}
WIDE, PHONE = {"width": 1280, "height": 900}, {"width": 320, "height": 700}
CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
]


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as running:
        yield running


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    assert path, "No Chromium found; `make test` installs it."
    browser = playwright.chromium.launch(executable_path=path, args=CHROMIUM_FLAGS)
    yield browser
    browser.close()


@pytest.fixture
def demo_site(transactional_db, live_server) -> str:
    """The address of a server with everything `load_demo` brings."""
    make_site()
    call_command("load_demo", verbosity=0, stdout=StringIO())
    mail.outbox.clear()
    return live_server.url


class Visitor:
    """One person with a browser of their own, who looks at each page at two widths.

    Every page that is visited is checked by axe, for sideways scrolling, for requests to somebody
    else's server and for breaches of the content security policy.
    """

    def __init__(self, context: BrowserContext, site: str) -> None:
        self.context = context
        self.site = site
        self.page: Page = context.new_page()
        self.foreign: list[str] = []
        self.complaints: list[str] = []
        self.page.on("request", self._note_request)
        self.page.on("console", self._note_console)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def _note_request(self, request) -> None:
        if not request.url.startswith((self.site, "data:", "blob:", "about:")):
            self.foreign.append(request.url)

    def _note_console(self, message) -> None:
        # Chromium logs refused pages (404, 429) as errors too; those are asserted where they are expected.
        if message.type in ("error", "warning") and "Failed to load resource" not in message.text:
            self.complaints.append(message.text)

    def go(self, path: str) -> None:
        self.page.goto(f"{self.site}{path}" if path.startswith("/") else path)
        self.look()

    def click(self, role: str, name: str | re.Pattern[str]) -> None:
        """Press the first button or link of that name and look at what comes."""
        self.page.get_by_role(role, name=name).first.click()
        self.page.wait_for_load_state()
        self.look()

    def look(self) -> None:
        """Hold the page against what every page must be."""
        for size in (WIDE, PHONE):
            self.page.set_viewport_size(size)
            overflow = self.page.evaluate(
                "document.documentElement.scrollWidth - document.documentElement.clientWidth"
            )
            assert overflow <= 0, f"{self.page.url} scrolls sideways by {overflow} px at {size['width']} px"
            self._axe(size["width"])
        self.page.set_viewport_size(WIDE)
        assert self.page.locator("h1").count() == 1, self.page.url
        assert self.foreign == []
        assert self.complaints == []

    def _axe(self, width: int) -> None:
        said = [f"{rule}: {html}" for rule, html in self.faults()]
        assert said == [], f"{self.page.url} at {width} px:\n" + "\n".join(said)

    def faults(self) -> list[tuple[str, str]]:
        """What axe finds on the page as it is: rule and offending markup."""
        # The page's own policy refuses foreign scripts; the tester's evaluate is not subject to it.
        self.page.evaluate(f"() => {{ if (!window.axe) {{ {AXE} }} }}")
        found = self.page.evaluate("rules => axe.run(document, rules)", AXE_RULES)["violations"]
        return [(item["id"], node["html"][:160]) for item in found for node in item["nodes"]]

    def text(self) -> str:
        return self.page.locator("main").inner_text()


class PlainVisitor(Visitor):
    """The same person with JavaScript off; axe cannot run there, the rest is looked at."""

    def _axe(self, width: int) -> None:
        return

    def look(self) -> None:
        assert self.page.locator("h1").count() == 1, self.page.url
        assert self.foreign == []


@pytest.fixture
def visit(browser: Browser, demo_site: str) -> Iterator[Callable[..., Visitor]]:
    """Makes visitors: `visit()` with JavaScript, `visit(javascript=False)` without; `wishes` are the browser's own."""
    contexts: list[BrowserContext] = []

    def make(javascript: bool = True, **wishes: str) -> Visitor:
        context = browser.new_context(locale="nl-NL", java_script_enabled=javascript, accept_downloads=True, **wishes)
        context.set_default_timeout(15_000)
        contexts.append(context)
        return (Visitor if javascript else PlainVisitor)(context, demo_site)

    yield make
    for context in contexts:
        context.close()


def sign_in(visitor: Visitor, email: str) -> None:
    from curriculum.demo import PASSWORD

    visitor.go("/accounts/login/")
    visitor.page.get_by_label("E-mail").fill(email)
    visitor.page.get_by_label("Wachtwoord", exact=True).fill(PASSWORD)
    visitor.page.locator("main").get_by_role("button", name="Inloggen").click()
    visitor.page.wait_for_load_state()
    visitor.look()
