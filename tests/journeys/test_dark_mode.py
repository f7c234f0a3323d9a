"""The same pages for somebody who asks for dark, or who has colours of their own."""

import json
import re

import pytest

from cms.models import Branding

from .conftest import sign_in

PUBLIC = ["/", "/cursussen/", "/cursussen/artikel-2-82/", "/accounts/login/", "/certificaat/", "/bestaat-niet/"]
GROUND = "getComputedStyle(document.body).backgroundColor"
HOUSE_STYLE = {
    "utrecht": {
        "button": {"primary-action": {"background-color": {"value": "#cc0000"}}},
        "page-header": {"background-color": {"value": "#222222"}},
    }
}


@pytest.fixture
def dark(visit):
    return visit(color_scheme="dark")


def test_public_pages_are_sound_in_the_dark(dark):
    for path in PUBLIC:
        dark.go(path)
        assert dark.page.evaluate(GROUND) == "rgb(14, 24, 28)"


def test_a_learner_reads_and_is_tested_in_the_dark(dark):
    sign_in(dark, "ambtenaar@demo.example")
    dark.go("/cursussen/artikel-2-82/")
    dark.click("button", "Inschrijven en beginnen")
    dark.click("button", "Markeer als gedaan")
    dark.go("/mijn-leren/")
    dark.go("/cursussen/artikel-2-82/de-wet-begrijpen/oefentoets/")
    dark.click("button", "Start de toets")
    dark.page.locator("main input[type=radio]").first.check()
    dark.click("button", "Toets inleveren")
    assert dark.page.title().startswith("Fout:")


def test_hr_and_the_style_guide_are_sound_in_the_dark(visit, dark):
    sign_in(dark, "hr@demo.example")
    dark.go("/hr/")
    editor = visit(color_scheme="dark")
    sign_in(editor, "redactie@demo.example")
    editor.go("/stijlgids/")


def test_an_editor_takes_the_house_style_from_a_file_and_it_is_sound_in_both_themes(visit):
    editor = visit()
    sign_in(editor, "redactie@demo.example")
    page = editor.page
    page.goto(f"{editor.site}/admin/settings/cms/branding/")
    page.get_by_role("link", name=re.compile("tokenbestand")).click()
    file = {"name": "tokens.json", "mimeType": "application/json", "buffer": json.dumps(HOUSE_STYLE).encode()}
    page.get_by_label("Tokenbestand").set_input_files(file)
    page.get_by_role("button", name="Bekijk wat erin staat").click()
    page.get_by_role("button", name="Gebruik deze kleuren").click()
    page.wait_for_load_state()
    branding = Branding.objects.get()
    assert (branding.primary_colour, branding.header_colour) == ("#cc0000", "#222222")
    for theme in ("light", "dark"):
        visitor = visit(color_scheme=theme)
        visitor.go("/")
        visitor.go("/accounts/login/")


def test_with_colours_of_ones_own_every_icon_stays_in_sight(visit):
    visitor = visit(forced_colors="active")
    visitor.page.goto(f"{visitor.site}/cursussen/")
    icon, ground = visitor.page.evaluate(
        """() => [getComputedStyle(document.querySelector('.ldl-search__button'), '::before').backgroundColor,
                  getComputedStyle(document.querySelector('.ldl-search__button')).backgroundColor]"""
    )
    assert icon != ground
