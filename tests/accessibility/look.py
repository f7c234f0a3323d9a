"""Looking at one page in every way: wide and narrow, with larger and wider text, along each stop of the Tab key."""

from typing import Any

from django.utils.translation import override
from playwright.sync_api import Page

from cms.written_text import NOTHING_SPECIAL
from tests.browser import PHONE, WIDE, axe_findings

from .cases import Case

SITE_NAME = "Leren doet leven"
# What depends on the room there is.
LAYOUT = ["sideways", "clipped"]
FOCUS = ["focus"]
# The last is the first at 400 %.
SCREENS = [{"width": 1280, "height": 720}, {"width": 320, "height": 568}, {"width": 320, "height": 256}]
SECRETS = ("password", "password1", "oldpassword")

FILL_IN_AND_SEND = """([values, button]) => {
    const names = Object.keys(values);
    const buttons = [...document.querySelectorAll("main form button[type=submit]")].filter((one) =>
        one.textContent.includes(button) && names.every((name) => one.form.elements.namedItem(name)));
    for (const name of names) {
        const control = buttons[0].form.elements.namedItem(name);
        if (control.type === "file") {
            const chosen = new DataTransfer();
            chosen.items.add(new File([values[name]], "certificaat.pdf"));
            control.files = chosen.files;
        } else if (control instanceof RadioNodeList && control[0].type === "checkbox") {
            for (const box of control) box.checked = box.value === values[name];
        } else control.value = values[name];
    }
    buttons[0].form.noValidate = true;
    buttons[0].form.requestSubmit(buttons[0]);
}"""
# A browser moves the focus to what asks for it when it draws the next frame, and that may be after it loaded the page.
DRAWN = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
VALUE = "name => document.querySelector(`main [name='${name}']:not([type=hidden])`)?.value"


def look_at(page: Page, site_url: str, case: Case) -> list[str]:
    """Everything that is wrong with a page; nothing when it is sound."""
    page.set_viewport_size(WIDE)
    page.goto(f"{site_url}{case.path}")
    if case.sends is not None:
        with page.expect_navigation():
            page.evaluate(FILL_IN_AND_SEND, [case.sends, case.button])
    page.evaluate(DRAWN)
    return [*_what_was_typed_is_gone(page, case), *_looks(page, case)]


def _looks(page: Page, case: Case) -> list[str]:
    with override(case.language):
        warning = str(NOTHING_SPECIAL)
    about = {"siteName": SITE_NAME, "isRefused": case.refused, "language": case.language, "warning": warning}

    def run(names: list[str]) -> list[str]:
        return page.evaluate("([names, about]) => accessibility.run(names, about)", [names, about])

    names = page.evaluate("accessibility.names")
    found = run([name for name in names if name not in (*FOCUS, *case.without)])
    page.evaluate("accessibility.openAll()")
    found += axe_findings(page)
    page.evaluate("accessibility.enlargeText(true)")
    found += [f"at 200 %: {said}" for said in run(LAYOUT)]
    page.evaluate("accessibility.enlargeText(false)")
    page.evaluate("accessibility.spaceText(true)")
    found += [f"with wide text: {said}" for said in run(LAYOUT)]
    page.set_viewport_size(PHONE)
    found += [f"with wide text: {said}" for said in run(LAYOUT)]
    page.evaluate("accessibility.spaceText(false)")
    found += run([*LAYOUT, "choices"]) + axe_findings(page)
    for screen in SCREENS:
        page.set_viewport_size(screen)
        found += run(FOCUS)
    return found + (_unfolded(page, case.opens, run) if case.opens else [])


def _unfolded(page: Page, opens: str, run: Any) -> list[str]:
    page.set_viewport_size(PHONE)
    page.locator(opens).first.click()
    return [f"with {opens} open: {said}" for said in run(LAYOUT) + axe_findings(page)]


def _what_was_typed_is_gone(page: Page, case: Case) -> list[str]:
    typed = {name: value for name, value in (case.sends or {}).items() if case.refused and name not in SECRETS}
    return [
        f"{name} is no longer what was typed" for name, value in typed.items() if page.evaluate(VALUE, name) != value
    ]
