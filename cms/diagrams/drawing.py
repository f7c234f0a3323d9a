"""What a drawing is made of: outlines, arrows and lines of words. templates/blocks/diagrams/drawing.html draws them.

Everything is in whole units; a unit is about a pixel on a screen. What an outline or a word looks like is said by its
kind, in static/css/components/blocks-diagram.css, so that themes and paper have their say.
"""

from dataclasses import dataclass

from django.utils.functional import Promise

from .letters import lines_of

# A drawing is shown in a column of at least 640 and at least 262 pixels: 14 pixels is then the smallest letter.
WIDE, NARROW = 720, 280
_SIZES = {WIDE: 16, NARROW: 15}
_LINE = 1.3
_HEAD = 8
PADDING = 12

Text = str | Promise


@dataclass(frozen=True)
class Outline:
    """`path` as in the attribute d of SVG; `fill` is a colour of its own, where a colour is official."""

    kind: str
    path: str
    fill: str = ""


@dataclass(frozen=True)
class Line:
    """One line of words; `y` is where the letters stand."""

    words: str
    x: int
    y: int
    size: int
    kind: str = "text"
    bold: bool = False
    centred: bool = False
    fill: str = ""


@dataclass(frozen=True)
class Card:
    """A box with words: a title, a text under it and before them a number, where there are."""

    title: Text
    text: Text = ""
    number: int | None = None
    kind: str = "plain"
    ink: str = "text"


class Drawing:
    """One picture of `width` units, as high as what has been put in it."""

    def __init__(self, width: int) -> None:
        self.width = width
        self._lowest = 0
        self.size = _SIZES[width]
        self.outlines: list[Outline] = []
        self.lines: list[Line] = []

    @property
    def height(self) -> int:
        """With room for half of the thickest line."""
        return self._lowest + 3

    @property
    def name(self) -> str:
        return "wide" if self.width == WIDE else "narrow"

    def box(self, x: int, y: int, width: int, height: int, kind: str, *, radius: int = 4, fill: str = "") -> None:
        """A rectangle with round corners; half its height as radius makes a circle of a square."""
        across, down = width - 2 * radius, height - 2 * radius
        corner = f"a{radius} {radius} 0 0 1"
        self.path(
            kind,
            f"M{x + radius} {y}h{across}{corner} {radius} {radius}v{down}{corner} -{radius} {radius}"
            f"h-{across}{corner} -{radius} -{radius}v-{down}{corner} {radius} -{radius}z",
            fill=fill,
        )
        self._reach(y + height)

    def path(self, kind: str, path: str, *, fill: str = "") -> None:
        self.outlines.append(Outline(kind, path, fill))

    def arrow(self, path: str, to: tuple[int, int], *, pointing: str) -> None:
        """A line along `path` that ends with a head at `to`."""
        x, y = to
        along_x, along_y = {"down": (0, 1), "up": (0, -1), "right": (1, 0), "left": (-1, 0)}[pointing]
        back_x, back_y = x - along_x * _HEAD, y - along_y * _HEAD
        side_x, side_y = along_y * _HEAD * 3 // 4, along_x * _HEAD * 3 // 4
        self.path("line", f"{path}L{back_x} {back_y}")
        head = f"M{x} {y}L{back_x + side_x} {back_y + side_y}L{back_x - side_x} {back_y - side_y}z"
        self.path("head", head)
        self._reach(y)

    def down(self, x: int, top: int, bottom: int) -> None:
        self.arrow(f"M{x} {top}", (x, bottom), pointing="down")

    def write(
        self,
        words: Text,
        x: int,
        y: int,
        width: int,
        *,
        kind: str = "text",
        bold: bool = False,
        centred: bool = False,
        size: int = 0,
        fill: str = "",
    ) -> int:
        """Words from `y` down in a column of `width`; `x` is its middle if they are centred. Returns their end."""
        size = size or self.size
        for line in lines_of(str(words), width, size):
            self.lines.append(Line(line, x, y + round(size * 1.05), size, kind, bold, centred, fill))
            y += round(size * _LINE)
        self._reach(y)
        return y

    def height_of_words(self, words: Text, width: int) -> int:
        return len(lines_of(str(words), width, self.size)) * round(self.size * _LINE)

    def height_of_card(self, card: Card, width: int) -> int:
        room = width - 2 * PADDING
        title = self.height_of_words(card.title, room - self._room_for_number(card))
        text = 4 + self.height_of_words(card.text, room) if card.text else 0
        return 2 * PADDING + title + text

    def card(self, card: Card, x: int, y: int, width: int, height: int = 0) -> int:
        """Returns where the card ends: as low as its words, or at `height`."""
        height = max(height, self.height_of_card(card, width))
        self.box(x, y, width, height, card.kind)
        indent = self._room_for_number(card)
        room, left, top = width - 2 * PADDING, x + PADDING, y + PADDING
        if card.number is not None:
            side = self.size + 10
            self.box(left, top - 4, side, side, "number", radius=side // 2)
            self.write(str(card.number), left + side // 2, top, side, kind="on-primary", bold=True, centred=True)
        end = self.write(card.title, left + indent, top, room - indent, kind=card.ink, bold=True)
        if card.text:
            self.write(card.text, left, end + 4, room, kind=card.ink)
        return y + height

    def _room_for_number(self, card: Card) -> int:
        return 0 if card.number is None else self.size + 18

    def _reach(self, y: int) -> None:
        self._lowest = max(self._lowest, y)
