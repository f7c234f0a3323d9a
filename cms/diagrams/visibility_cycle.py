"""Asking, doing and telling, once a year."""

from django.utils.translation import gettext_lazy as _

from .diagram import Diagram, Item
from .drawing import WIDE, Card, Drawing

STEPS = (
    (_("Asking"), _("What do entrepreneurs notice of us?")),
    (_("Choosing"), _("Three points at most.")),
    (_("Doing"), _("A name and a day with each point.")),
    (_("Reporting back"), _("What did you do, and what not? This is forgotten most.")),
    (_("Measuring again"), _("The same questions, a year later.")),
)
FORGOTTEN = 4
AGAIN = _("A new round every year")


def draw(width: int) -> Drawing:
    cards = [
        Card(title, text, number=number, kind="marked" if number == FORGOTTEN else "plain")
        for number, (title, text) in enumerate(STEPS, start=1)
    ]
    return _wide(cards) if width == WIDE else _narrow(cards, width)


def _wide(cards: list[Card]) -> Drawing:
    """A ring: the first step on top, the others clockwise."""
    drawing, wide = Drawing(WIDE), 216
    high = max(drawing.height_of_card(card, wide) for card in cards)
    half, second, third = high // 2, high + 34, 2 * high + 96
    places = [(252, 1), (503, second), (396, third), (108, third), (1, second)]
    for card, (x, y) in zip(cards, places, strict=True):
        drawing.card(card, x, y, wide, high)
    right, left = 611, 109
    drawing.arrow(f"M468 {half}Q{right} {half} {right} {second - 12}", (right, second - 2), pointing="down")
    low = second + high
    drawing.arrow(f"M660 {low}Q660 {third + half} 628 {third + half}", (614, third + half), pointing="left")
    drawing.arrow(f"M396 {third + half}", (326, third + half), pointing="left")
    drawing.arrow(f"M108 {third + half}Q60 {third + half} 60 {low + 14}", (60, low + 2), pointing="up")
    drawing.arrow(f"M{left} {second}Q{left} {half} 238 {half}", (250, half), pointing="right")
    drawing.write(AGAIN, WIDE // 2, second + half - 20, 200, bold=True, centred=True)
    return drawing


def _narrow(cards: list[Card], width: int) -> Drawing:
    drawing, y, wide = Drawing(width), 1, width - 36
    middles = []
    for place, card in enumerate(cards):
        if place:
            drawing.down(wide // 2, y, y + 22)
            y += 24
        bottom = drawing.card(card, 1, y, wide)
        middles.append((y + bottom) // 2)
        y = bottom
    drawing.arrow(f"M{wide + 1} {middles[-1]}H{width - 10}V{middles[0]}", (wide + 4, middles[0]), pointing="left")
    drawing.write(AGAIN, 1, y + 12, width - 2, bold=True)
    return drawing


def text() -> list[Item]:
    return [Item(title, (words,)) for title, words in STEPS]


DIAGRAM = Diagram(
    name="visibility_cycle",
    title=_("The cycle of visibility"),
    description=_("A circle of five steps: ask, choose, do, report back and measure again. Then it starts anew."),
    draw=draw,
    text=text,
    after=(AGAIN,),
)
