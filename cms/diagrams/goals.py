"""The seventeen goals of the United Nations as tiles: our own drawing, in the official colours."""

from django.utils.translation import gettext_lazy as _

from cms.sdgs import GOALS

from .diagram import Diagram, Item
from .drawing import WIDE, Card, Drawing

# Shorter than the official names of cms/sdgs.py, which stand in the text of the drawing.
SHORT_NAMES = (
    _("No poverty"),
    _("Zero hunger"),
    _("Health and well-being"),
    _("Good education"),
    _("Gender equality"),
    _("Clean water"),
    _("Clean, affordable energy"),
    _("Decent work and growth"),
    _("Industry and innovation"),
    _("Less inequality"),
    _("Sustainable cities"),
    _("Responsible consumption"),
    _("Climate action"),
    _("Life below water"),
    _("Life on land"),
    _("Peace and justice"),
    _("Partnerships"),
)
SUMMARY = _("17 goals of the United Nations, until 2030")
_GAP, _PADDING = 8, 8
# Where the name begins, under the number.
_UNDER_NUMBER = 38


def draw(width: int) -> Drawing:
    """Tiles in rows; what is left of the last row says what they are."""
    drawing, columns = Drawing(width), 4 if width == WIDE else 2
    wide = (width - (columns - 1) * _GAP) // columns
    room = wide - 2 * _PADDING
    high = _UNDER_NUMBER + max(drawing.height_of_words(name, room) for name in SHORT_NAMES) + _PADDING
    for place, (goal, name) in enumerate(zip(GOALS, SHORT_NAMES, strict=True)):
        row, column = divmod(place, columns)
        x, y, ink = column * (wide + _GAP), row * (high + _GAP), goal.text_colour
        drawing.box(x, y, wide, high, "goal", fill=goal.colour)
        drawing.write(str(goal.number), x + _PADDING, y + 6, 60, size=24, bold=True, kind="goal", fill=ink)
        drawing.write(name, x + _PADDING, y + _UNDER_NUMBER, room, bold=True, kind="goal", fill=ink)
    row, column = divmod(len(GOALS), columns)
    x, y = column * (wide + _GAP), row * (high + _GAP)
    drawing.card(Card(SUMMARY), x + 1, y + 1, width - x - 2, high - 2)
    return drawing


def text() -> list[Item]:
    return [Item(goal.name) for goal in GOALS]


DIAGRAM = Diagram(
    name="goals",
    title=_("The 17 Sustainable Development Goals"),
    description=_("Seventeen tiles, each with the number, a short name and the official colour of a goal."),
    note=_("The names in the drawing are short. The full names are in the text."),
    draw=draw,
    text=text,
    after=(SUMMARY,),
)
