"""Costs on one side and benefits on the other, and the agreement between them. The amounts are fictional."""

from collections.abc import Sequence

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from .diagram import Diagram, Item
from .drawing import WIDE, Card, Drawing

COSTS, BENEFITS = _("Here are the costs"), _("Here are the benefits")
GREEN, GREEN_TEXT = _("Green spaces"), _("Before: − €30,000. After the agreement: €0.")
WORK, WORK_TEXT = _("Work and income"), _("Before: + €39,600. After the agreement: + €19,600.")
CARE, CARE_TEXT = _("Social support (Wmo)"), _("Before: + €19,500. After the agreement: + €9,500.")
FROM_WORK, FROM_CARE = _("€20,000"), _("€10,000")
TOTAL = _("Municipality as a whole: + €29,100, before and after")


def draw(width: int) -> Drawing:
    green = Card(GREEN, GREEN_TEXT)
    givers = [(Card(WORK, WORK_TEXT), FROM_WORK), (Card(CARE, CARE_TEXT), FROM_CARE)]
    return _wide(green, givers) if width == WIDE else _narrow(green, givers, width)


def _wide(green: Card, givers: Sequence[tuple[Card, object]]) -> Drawing:
    """Two banks with a bridge; the money crosses it from right to left."""
    drawing, wide, y = Drawing(WIDE), 224, 1
    left, right = wide + 1, WIDE - wide - 1
    for card, amount in givers:
        bottom = drawing.card(card, right, y, wide)
        middle = (y + bottom) // 2
        drawing.arrow(f"M{right} {middle}", (left + 2, middle), pointing="left")
        drawing.write(str(amount), WIDE // 2, middle - 28, 200, bold=True, centred=True)
        y = bottom + 10
    drawing.card(green, 1, 1, wide, y - 11)
    deck, water = y + 4, y + 100
    drawing.path("ground", f"M1 {deck}H{left}V{water}H1z")
    drawing.path("ground", f"M{right} {deck}H{WIDE - 1}V{water}H{right}z")
    drawing.path("line", f"M{left} {deck + 74}Q{WIDE // 2} {deck - 42} {right} {deck + 74}")
    drawing.path("line", f"M300 {deck}V{deck + 33}M420 {deck}V{deck + 33}M360 {deck}V{deck + 16}")
    drawing.path("deck", f"M1 {deck}H{WIDE - 1}")
    drawing.write(COSTS, 1 + wide // 2, deck + 34, wide - 20, bold=True, centred=True)
    drawing.write(BENEFITS, right + wide // 2, deck + 34, wide - 20, bold=True, centred=True)
    drawing.write(TOTAL, WIDE // 2, water + 12, WIDE - 40, bold=True, centred=True)
    return drawing


def _narrow(green: Card, givers: Sequence[tuple[Card, object]], width: int) -> Drawing:
    """The bridge goes up: the money crosses it from below."""
    drawing, wide = Drawing(width), (width - 10) // 2
    y = drawing.write(COSTS, 1, 0, width, bold=True) + 4
    bank = drawing.card(green, 1, y, width - 2)
    other = bank + 74
    drawing.path("line", f"M1 {bank}V{other}M{width - 1} {bank}V{other}")
    drawing.path("deck", f"M1 {bank}H{width - 1}M1 {other}H{width - 1}")
    high = max(drawing.height_of_card(card, wide) for card, _amount in givers)
    for place, (card, amount) in enumerate(givers):
        x = 1 + place * (wide + 8)
        drawing.card(card, x, other, wide, high)
        drawing.arrow(f"M{x + 34} {other}", (x + 34, bank + 3), pointing="up")
        drawing.write(str(amount), x + 46, bank + 28, wide - 40, bold=True)
    y = drawing.write(BENEFITS, 1, other + high + 4, width, bold=True)
    drawing.write(TOTAL, 1, y + 12, width - 2, bold=True)
    return drawing


def text() -> list[Item]:
    return [
        Item(COSTS, (f"{GREEN}. {GREEN_TEXT}",)),
        Item(BENEFITS, (f"{WORK}. {WORK_TEXT}", f"{CARE}. {CARE_TEXT}")),
        Item(gettext("The agreement: work and income gives €20,000 and social support €10,000 for green spaces.")),
        Item(TOTAL),
    ]


DIAGRAM = Diagram(
    name="budget_bridge",
    title=_("The budget bridge of Rivierdam (fictional)"),
    description=_("A bridge between two banks. The money crosses from who has the benefits to who has the costs."),
    note=_("Fictional amounts, per year. Do not use them as a norm."),
    draw=draw,
    text=text,
    is_ordered=False,
)
