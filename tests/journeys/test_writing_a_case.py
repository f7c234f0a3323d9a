"""Writing a case while the connection, the session or a colleague comes in between: nothing typed is lost."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import Browser, BrowserContext, Page, expect

from guests import cases
from guests.models import CasePage
from people.models import User
from tests.browser import PATIENCE
from tests.factories.guests import case_texts, make_draft, make_entrepreneur
from tests.factories.people import PASSWORD

from .quiz_site import session_cookie, sound


@pytest.fixture
def writing(browser: Browser, transactional_db: None, live_server: Any) -> Iterator[Callable[[], Page]]:
    """Opens a draft of a new author in a browser of their own."""
    contexts: list[BrowserContext] = []

    def open_draft() -> Page:
        author = make_entrepreneur(name="Hanneke Vos")
        context = browser.new_context(locale="nl-NL")
        context.set_default_timeout(PATIENCE)
        context.add_cookies([session_cookie(author, live_server.url)])
        contexts.append(context)
        page = context.new_page()
        page.goto(f"{live_server.url}/studio/casus/{make_draft(author, 'eerst').pk}/")
        return page

    yield open_draft
    for context in contexts:
        context.close()


def summary_on_disk() -> str:
    return cases.draft_of(CasePage.objects.get()).summary


def reads(page: Page, kind: str) -> None:
    expect(page.locator(f"[data-studio-state][data-kind={kind}]")).to_be_visible(timeout=PATIENCE)


def test_what_is_typed_is_saved_and_said(writing):
    page = writing()

    page.locator("#id_summary").fill("Getypt op de telefoon.")

    reads(page, "saved")
    assert summary_on_disk() == "Getypt op de telefoon."
    sound(page)


def test_without_a_connection_the_text_stays_and_is_saved_when_there_is_one(writing):
    page = writing()
    page.context.set_offline(True)
    page.locator("#id_summary").fill("Getypt in de trein.")
    reads(page, "unsaved")
    assert summary_on_disk().startswith("Samenvatting eerst")

    page.context.set_offline(False)

    reads(page, "saved")
    assert summary_on_disk() == "Getypt in de trein."


def test_what_was_typed_while_signed_out_is_there_after_signing_in(writing):
    page = writing()
    Session.objects.all().delete()
    page.locator("#id_summary").fill("Getypt na twaalf uur.")
    reads(page, "signedOut")

    page.locator("[data-studio-sign-in]").click()
    page.get_by_label("E-mail").fill(User.objects.get(name="Hanneke Vos").email)
    page.get_by_label("Wachtwoord", exact=True).fill(PASSWORD)
    page.locator("main").get_by_role("button", name="Inloggen", exact=True).click()

    expect(page.locator("#id_summary")).to_have_value("Getypt na twaalf uur.")
    reads(page, "saved")
    assert summary_on_disk() == "Getypt na twaalf uur."


def test_when_a_colleague_saved_meanwhile_one_compares_and_nothing_is_overwritten(writing):
    page = writing()
    case = CasePage.objects.get()
    cases.save_draft(case, case_texts("collega"), case.owner, cases.version_of(case))

    page.locator("#id_summary").fill("Mijn eigen tekst.")
    reads(page, "stale")
    assert summary_on_disk().startswith("Samenvatting collega")
    page.locator("button[value=save]").click()

    expect(page.locator(".ldl-case__newer")).to_be_visible()
    expect(page.locator("#id_summary")).to_have_value("Mijn eigen tekst.")
    assert summary_on_disk().startswith("Samenvatting collega")


def test_a_button_takes_along_what_was_typed_a_moment_before(writing):
    page = writing()
    page.locator("#id_summary").fill("Nog net op tijd getypt.")

    page.locator("button[value=preview]").click()

    page.wait_for_url("**/voorbeeld/")
    expect(page.locator("main")).to_contain_text("Nog net op tijd getypt.")
