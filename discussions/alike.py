"""Whether two questions look alike: by the words they share. Pure.

It only decides what is shown to who asks, so it may miss some; it never keeps a question from being sent.
"""

import re
from collections.abc import Iterable

# Shorter words (and, the, is, of) are in every question.
SHORTEST_WORD = 4
FEWEST_SHARED = 2
_WORD = re.compile(r"[^\W_]+")


def telling_words(text: str) -> frozenset[str]:
    """The words that say what a question is about."""
    return frozenset(word for word in _WORD.findall(text.casefold()) if len(word) >= SHORTEST_WORD)


def likeness(one: str, other: str) -> float:
    """0 to 1: the part of the shorter one's words that the other has too; 0 when hardly any is shared."""
    first, second = telling_words(one), telling_words(other)
    shared = len(first & second)
    fewest = min(len(first), len(second))
    if shared < min(FEWEST_SHARED, fewest) or not shared:
        return 0.0
    return shared / fewest


def most_alike(text: str, others: Iterable[str], at_least: float = 0.5) -> list[int]:
    """The places in `others` of those that look like `text`, the likest first."""
    likenesses = [(likeness(text, other), place) for place, other in enumerate(others)]
    return [place for like, place in sorted(likenesses, key=lambda found: (-found[0], found[1])) if like >= at_least]
