"""Rules of quizzes/numbers.py: how a number may be typed."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.numbers import LONGEST_NUMBER, plain_number, read_number

NUMBERS = st.decimals(min_value=-(10**9), max_value=10**9, places=2)
SPACES = st.sampled_from([" ", "\u00a0", "\u202f", "\u2009"])


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1.250,50", "1250.50"),
        ("1,250.50", "1250.50"),
        ("1250,5", "1250.5"),
        ("1250.5", "1250.5"),
        ("1.250", "1250"),
        ("1,250", "1.250"),
        ("0.250", "0.25"),
        ("1250.500", "1250.5"),
        ("1.250.000", "1250000"),
        ("1,250,000", "1250000"),
        ("1.25", "1.25"),
        ("1 250", "1250"),
        ("1\u00a0250\u202f000,5", "1250000.5"),
        ("-3", "-3"),
        ("\u22123", "-3"),
        ("\u20133", "-3"),
        ("+3", "3"),
        ("- 3", "-3"),
        ("€ 12,50", "12.50"),
        ("€12,-", "12"),
        ("€ 1.250,--", "1250"),
        ("-€ 12", "-12"),
        ("€ -12", "-12"),
        ("12 €", "12"),
        ("12 %", "12"),
        ("12%", "12"),
        (" 7 ", "7"),
        (",5", "0.5"),
        ("007", "7"),
        ("-0", "0"),
    ],
)
def test_these_are_numbers(text, number):
    assert read_number(text) == Decimal(number)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "-",
        "€",
        "%",
        ".",
        ",",
        "5.",
        "NaN",
        "nan",
        "sNaN",
        "Infinity",
        "-inf",
        "∞",
        "1e5",
        "1E400",
        "1_000",
        "0x10",
        "twaalf",
        "12 of 13",
        "1/2",
        "--5",
        "- € -5",
        "1.25.0",
        "1.250.5",
        "1,25,0",
        "1,250,50",
        "1.250,50.1",
        "12 50",
        "1.2500,5",
        "²",
        "١٢٣",
        "１２",
        "५",
        "1\x00",
        "1\x002",
        "9" * (LONGEST_NUMBER + 1),
        "9" * 1_000_000,
        " " * 1_000_000 + "9",
    ],
)
def test_these_are_none(text):
    assert read_number(text) is None


@pytest.mark.parametrize(
    ("text", "unit", "number"),
    [
        ("7 banen", "banen", 7),
        ("7banen", "banen", 7),
        ("7 BANEN", "Banen", 7),
        ("12 procent", "procent", 12),
        ("12 %", "procent", 12),
        ("€ 12 euro", "euro", 12),
        ("12,- euro", "euro", 12),
    ],
)
def test_the_unit_may_be_typed(text, unit, number):
    assert read_number(text, unit) == number


@pytest.mark.parametrize("text", ["7 bomen", "banen", "banen 7", "7 banen banen"])
def test_another_word_makes_it_unreadable(text):
    assert read_number(text, "banen") is None


@given(NUMBERS, SPACES)
def test_every_notation_of_a_number_is_read(number, space):
    english = f"{number:,.2f}"
    dutch = english.translate(str.maketrans(",.", ".,"))
    spaced = dutch.replace(".", space)
    for text in (english, dutch, spaced, f"{number:.2f}", f"{number:.2f}".replace(".", ","), f"€ {dutch}"):
        assert read_number(text) == number


@given(st.text())
def test_whatever_is_typed_gives_a_finite_number_or_none(text):
    number = read_number(text)
    assert number is None or number.is_finite()


@given(st.text(alphabet="0123456789.,-+ €%eE_\u00a0", max_size=12))
def test_the_value_depends_only_on_digits_and_the_decimal_sign(text):
    number = read_number(text)
    if number is not None:
        digits = "".join(letter for letter in text if letter.isdigit())
        assert plain_number(abs(number)).replace(".", "").strip("0") == digits.strip("0")


@given(NUMBERS)
def test_a_kept_number_is_the_same_number(number):
    assert Decimal(plain_number(number)) == number


@pytest.mark.parametrize(
    ("number", "text"), [("1250.50", "1250.5"), ("100", "100"), ("1E+3", "1000"), ("-0.00", "0"), ("0.10", "0.1")]
)
def test_a_number_is_kept_in_one_way(number, text):
    assert plain_number(Decimal(number)) == text
