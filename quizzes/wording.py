"""Comparing a short answer with the texts that are accepted. Pure: text in, truth out.

Capitals, accents, spaces too many and the punctuation at the end do not matter. In an accepted text
* stands for anything, also for nothing, as in GIFT and Moodle; \\* is the character itself.
"""

import re
import unicodedata

# What a word processor makes of what was typed.
_TYPOGRAPHIC = str.maketrans(
    {
        "\u2018": "'",
        "\u2019": "'",
        "\u201c": '"',
        "\u201d": '"',
        "\u2010": "-",
        "\u2011": "-",
        "\u2013": "-",
        "\u2212": "-",
    }
)
_FINAL_PUNCTUATION = " .,;:!?"
_WILDCARD = re.compile(r"(?<!\\)\*+")


def folded(text: str, *, case_sensitive: bool = False) -> str:
    """The text without what does not matter."""
    if not case_sensitive:
        text = text.casefold()
    letters = unicodedata.normalize("NFKD", text.translate(_TYPOGRAPHIC))
    letters = "".join(letter for letter in letters if not unicodedata.combining(letter))
    if not case_sensitive:
        letters = letters.casefold()
    return " ".join(letters.split()).rstrip(_FINAL_PUNCTUATION)


def matches(accepted: str, typed: str, *, case_sensitive: bool = False) -> bool:
    """Whether `typed` is the `accepted` text. Takes time in proportion to the texts, whatever the wildcards."""
    first, *others = _pieces(accepted, case_sensitive)
    rest = folded(typed, case_sensitive=case_sensitive)
    if not others:
        return rest == first
    if not rest.startswith(first):
        return False
    position = len(first)
    *middle, last = others
    for piece in middle:
        # The earliest place leaves most for what follows, so there is nothing to try again.
        found = rest.find(piece, position)
        if found < 0:
            return False
        position = found + len(piece)
    return len(rest) - position >= len(last) and rest.endswith(last)


def says_something(accepted: str) -> bool:
    """Whether an accepted text holds more than wildcards and what does not matter."""
    return any(piece.strip() for piece in _pieces(accepted, case_sensitive=False))


def readable(accepted: str) -> str:
    """The accepted text as a person reads it."""
    return _WILDCARD.sub("…", accepted).replace(r"\*", "*")


def _pieces(accepted: str, case_sensitive: bool) -> list[str]:
    """The fixed texts around the wildcards, in order; one when there is none."""
    pieces = _WILDCARD.split(folded(accepted, case_sensitive=case_sensitive))
    return [piece.replace(r"\*", "*") for piece in pieces]
