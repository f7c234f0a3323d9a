"""Words that must stay words: corpus.txt, one on a line, with \\n, \\t, \\u0001 and the like for what has no line."""

import re
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path

MARK = "__xss"
_ESCAPE = re.compile(r"\\(r|n|t|\\|u[0-9a-f]{4})")
_ADDRESS = r"[^<\[]{1,13}:|//"
_PLAIN = {"r": "\r", "n": "\n", "t": "\t", "\\": "\\"}


def _plain(found: re.Match[str]) -> str:
    code = found[1]
    return _PLAIN.get(code) or chr(int(code[1:], 16))


def corpus() -> list[str]:
    lines = Path(__file__).with_name("corpus.txt").read_text(encoding="utf-8").splitlines()
    return [_ESCAPE.sub(_plain, line) for line in lines if line and not line.startswith("# ")]


class Words:
    """Hands out the corpus, over and over, as many of its words at once as a field has room for."""

    def __init__(self) -> None:
        self.given: set[str] = set()
        self._next: Iterator[str] = cycle(corpus())
        self._waiting = next(self._next)
        self._addresses: Iterator[str] = cycle(
            [word for word in corpus() if ":" in word[:14] and "<" not in word[:12]]
        )

    def fit(self, room: int | None) -> str:
        """Words of together at most `room` characters; one that is too long by itself is cut off."""
        left, words = min(room or 3000, 3000), []
        while len(self._waiting) + 1 <= left or not words:
            word = self._waiting[:left]
            words.append(word)
            if word == self._waiting:
                self.given.add(word)
            left -= len(word) + 1
            self._waiting = next(self._next)
        return " ".join(words)

    def address(self, room: int | None) -> str:
        """One that leads to a script or elsewhere."""
        return next(self._addresses)[: room or None]
