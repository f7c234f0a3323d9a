"""A worked example: readable as it stands, and checked before it is published."""

from decimal import Decimal

import pytest
from lxml import html
from wagtail.blocks.struct_block import StructBlockValidationError

from cms.stream import BODY_BLOCKS

BLOCK = dict(BODY_BLOCKS)["calculation"]


def number(name: str, value: str, **bounds: str) -> dict[str, str]:
    return {"name": name, "unit": "euro", "value": value, "minimum": "0", "maximum": "5000", "step": "0.5", **bounds}


def example(**changes: object) -> dict[str, object]:
    return {
        "title": "Wat kost het?",
        "parameters": [number("prijs_per_uur", "1250.5"), number("uren", "2")],
        "formula": "prijs_per_uur * uren / 2",
        "result_label": "Kosten",
        "result_unit": "euro",
        "decimals": 2,
        "explanation": "",
        **changes,
    }


def drawn(value: dict[str, object]) -> html.HtmlElement:
    return html.fragment_fromstring(BLOCK.render(BLOCK.to_python(value)), create_parent="div")


def words(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def refusal(**changes: object) -> StructBlockValidationError:
    with pytest.raises(StructBlockValidationError) as refused:
        BLOCK.clean(BLOCK.to_python(example(**changes)))
    return refused.value


def test_the_example_can_be_read_without_javascript():
    element = drawn(example())
    shown = [(words(term), words(term.getnext())) for term in element.xpath("//dl//dt")]
    assert shown == [("Prijs per uur", "1.250,5 euro"), ("Uren", "2 euro")]
    assert "Kosten = prijs per uur × uren ÷ 2" in words(element)
    output = element.xpath("//output[@role='status']")[0]
    assert words(output.xpath("./span[not(@hidden)]")[0]) == "1.250,50 euro"


def test_without_javascript_no_control_is_seen_and_nothing_can_be_sent():
    element = drawn(example())
    controls = element.xpath("//input | //button")
    assert controls
    assert all(control.xpath("ancestor::fieldset[@hidden]") for control in controls)
    assert not element.xpath("//form | //input/@name")


def test_each_field_has_a_label_an_explanation_and_the_bounds_for_the_program():
    element = drawn(example())
    for field in element.xpath("//input"):
        assert element.xpath(f"//label[@for='{field.get('id')}']")
        assert element.xpath(f"//p[@id='{field.get('aria-describedby')}']")
    first = element.xpath("//input")[0]
    assert first.get("value") == "1.250,5"
    assert (first.get("data-minimum"), first.get("data-maximum"), first.get("data-step")) == ("0", "5000", "0.5")
    assert "van 0 tot en met 5.000" in words(element)


def test_an_example_without_a_result_says_so():
    output = drawn(example(formula="uren / (uren - uren)")).xpath("//output")[0]
    assert words(output.xpath("./span[not(@hidden)]")[0]) == "geen uitkomst bij deze getallen"


def test_what_an_editor_types_is_shown_as_text():
    markup = "<script>alert(1)</script>"
    element = drawn(example(title=markup, formula=markup, result_label=markup, parameters=[number(markup, "1")]))
    assert element.xpath("//script/@src") == ["/static/js/calculation.js"]
    assert len(element.xpath("//script")) == 1


def test_a_right_example_is_accepted():
    cleaned = BLOCK.clean(BLOCK.to_python(example()))
    assert cleaned["parameters"][0]["value"] == Decimal("1250.5")


@pytest.mark.parametrize(
    ("changes", "part", "said"),
    [
        ({"formula": "uren * omzet"}, "formula", "Er is geen getal met de naam ‘omzet’"),
        ({"formula": "__import__('os')"}, "formula", "‘__import__’"),
        ({"formula": "uren / 0"}, "formula", "De formule deelt door 0"),
        ({"parameters": [number("uren", "1"), number("uren", "2")]}, "parameters", "Geef elk getal een eigen naam."),
    ],
)
def test_a_formula_that_does_not_fit_is_refused_with_what_to_do(changes, part, said):
    error = refusal(**changes)
    assert set(error.block_errors) == {part}
    assert said in str(error.block_errors[part])


@pytest.mark.parametrize(
    ("wrong", "part", "said"),
    [
        (number("prijs per uur", "1"), "name", "Gebruik één woord"),
        (number("max", "1"), "name", "geen naam van een functie"),
        (number("uren", "6000"), "value", "tussen het minimum en het maximum"),
        (number("uren", "1", step="0"), "step", "groter zijn dan 0"),
    ],
)
def test_a_number_that_does_not_fit_is_refused_at_its_own_field(wrong, part, said):
    error = refusal(parameters=[wrong], formula="1")
    child = error.block_errors["parameters"].block_errors[0]
    assert said in str(child.block_errors[part])


def test_a_draft_may_be_unfinished():
    BLOCK.clean_deferred(BLOCK.to_python(example(formula="uren +", parameters=[number("", "1")])))
    assert drawn({"title": "", "parameters": [], "formula": ""}).xpath("//output")
