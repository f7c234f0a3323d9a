"""From means to impact, and read back from the change that is wanted."""

from django.utils.translation import gettext_lazy as _

from .diagram import Diagram, Item
from .drawing import WIDE, Card, Drawing

LINKS = (
    (_("Means"), _("What you put in, such as money and people")),
    (_("Activities"), _("What happens")),
    (_("Output"), _("What you can count directly")),
    (_("Outcome"), _("What changes for people")),
    (_("Impact"), _("The part of the change that really comes from this work")),
)
BACK = _("Read back: which change do you want, and what does it take?")


def draw(width: int) -> Drawing:
    cards = [Card(title, text, kind="plain") for title, text in LINKS[:-1]]
    cards.append(Card(*LINKS[-1], kind="end", ink="on-primary"))
    return _wide(cards) if width == WIDE else _narrow(cards, width)


def _wide(cards: list[Card]) -> Drawing:
    drawing, wide, gap = Drawing(WIDE), 124, 25
    height = max(drawing.height_of_card(card, wide) for card in cards)
    for place, card in enumerate(cards):
        x = place * (wide + gap)
        drawing.card(card, x, 1, wide, height)
        if place:
            drawing.arrow(f"M{x - gap} {height // 2}", (x - 2, height // 2), pointing="right")
    low, first, last = height + 30, wide // 2, WIDE - wide // 2
    drawing.arrow(f"M{last} {height + 1}V{low}H{first}", (first, height + 4), pointing="up")
    drawing.write(BACK, WIDE // 2, low + 8, WIDE - wide, bold=True, centred=True)
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
    drawing.write(BACK, 1, y + 12, width - 2, bold=True)
    return drawing


def text() -> list[Item]:
    return [Item(title, (words,)) for title, words in LINKS]


DIAGRAM = Diagram(
    name="impact_chain",
    title=_("The impact chain"),
    description=_("Five links, each of which leads to the next: means, activities, output, outcome and impact."),
    draw=draw,
    text=text,
    after=(BACK,),
)
