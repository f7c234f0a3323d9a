"""The words somebody looked for, in the sentence where they stand.

PostgreSQL finds "opdrachten" for "opdracht" and says not where. So a word counts as found when it is the
same but for accents and capitals, or when only its ending differs.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db.models import Model
from modelsearch.index import SearchField
from wagtail.models import Page

LENGTH = 200
# "2.82" is one word.
_WORD = re.compile(r"\d+(?:[.,]\d+)+|\w+")
_LONGEST_ENDING = 2
_SHORTEST_STEM = 5


@dataclass(frozen=True)
class Piece:
    """A stretch of text; `found` says that it is one of the words asked."""

    text: str
    found: bool


def folded(word: str) -> str:
    """Without accents, capitals and ligatures."""
    letters = unicodedata.normalize("NFKD", word)
    return "".join(letter for letter in letters if not unicodedata.combining(letter)).casefold()


def page_text(page: Page) -> str:
    """The words of a page that the search knows, without its title and without markup."""
    texts: list[str] = []
    for field in type(page).get_search_fields():
        if isinstance(field, SearchField) and field.field_name != "title":
            texts += _strings(field.get_value(page))
    return " ".join(_sentence(text) for text in texts if text.strip())


def _sentence(text: str) -> str:
    """On one line; a heading or an item of a list gets a mark that parts it from what follows."""
    text = " ".join(text.split())
    return text if text.endswith((".", "!", "?", ":", "…")) else f"{text} ·"


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Iterable) and not isinstance(value, (bytes, Model)):
        for part in value:
            yield from _strings(part)


def context(text: str, words: str) -> list[Piece]:
    """About two hundred characters around the first of `words` in `text`; empty when none is there."""
    text = unicodedata.normalize("NFC", text)
    hits = list(_hits(text, words))
    if not hits:
        return []
    exact = [hit for hit in hits if hit[2]]
    first = (exact or hits)[0]
    start, end = _around(text, first[0])
    return list(_pieces(text, start, end, [(a, b) for a, b, _exact in hits if start <= a and b <= end]))


def _hits(text: str, words: str) -> Iterator[tuple[int, int, bool]]:
    """Where words were found: start, end, and whether the word is the same or differs in its ending."""
    asked = {folded(word) for word in _WORD.findall(words)}
    by_beginning = defaultdict(list)
    for word in asked:
        by_beginning[word[:_SHORTEST_STEM]].append(word)
    for match in _WORD.finditer(text):
        word = folded(match.group())
        if word in asked:
            yield match.start(), match.end(), True
        elif any(_differs_in_ending(word, other) for other in by_beginning.get(word[:_SHORTEST_STEM], [])):
            yield match.start(), match.end(), False


def _differs_in_ending(one: str, other: str) -> bool:
    """opdracht, opdrachten; both begin with the same letters, five at least."""
    same = 0
    while same < min(len(one), len(other)) and one[same] == other[same]:
        same += 1
    return same >= _SHORTEST_STEM and max(len(one), len(other)) - same <= _LONGEST_ENDING


def _around(text: str, position: int) -> tuple[int, int]:
    """Start and end of the stretch to show, at the edges of words where there are any near."""
    start = max(0, position - LENGTH // 3)
    end = min(len(text), start + LENGTH)
    start = max(0, min(start, end - LENGTH))
    if start > 0 and (space := text.find(" ", start, position)) >= 0:
        start = space + 1
    while text[start] in " ·":
        start += 1
    if end < len(text) and (space := text.rfind(" ", position, end)) >= 0:
        end = space
    return start, end


def _pieces(text: str, start: int, end: int, hits: list[tuple[int, int]]) -> Iterator[Piece]:
    position = start
    before = "… " if start > 0 else ""
    for hit_start, hit_end in hits:
        if before or hit_start > position:
            yield Piece(before + text[position:hit_start], found=False)
        yield Piece(text[hit_start:hit_end], found=True)
        position, before = hit_end, ""
    after = " …" if end < len(text) else ""
    if position < end or after:
        yield Piece(text[position:end] + after, found=False)
