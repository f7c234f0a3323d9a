"""How much room words take, so that a drawing makes its boxes as large as its words in every language."""

import re

# Width of a letter in parts of its size: the bold of Atkinson Hyperlegible Next, the widest that a drawing uses.
_WIDTHS = (
    (0.32, " '`|,.:;!ijl’"),
    (0.45, '()[]frt-"/\\1I{}*_'),
    (0.56, "?7xyvszckJLaeéëhnu–"),
    (0.66, "23456890bdpqog+−=SZPBVRYKCTEF$€"),
    (0.78, "ADUXHGN&wOQ#@"),
)
_WIDTH_OF = {letter: width for width, letters in _WIDTHS for letter in letters}
_WIDEST = 0.98
# A sign and a currency stay with their amount.
_BREAKS = re.compile(r"(?<![€+−]) ")
# Letters of a reader's own font may be wider than ours.
_MARGIN = 1.06


def width_of(words: str, size: int) -> float:
    """Room for one line of `words`, in the unit of `size`."""
    return sum(_WIDTH_OF.get(letter, _WIDEST) for letter in words) * size * _MARGIN


def lines_of(words: str, width: int, size: int) -> list[str]:
    """`words` broken over lines no wider than `width`; a word that is wider has a line of its own."""
    lines: list[str] = []
    for word in _BREAKS.split(words):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and width_of(longer, size) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines
