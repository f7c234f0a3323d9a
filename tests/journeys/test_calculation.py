"""The worked example in a browser: it recalculates, and it computes what the server computes."""

import random

import pytest
from playwright.sync_api import Page, expect

from cms.formula import NoResult, in_dutch, result_of
from cms.stream import BODY_BLOCKS
from tests.factories.cms import make_page

VALUES = {"a": 3.0, "b": 0.25, "totaal_uren": 1250.5}
PROGRAM = "import(document.querySelector('script[src*=calculation]').src)"


@pytest.fixture
def page_with_calculation(browser, transactional_db, live_server):
    block = dict(BODY_BLOCKS)["calculation"]
    url = make_page(body=[("calculation", block.get_preview_value())]).url
    context = browser.new_context()
    page = context.new_page()
    page.goto(live_server.url + url)
    yield page
    context.close()


def some_formula(chance: random.Random, depth: int = 3) -> str:
    if depth == 0 or chance.random() < 0.2:
        return chance.choice([*VALUES, "2", "0,1", "7,125", "0"])
    left, right = (some_formula(chance, depth - 1) for _side in range(2))
    shapes = [
        "({} + {})",
        "{} - {}",
        "{} * {}",
        "{} / {}",
        "min({}; {})",
        "max({}; {})",
        "round({}; 2) + {}",
        "-{} * {}",
    ]
    return chance.choice(shapes).format(left, right)


def on_the_server(formula: str) -> str | None:
    try:
        return in_dutch(result_of(formula, VALUES), 3)
    except NoResult:
        return None


def test_the_browser_computes_what_the_server_computes(page_with_calculation: Page):
    chance = random.Random(282)  # noqa: S311
    formulas = [some_formula(chance) for _number in range(400)]
    computed = page_with_calculation.evaluate(
        f"""async ([formulas, values]) => {{
            const {{ resultOf, inDutch }} = await {PROGRAM};
            const known = new Map(Object.entries(values));
            return formulas.map((formula) => resultOf(formula, known)).map((n) => n === null ? null : inDutch(n, 3));
        }}""",
        [formulas, VALUES],
    )
    assert dict(zip(formulas, computed, strict=True)) == {formula: on_the_server(formula) for formula in formulas}
    assert None in computed


def test_the_browser_reads_dutch_numbers(page_with_calculation: Page):
    typed = ["1.250,50", "1250,5", "1.250", "12.5", " 7 ", "-3", "", "abc", "1,2,3", "1.25.0", "1e3", "Infinity"]
    read = page_with_calculation.evaluate(
        f"async (typed) => {{ const {{ fromDutch }} = await {PROGRAM}; return typed.map(fromDutch); }}", typed
    )
    assert read == [1250.5, 1250.5, 1250, 12.5, 7, -3, None, None, None, None, None, None]


def test_the_result_follows_the_numbers_by_typing_by_keys_and_by_buttons(page_with_calculation: Page):
    page = page_with_calculation
    result = page.get_by_role("status").filter(visible=True)
    expect(result).to_contain_text("41,30 %")
    people = page.get_by_label("Doelgroep (werknemers)")
    people.fill("23")
    expect(result).to_contain_text("50,00 %")
    people.press("ArrowDown")
    expect(people).to_have_value("22")
    page.get_by_role("button", name="Meer: Doelgroep").click()
    expect(result).to_contain_text("50,00 %")
    page.get_by_label("Totaal (werknemers)").fill("0")
    expect(result).to_contain_text("geen uitkomst")


def test_a_number_out_of_bounds_is_told_at_its_field(page_with_calculation: Page):
    page = page_with_calculation
    people = page.get_by_label("Doelgroep (werknemers)")
    people.fill("9999")
    expect(page.get_by_text("Vul een getal in van 0 tot en met 500.").first).to_be_visible()
    expect(people).to_have_attribute("aria-invalid", "true")
    page.get_by_role("button", name="Minder: Doelgroep").click()
    expect(people).to_have_value("500")
    expect(people).to_have_attribute("aria-invalid", "false")
