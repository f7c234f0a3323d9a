"""A learner reads on a wide screen, writes a note, is called away and goes on elsewhere."""

import re

from courses.models import Note, Position

from .conftest import PHONE, sign_in

LEARNER = "ambtenaar@demo.example"
LESSON = "/cursussen/artikel-2-82/de-wet-begrijpen/wat-staat-er-in-de-wet/"


def start(visitor):
    sign_in(visitor, LEARNER)
    visitor.go("/cursussen/artikel-2-82/")
    visitor.click("button", "Inschrijven en beginnen")
    visitor.go(LESSON)


def beside(visitor, number):
    """The private form of the so-manyth block one can write beside."""
    return visitor.page.locator("form.ldl-note__form").nth(number)


def open_note(visitor, number):
    visitor.page.locator("summary.ldl-note__button").nth(number).click()


def test_notes_contents_and_the_place_one_left_off(visit):
    visitor = visit()
    start(visitor)
    page = visitor.page

    contents = page.get_by_role("navigation", name="Inhoud van de cursus")
    assert contents.is_visible(), "beside the lesson where there is room"
    page.set_viewport_size(PHONE)
    assert not contents.is_visible()
    page.get_by_role("button", name="Inhoud van de cursus").click()
    assert contents.get_by_role("link", name="Wie telt mee?").is_visible()
    page.keyboard.press("Escape")
    assert not contents.is_visible()
    page.set_viewport_size({"width": 1280, "height": 900})

    open_note(visitor, 0)
    form = beside(visitor, 0)
    form.get_by_label(re.compile("Uw notitie")).fill("Navragen bij juridische zaken")
    form.get_by_role("button", name="Opslaan").click()
    form.get_by_role("status").get_by_text(re.compile(r"Opgeslagen \d\d:\d\d")).wait_for()
    assert Note.objects.get().text == "Navragen bij juridische zaken"
    open_note(visitor, 1)
    form = beside(visitor, 1)
    form.get_by_role("textbox").fill("x" * 5001)
    form.get_by_role("button", name="Opslaan").click()
    form.get_by_role("status").get_by_text("hoogstens 5000 tekens").wait_for()
    assert form.get_by_role("textbox").input_value() == "x" * 5001
    visitor.look()
    form.get_by_role("textbox").fill("Kort")
    form.get_by_role("button", name="Opslaan").click()
    form.get_by_role("status").get_by_text("Opgeslagen").wait_for()

    block = page.locator(".ldl-body > [id^=block-]").nth(6)
    block_id = block.get_attribute("id").removeprefix("block-")
    with page.expect_response(lambda response: block_id in (response.request.post_data or "")):
        block.evaluate("element => element.scrollIntoView({ behavior: 'instant' })")
    assert Position.objects.get(enrolment__user__email=LEARNER).block_id == block_id

    elsewhere = visit()
    sign_in(elsewhere, LEARNER)
    elsewhere.go("/")
    elsewhere.click("link", re.compile("Ga verder met"))
    assert elsewhere.page.url.endswith(f"{LESSON}#block-{block_id}")
    elsewhere.click("button", "Bewaar deze stap")
    elsewhere.go("/mijn-leren/")
    assert "Bewaard" in elsewhere.text()
    elsewhere.click("link", "Mijn notities")
    assert "Navragen bij juridische zaken" in elsewhere.text()


def test_notes_without_javascript(visit):
    visitor = visit(javascript=False)
    start(visitor)
    open_note(visitor, 0)
    form = beside(visitor, 0)
    form.get_by_role("textbox").fill("x" * 6000)
    form.get_by_role("button", name="Opslaan").click()
    visitor.page.wait_for_load_state()
    assert visitor.page.title().startswith("Fout:")
    field = visitor.page.get_by_label(re.compile("Uw notitie"))
    assert field.input_value() == "x" * 6000
    field.fill("Kort")
    visitor.page.locator("main").get_by_role("button", name="Opslaan").click()
    visitor.page.wait_for_load_state()
    assert "#block-" in visitor.page.url
    assert beside(visitor, 0).get_by_role("textbox").input_value() == "Kort"
