"""The seventeen Sustainable Development Goals of the United Nations: official names and colours.

Text on a colour is black or white, whichever reaches a contrast of 4.5 (WCAG 2.2, 1.4.3);
tests/cms/test_sdgs.py computes it. A colour never stands alone: number and name are always there.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Goal:
    """One goal; `colour` and `text_colour` are written as #rrggbb."""

    number: int
    name: Promise
    colour: str
    text_colour: str


_BLACK, _WHITE = "#000000", "#ffffff"

GOALS = (
    Goal(1, _("No poverty"), "#E5243B", _WHITE),
    Goal(2, _("Zero hunger"), "#DDA63A", _BLACK),
    Goal(3, _("Good health and well-being"), "#4C9F38", _BLACK),
    Goal(4, _("Quality education"), "#C5192D", _WHITE),
    Goal(5, _("Gender equality"), "#FF3A21", _BLACK),
    Goal(6, _("Clean water and sanitation"), "#26BDE2", _BLACK),
    Goal(7, _("Affordable and clean energy"), "#FCC30B", _BLACK),
    Goal(8, _("Decent work and economic growth"), "#A21942", _WHITE),
    Goal(9, _("Industry, innovation and infrastructure"), "#FD6925", _BLACK),
    Goal(10, _("Reduced inequalities"), "#DD1367", _WHITE),
    Goal(11, _("Sustainable cities and communities"), "#FD9D24", _BLACK),
    Goal(12, _("Responsible consumption and production"), "#BF8B2E", _BLACK),
    Goal(13, _("Climate action"), "#3F7E44", _WHITE),
    Goal(14, _("Life below water"), "#0A97D9", _BLACK),
    Goal(15, _("Life on land"), "#56C02B", _BLACK),
    Goal(16, _("Peace, justice and strong institutions"), "#00689D", _WHITE),
    Goal(17, _("Partnerships for the goals"), "#19486A", _WHITE),
)
BY_NUMBER = {goal.number: goal for goal in GOALS}
SDG_CHOICES = [(goal.number, goal.name) for goal in GOALS]
