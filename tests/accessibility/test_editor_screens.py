"""Our screens in the Wagtail admin: to read again, for a lawyer, and the sources that questions cite.

The frame around them is Wagtail's; in it axe finds faults of Wagtail (docs/accessibility.md), so only what is ours is
looked at: the content of our own screens, and in lists and forms of Wagtail what we put there.
"""

from datetime import timedelta

import pytest
from django.urls import reverse
from playwright.sync_api import Page

from cms.models import Source, SourceReading
from curriculum.models import LegalCheck
from quizzes.models import Question
from tests.browser import AXE, AXE_RULES

pytestmark = pytest.mark.accessibility

WIDE, ENLARGED_4_TIMES = {"width": 1280, "height": 720}, {"width": 320, "height": 568}
ITEM = "sdg-artikel-2-80"
CITED = "aw2012-2-82"
MOST_STOPS = 400
OUTSIDE_THE_SCREEN = """place => [...document.querySelectorAll(`${place} *`)]
    .filter((one) => one.getClientRects().length && !one.closest(".w-sr-only, [hidden], svg, [class*=slim-header]"))
    .filter((one) => one.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
    .map((one) => one.outerHTML.slice(0, 120))"""
FOCUSED = "document.activeElement.getAttribute('aria-label') || document.activeElement.textContent.trim()"


@pytest.fixture(scope="module", autouse=True)
def changed_text(site) -> None:
    """A law has another text since today."""
    source = Source.objects.get(key=CITED)
    source.text_date += timedelta(days=1)
    source.save()


@pytest.fixture
def editor(page_of) -> Page:
    page, _overheard = page_of("editor")
    return page


def screens() -> dict[str, tuple[str, str]]:
    """By its name: the address of a screen, and what of it is ours."""
    citing = Question.objects.filter(citations__isnull=False).order_by("pk")[0]
    return {
        "Gewijzigde bronnen": (reverse("changed_sources"), "main"),
        "Nakijken door een jurist": (reverse("for_a_lawyer"), "main"),
        "Noteer een controle": (reverse("note_legal_check", args=[ITEM]), "main"),
        "Bronnen": (reverse("wagtailsnippets_cms_source:list"), "#listing-results"),
        "Wijzigen": (
            reverse("wagtailsnippets_quizzes_question:edit", args=[citing.pk]),
            "#panel-bronnen-section",
        ),
    }


def faults_in(page: Page, place: str) -> list[str]:
    # Wagtail brings an axe of its own; this one takes its place.
    page.evaluate(AXE)
    found = page.evaluate("([place, rules]) => axe.run(place, rules)", [place, AXE_RULES])
    return [f"{item['id']}: {node['html'][:160]}" for item in found["violations"] for node in item["nodes"]]


def test_each_screen_is_sound_wide_and_at_320_pixels_and_has_a_title_of_its_own(site, editor):
    problems = {}
    for name, (address, place) in screens().items():
        for size in (WIDE, ENLARGED_4_TIMES):
            editor.set_viewport_size(size)
            editor.goto(f"{site.url}{address}")
            assert editor.title().startswith(name)
            found = faults_in(editor, place) + editor.evaluate(OUTSIDE_THE_SCREEN, place)
            if found:
                problems[f"{name} at {size['width']}"] = found
    assert problems == {}, problems


def tab_to(page: Page, name: str) -> None:
    for _stop in range(MOST_STOPS):
        page.keyboard.press("Tab")
        if page.evaluate(FOCUSED).startswith(name):
            return
    raise AssertionError(f"The Tab key never reaches “{name}” on {page.url}")


def go_on(page: Page) -> None:
    with page.expect_navigation():
        page.keyboard.press("Enter")


def test_a_check_of_a_lawyer_is_noted_by_keyboard(site, editor):
    editor.set_viewport_size(WIDE)
    editor.goto(f"{site.url}{reverse('for_a_lawyer')}")
    tab_to(editor, "Noteer een controle van")
    go_on(editor)
    editor.get_by_label("Nagekeken op").focus()
    editor.keyboard.type("2026-11-20")
    editor.keyboard.press("Escape")
    editor.get_by_label("Naam van wie het nakeek").focus()
    editor.keyboard.type("mr. Aleida ten Brink")
    tab_to(editor, "Opslaan")
    go_on(editor)
    noted = LegalCheck.objects.get()
    assert noted.checked_by == "mr. Aleida ten Brink"
    noted.delete()


def test_what_cites_a_changed_text_is_noted_as_read_by_keyboard(site, editor):
    editor.set_viewport_size(ENLARGED_4_TIMES)
    editor.goto(f"{site.url}{reverse('changed_sources')}")
    tab_to(editor, "Nagekeken")
    go_on(editor)
    assert SourceReading.objects.count() == 1
