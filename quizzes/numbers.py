"""Reading a number as people type it, in Dutch or in English notation. Pure: text in, value out.

    1.250,50   1,250.50   1 250,50   1250,5   1250.5   -3   € 12,50   € 12,-   12 %   7 banen

One point with three digits behind it is Dutch: 1.250 is twelve hundred and fifty. One comma always starts
the decimals, so 1,250 is one and a quarter.
"""

import re
from decimal import Decimal

# Longer than any number that somebody means.
LONGEST_NUMBER = 40

_MINUS_SIGNS = str.maketrans({"\u2212": "-", "\u2013": "-"})
# The sign stands before or behind that of the currency.
_SIGNED = re.compile(r"([+-]?) ?(?:€ ?)?([+-]?) ?(.*)")
# Signs that say what is counted, and change nothing about the number.
_BEHIND = ("€", "%")

_DIGITS = r"[0-9]+"
# What stands before the decimals: digits in threes, or without anything between them.
_GROUPED = r"[1-9][0-9]{{0,2}}(?:{separator}[0-9]{{3}})+"
_BY_POINT, _BY_COMMA, _BY_SPACE = (_GROUPED.format(separator=each) for each in (r"\.", ",", " "))
# From the first that fits; the order decides what 1.250 means.
_NOTATIONS = [
    re.compile(rf"(?P<whole>{_BY_POINT})(?:,(?P<part>{_DIGITS}|--?))?"),
    re.compile(rf"(?P<whole>{_BY_COMMA})\.(?P<part>{_DIGITS})"),
    re.compile(rf"(?P<whole>{_BY_COMMA},[0-9]{{3}})(?P<part>)"),
    re.compile(rf"(?P<whole>{_BY_SPACE})(?:[.,](?P<part>{_DIGITS}|--?))?"),
    re.compile(rf"(?P<whole>{_DIGITS})(?:,--?)?(?P<part>)"),
    re.compile(rf"(?P<whole>[0-9]*)[.,](?P<part>{_DIGITS})"),
]


def read_number(text: str, unit: str = "") -> Decimal | None:
    """The number in `text`, with `unit` typed behind it or not; None for what is no number.

    Digits are 0 to 9. There is no notation for infinity, for "not a number" or for powers of ten.
    """
    if len(text) > LONGEST_NUMBER:
        return None
    # Splitting takes every kind of space, also those that do not break a line.
    typed = _without_unit(" ".join(text.translate(_MINUS_SIGNS).split()), unit)
    sign, second_sign, rest = _SIGNED.fullmatch(typed).groups()  # type: ignore[union-attr]  # fits every line
    if sign and second_sign:
        return None
    for notation in _NOTATIONS:
        match = notation.fullmatch(rest)
        if match:
            whole = re.sub("[^0-9]", "", match["whole"]) or "0"
            part = re.sub("[^0-9]", "", match["part"] or "") or "0"
            return Decimal(f"{sign or second_sign}{whole}.{part}")
    return None


def _without_unit(text: str, unit: str) -> str:
    for each in (unit.strip(), *_BEHIND):
        if each and text[-len(each) :].casefold() == each.casefold():
            return text[: -len(each)].rstrip()
    return text


def plain_number(number: Decimal) -> str:
    """The number in the one way it is kept: a point for decimals, no needless zeros."""
    text = format(number, "f")
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in {"-0", ""} else text
