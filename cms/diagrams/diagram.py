"""A drawing with everything that goes with it: name, description, note and the same in words."""

from collections.abc import Callable
from dataclasses import dataclass

from .drawing import NARROW, WIDE, Drawing, Text


@dataclass(frozen=True)
class Item:
    """One line of the text of a drawing, with lines that belong under it."""

    words: Text
    under: tuple[Text, ...] = ()


@dataclass(frozen=True)
class Diagram:
    """`draw` makes it for a width. `text` says in order all that is in it, for who cannot see it; `after` ends it."""

    name: str
    title: Text
    description: Text
    draw: Callable[[int], Drawing]
    text: Callable[[], list[Item]]
    note: Text = ""
    after: tuple[Text, ...] = ()
    is_ordered: bool = True

    @property
    def drawings(self) -> list[Drawing]:
        """For a wide column and for a telephone; the style sheet shows one of them."""
        return [self.draw(WIDE), self.draw(NARROW)]

    @property
    def items(self) -> list[Item]:
        return self.text()
