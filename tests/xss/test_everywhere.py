"""Words stay words: a corpus of attacks in every field that people write in, read by every role.

First sent through every form, then put in every text that is kept, also past the forms. The pages are read as a
parser reads them, so the Content-Security-Policy does not help them; a sample is opened in a browser without it.
"""

import mimetypes
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.core import mail
from django.http import HttpResponse
from lxml import html

from people.sweep import sweep

from .corpus import MARK, Words, corpus
from .forms import forms_of
from .poison import kept_addresses, poison_everything
from .reading import became_markup

# Once, not on each database: what a page shows is the same on both.
pytestmark = [pytest.mark.row("B46"), pytest.mark.accessibility]

ASKED = ("q", "zoek", "next", "pagina", "status", "sorteer", "afdeling", "cursus", "naam", "thema", "export")
# Read in a browser too: where the most words of others stand, and our own scripts run.
IN_BROWSER = 14


def is_html(response) -> bool:
    kind = response.headers.get("Content-Type", "")
    return kind.startswith("text/html") and not response.streaming and bool(response.content)


def faults_of(response) -> list[str]:
    # 503: what the site leads to does not answer, such as the sign-on of a municipality; it says so.
    if response.status_code >= 500 and response.status_code != 503:
        return [f"status {response.status_code}"]
    return became_markup(response.content, settings.SECRET_KEY) if is_html(response) else []


@pytest.fixture(scope="module")
def sent(places, client_of) -> tuple[int, dict[str, list[str]], set[str]]:
    """Every form of every page, sent once with words of the corpus: how many, what became markup or is no address."""
    words, known, faults = Words(), set(), {}
    for role, path in places:
        client = client_of(role)
        page = client.get(path)
        if not is_html(page):
            continue
        for form in forms_of(page.content, path, words):
            if form.key in known:
                continue
            known.add(form.key)
            answer = getattr(client, form.method)(form.path, form.data, follow=True)
            if found := faults_of(answer):
                faults[f"{role} {form.method} {form.path}"] = found
    return len(known), faults, kept_addresses()


def test_what_is_sent_through_any_form_stays_words(sent):
    count, faults, _no_addresses = sent
    assert faults == {}
    assert count > 100


def test_no_form_keeps_an_address_that_leads_to_a_script(sent):
    _count, _faults, no_addresses = sent
    assert no_addresses == set()


@pytest.fixture(scope="module")
def poisoned(sent) -> Words:
    return poison_everything()


@pytest.fixture(scope="module")
def answers(poisoned, places, client_of) -> dict[tuple[str, str], HttpResponse]:
    """What each role reads on each page that has the corpus in all its texts."""
    return {(role, path): client_of(role).get(path) for role, path in places}


@pytest.fixture(scope="module")
def pages(answers) -> dict[tuple[str, str], bytes]:
    return {place: answer.content for place, answer in answers.items() if is_html(answer)}


def test_what_is_kept_stays_words_for_every_reader(answers, pages, poisoned):
    assert {place: found for place, answer in answers.items() if (found := faults_of(answer))} == {}
    assert len(pages) > 200
    shown = [place for place, page in pages.items() if MARK.encode() in page]
    assert len(shown) > 0.8 * len(pages), "Most pages show words that people wrote."
    assert len(poisoned.given) == len(corpus())


def test_what_is_asked_stays_words(poisoned, places, client_of):
    words, faults = Words(), {}
    for role, path in dict.fromkeys((role, path.partition("?")[0]) for role, path in places):
        answer = client_of(role).get(path, {name: words.fit(200) for name in ASKED})
        if found := faults_of(answer):
            faults[role, path] = found
    assert faults == {}


def links_in(page: bytes) -> list[str]:
    addresses = html.document_fromstring(page).xpath("//a/@href")
    return [one.partition("#")[0] for one in addresses if one.startswith("/admin/") and "export=" not in one]


STARTS = (
    "/admin/",
    "/admin/pages/",
    "/admin/images/",
    "/admin/documents/",
    "/admin/media/",
    "/admin/users/",
    "/admin/groups/",
    "/admin/reports/site-history/",
    "/admin/reports/aging-pages/",
    "/admin/reports/workflow/",
    "/admin/snippets/",
    "/admin/collections/",
    "/admin/settings/cms/branding/",
)


def test_editors_and_administrators_read_words_in_the_admin(poisoned, client_of):
    """Breadth first through the admin; of each kind of address the first three."""
    faults, seen, kinds = {}, set(), {}
    for role in ("editor", "administrator"):
        waiting = list(STARTS)
        while waiting:
            path = waiting.pop(0)
            kind = role, "/".join("#" if part.isdigit() else part for part in path.partition("?")[0].split("/"))
            if (role, path) in seen or kinds.get(kind, 0) >= 3 or "logout" in path:
                continue
            seen.add((role, path))
            kinds[kind] = kinds.get(kind, 0) + 1
            answer = client_of(role).get(path, follow=True)
            if not is_html(answer):
                continue
            if found := faults_of(answer):
                faults[role, path] = found
            waiting += links_in(answer.content)
    assert faults == {}
    assert len(seen) > 80


def test_mail_is_text_and_its_subject_is_one_line(poisoned, places):
    mail.outbox = []
    sweep()
    assert mail.outbox, "Reminders and digests of people whose names are poisoned."
    for message in mail.outbox:
        assert message.content_subtype == "plain"
        assert not getattr(message, "alternatives", [])
        assert "\n" not in message.subject
        assert "\r" not in message.subject
        written = message.message()
        assert written.get_all("Bcc") is None
        assert written.get_all("Set-Cookie") is None
        assert len(written.get_all("To")) == len(written.get_all("Subject")) == 1


def test_in_a_browser_without_the_policy_nothing_runs_and_nothing_is_asked_elsewhere(pages, browser):
    context = browser.new_context(bypass_csp=True)
    page = context.new_page()
    body = {"": b""}
    asked = []

    def answer(route, request):
        path = urlsplit(request.url).path
        if not request.url.startswith("http://leren.example/"):
            asked.append(request.url)
            route.abort()
        elif path.startswith("/static/") and (found := finders.find(path.removeprefix("/static/"))):
            kind = mimetypes.guess_type(path)[0] or "application/octet-stream"
            route.fulfill(path=found, content_type=kind)
        elif request.is_navigation_request() and not request.frame.parent_frame:
            route.fulfill(body=body[""], content_type="text/html; charset=utf-8")
        else:
            route.fulfill(status=404)

    page.route("**/*", answer)
    most_words = sorted(pages, key=lambda place: pages[place].count(MARK.encode()), reverse=True)
    different = list({path.split("?")[0]: (role, path) for role, path in reversed(most_words)}.values())[-IN_BROWSER:]
    for place in different:
        body[""] = pages[place]
        page.goto(f"http://leren.example{place[1]}")
        page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
        page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
        assert page.evaluate(f"window.{MARK}") is None, place
    body[""] = b"<!doctype html><img src=x onerror=window.__xss=1>"
    page.goto("http://leren.example/geplant/")
    page.wait_for_function(f"window.{MARK} === 1")
    context.close()
    assert asked == []
