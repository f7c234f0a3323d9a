"""How the platform is doing, and the first steps on the home page of the admin: what is ours of these pages."""

import pytest
from playwright.sync_api import Page

from operations.condition_admin import TITLE

from .test_editor_screens import ENLARGED_4_TIMES, OUTSIDE_THE_SCREEN, WIDE, faults_in

pytestmark = pytest.mark.accessibility
SCREENS = {"/admin/hoe-gaat-het/": "main", "/admin/": "#first-steps-section"}


@pytest.fixture
def administrator(page_of) -> Page:
    page, _overheard = page_of("administrator")
    return page


def test_it_is_sound_wide_and_at_320_pixels(site, administrator):
    problems = {}
    for address, place in SCREENS.items():
        for size in (WIDE, ENLARGED_4_TIMES):
            administrator.set_viewport_size(size)
            administrator.goto(f"{site.url}{address}")
            found = faults_in(administrator, place) + administrator.evaluate(OUTSIDE_THE_SCREEN, place)
            if found:
                problems[f"{address} at {size['width']}"] = found
    assert problems == {}, problems


def test_the_test_mail_is_sent_by_keyboard_and_its_answer_is_said(site, administrator):
    administrator.goto(f"{site.url}/admin/hoe-gaat-het/")
    assert administrator.title().startswith(str(TITLE))
    administrator.locator("form[action$='/proefmail/'] button").focus()
    administrator.keyboard.press("Enter")
    administrator.locator("li.error").wait_for()
