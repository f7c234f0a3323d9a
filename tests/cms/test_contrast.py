"""Colours that can be read: the tokens in both themes, and what a municipality chooses."""

import re

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from cms.contrast import contrast, mix, relative_luminance
from cms.models import Branding
from cms.stylesheet import CSS_FOLDER
from tests.cms.tokens import THEMES, colour, evaluate, properties

pytestmark = pytest.mark.row("A12")

GROUNDS = ["page", "surface", "surface-strong"]
STATES = ["info", "ok", "warning", "error"]
STATE_GROUNDS = [f"{state}-ground" for state in STATES]
TEXTS = ["text", "text-muted", "heading", "link", "accent-strong", "error"]
TEXT, LINE = 4.5, 3
PAIRS = [
    *((text, ground, TEXT) for text in TEXTS for ground in GROUNDS),
    *((text, ground, TEXT) for text in ("text", "link", "heading") for ground in STATE_GROUNDS),
    *((state, f"{state}-ground", TEXT) for state in STATES),
    *((text, "primary-soft", TEXT) for text in ("text", "primary-strong")),
    *(("text-inverse", bar, TEXT) for bar in ("header", "footer")),
    *(("on-primary", ground, TEXT) for ground in ("primary", "primary-strong")),
    ("on-accent", "accent", TEXT),
    ("page", "ok", LINE),
    *((line, ground, LINE) for line in ("line-control", "primary") for ground in GROUNDS),
]
BRANDED = [pair for pair in PAIRS if {"primary", "link", "primary-soft", "primary-strong"} & set(pair[:2])]
CSS_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
colours = st.from_regex(r"#[0-9a-fA-F]{6}", fullmatch=True)
allowed_colours = colours.filter(lambda found: contrast(found, "#ffffff") >= 4.5)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("front", "ground", "least"), PAIRS)
def test_every_pair_of_the_tokens_can_be_read(front, ground, least, theme):
    assert contrast(colour(front, theme), colour(ground, theme)) >= least


@pytest.mark.parametrize("theme", THEMES)
@given(brand=allowed_colours)
def test_any_allowed_branding_can_be_read_on_every_ground(brand, theme):
    known = properties(theme, primary=brand)
    for front, ground, least in BRANDED:
        pair = [evaluate(f"var(--ldl-color-{name})", known) for name in (front, ground)]
        assert contrast(*pair) >= least, (theme, front, ground, *pair)


@pytest.mark.parametrize("theme", THEMES)
@given(brand=allowed_colours)
def test_white_can_be_read_on_any_allowed_top_bar(brand, theme):
    assert contrast("#ffffff", colour("header", theme, header=brand)) >= 4.5


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("ground", [*GROUNDS, *STATE_GROUNDS, "primary", "accent", "primary-soft"])
def test_one_of_the_two_lines_of_the_focus_is_seen_on_every_ground(ground, theme):
    lines = (colour("focus", theme), colour("focus-inside", theme))
    assert max(contrast(line, colour(ground, theme)) for line in lines) >= 3
    assert contrast(*lines) >= 3


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("bar", ["header", "footer"])
def test_the_focus_is_seen_on_the_bars(bar, theme):
    assert contrast(colour("text-inverse", theme), colour(bar, theme)) >= 3


def pairs_in_the_components(known: dict[str, str]) -> dict[str, tuple[str, str]]:
    """Selector: text and ground, for each rule that sets both from tokens."""
    found = {}
    for file in sorted((CSS_FOLDER / "components").glob("*.css")):
        for selector, body in CSS_RULE.findall(file.read_text()):
            front = re.search(r"(?<![\w-])color: (var\([\w-]+\));", body)
            ground = re.search(r"background-color: (var\([\w-]+\));", body)
            if front and ground:
                found[f"{file.name} {selector.strip()}"] = evaluate(front[1], known), evaluate(ground[1], known)
    return found


@pytest.mark.parametrize("theme", THEMES)
def test_every_rule_with_a_text_and_a_ground_can_be_read(theme):
    pairs = pairs_in_the_components(properties(theme))
    assert len(pairs) > 10
    # Progress bars set a colour for browsers that draw the bar with it; no text stands on it.
    low = {rule: contrast(*pair) for rule, pair in pairs.items() if contrast(*pair) < 4.5}
    assert low == {}


@given(colours, colours, st.floats(0, 1))
def test_a_mix_is_between_its_two_colours(first, second, share):
    mixed = mix(first, share, second)
    for start in (1, 3, 5):
        low, high = sorted(int(one[start : start + 2], 16) for one in (first, second))
        assert low <= int(mixed[start : start + 2], 16) <= high


def test_a_mix_is_the_one_of_the_browser():
    assert mix("#ff0000", 0.4, "#ffffff") == "#ff9999"


@given(colours, colours)
def test_contrast_is_between_1_and_21_and_the_same_both_ways(first, second):
    assert 1 <= contrast(first, second) <= 21.01
    assert contrast(first, second) == contrast(second, first)


def test_contrast_of_black_and_white_is_21():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


@pytest.mark.parametrize("wrong", ["red", "#fff", "#0b5c75;}", ""])
def test_only_colours_written_with_six_figures_are_known(wrong):
    with pytest.raises(ValueError, match="rrggbb"):
        relative_luminance(wrong)


@pytest.mark.parametrize("field", ["primary_colour", "header_colour"])
def test_a_colour_on_which_white_cannot_be_read_is_refused_with_the_reason(field):
    with pytest.raises(ValidationError) as refused:
        Branding(**{field: "#ffcc00"}).clean()
    assert "verschillen te weinig (1.5 op 1" in str(refused.value.message_dict[field])


def test_a_dark_enough_colour_is_accepted():
    Branding(primary_colour="#7a1f5c", header_colour="#222222").clean()


@pytest.mark.parametrize("wrong", ["red", "#12345", "url(x)"])
def test_something_that_is_not_a_colour_is_refused(wrong):
    with pytest.raises(ValidationError):
        Branding(primary_colour=wrong).clean_fields(exclude=["site"])
