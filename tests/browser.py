"""A real browser for tests, and what axe finds on a page. Shared by the journeys and the accessibility walk."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Playwright, Request, sync_playwright

from bin.system_libraries import CHROMIUM

AXE = (Path(__file__).resolve().parent / "vendor" / "axe.min.js").read_text(encoding="utf-8")
AXE_RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "rules": {"target-size": {"enabled": True}},
    "resultTypes": ["violations"],
}
WIDE, PHONE = {"width": 1280, "height": 900}, {"width": 320, "height": 700}
# How long a browser waits, in milliseconds. A save waits for a pause and tries again after seconds; a busy machine is
# slower still.
PATIENCE = 30_000
CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
]


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    # Playwright's synchronous interface runs inside an event loop; Django must not mistake that for async code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as running:
        yield running


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    path = next(filter(None, map(shutil.which, CHROMIUM)), None)
    assert path, "No Chromium found; `make test` installs it."
    browser = playwright.chromium.launch(executable_path=path, args=CHROMIUM_FLAGS)
    yield browser
    browser.close()


def axe_findings(page: Page) -> list[str]:
    """What axe finds on the page as it is: rule and offending markup."""
    # The page's own policy refuses foreign scripts; the tester's evaluate is not subject to it.
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    found = page.evaluate("rules => axe.run(document, rules)", AXE_RULES)["violations"]
    return [f"{item['id']}: {node['html'][:160]}" for item in found for node in item["nodes"]]


# A breach of the Content-Security-Policy, whatever the browser says of it in its console.
TELL_OF_BREACHES = """document.addEventListener("securitypolicyviolation", (breach) => console.error(
    `breaks the policy: ${breach.effectiveDirective} ${breach.blockedURI} ${breach.sourceFile}`));"""


class Overheard:
    """What a page asks of somebody else's server, and what the browser complains of: its policy broken, a script."""

    def __init__(self, page: Page, site: str) -> None:
        self.site = site
        self.said: list[str] = []
        page.add_init_script(TELL_OF_BREACHES)
        page.on("request", self._note_request)
        page.on("console", self._note_console)
        page.on("pageerror", lambda error: self.said.append(str(error)))

    def _note_request(self, request: Request) -> None:
        if not request.url.startswith((self.site, "data:", "blob:", "about:")):
            self.said.append(f"asks a foreign server: {request.url}")

    def _note_console(self, message: ConsoleMessage) -> None:
        # Chromium logs refused pages (404, 429) as errors too; those are asserted where they are expected.
        if message.type in ("error", "warning") and "Failed to load resource" not in message.text:
            self.said.append(message.text)

    def take(self) -> list[str]:
        """What was overheard since the last time."""
        said, self.said = self.said, []
        return said
