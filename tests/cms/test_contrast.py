"""Colours that can be read: the tokens, and what a municipality chooses."""

import re

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from cms.contrast import contrast, relative_luminance
from cms.models import Branding
from cms.stylesheet import CSS_FOLDER

TOKENS = dict(re.findall(r"--ldl-color-([\w-]+): (#[0-9a-f]{6});", (CSS_FOLDER / "tokens.css").read_text()))
GROUNDS = ["page", "surface", "surface-strong"]
colours = st.from_regex(r"#[0-9a-fA-F]{6}", fullmatch=True)


@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("text", ["text", "text-muted", "heading", "primary", "accent-strong", "error"])
def test_text_can_be_read_on_every_quiet_ground(text, ground):
    assert contrast(TOKENS[text], TOKENS[ground]) >= 4.5


@pytest.mark.parametrize("state", ["info", "ok", "warning", "error"])
def test_words_of_a_message_can_be_read_on_its_ground(state):
    assert contrast(TOKENS[state], TOKENS[f"{state}-ground"]) >= 4.5
    assert contrast(TOKENS["text"], TOKENS[f"{state}-ground"]) >= 4.5


@pytest.mark.parametrize("bar", ["header", "footer", "primary"])
def test_white_text_can_be_read_on_the_dark_bars(bar):
    assert contrast(TOKENS["text-inverse"], TOKENS[bar]) >= 4.5


@pytest.mark.parametrize("ground", [*GROUNDS, "header", "footer", "primary", "accent"])
def test_one_of_the_two_lines_of_the_focus_is_seen_on_every_ground(ground):
    lines = (TOKENS["focus"], TOKENS["focus-inside"])
    assert max(contrast(line, TOKENS[ground]) for line in lines) >= 3
    assert contrast(*lines) >= 3


@pytest.mark.parametrize("ground", GROUNDS)
def test_the_edge_of_a_control_is_seen(ground):
    assert contrast(TOKENS["line-control"], TOKENS[ground]) >= 3


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
