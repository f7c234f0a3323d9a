"""Words as they can be printed on one line."""

import unicodedata


def printable(text: str) -> str:
    """One line of composed characters, without control and invisible formatting characters.

    Those have no glyph, and some of them (the bidirectional overrides) make a name read as another.
    """
    composed = unicodedata.normalize("NFC", " ".join(text.split()))
    return "".join(character for character in composed if unicodedata.category(character) not in {"Cc", "Cf"})
