"""What both sides see to before and after a session, each their own part of it."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from people.models import User

from .models import ChecklistTick, Session
from .sides import Side


@dataclass(frozen=True)
class Item:
    """Something that a side sees to. `after`: it can be done only when the session is over."""

    key: str
    side: Side
    words: str | Promise
    after: bool = False


ITEMS = (
    Item("goal", Side.HOST, _("The question and the goal are on paper, and the entrepreneur has them.")),
    Item("fee", Side.HOST, _("We agreed on fee, time and material. It is not free as a matter of course.")),
    Item("images", Side.HOST, _("Everyone who can be seen or heard agreed to photos and recording.")),
    Item("access", Side.HOST, _("Everyone can take part: the room, captions and plain language.")),
    Item("equal", Side.HOST, _("We invite several entrepreneurs in a year, and share presentations with everyone.")),
    Item(
        "tender",
        Side.HOST,
        _(
            "If a tender is running or coming: nobody asks for specifications, and nobody gets an advantage "
            "(articles 1.8, 1.9 and 2.87 of the Dutch Procurement Act)."
        ),
    ),
    Item("answer", Side.HOST, _("The entrepreneur knows what we do with it, and when they hear."), after=True),
    Item("goal_read", Side.PRESENTER, _("I know the question, the goal and who comes.")),
    Item("fee_agreed", Side.PRESENTER, _("We agreed on fee, time and material.")),
    Item("clients", Side.PRESENTER, _("I name or show no clients without their consent.")),
    Item("recording", Side.PRESENTER, _("I said whether photos and a recording may be made.")),
    Item("readable", Side.PRESENTER, _("My slides can be read from the last row, and my videos have captions.")),
    Item(
        "no_specifications",
        Side.PRESENTER,
        _("If a tender is running or coming: I write no specifications for it, and I ask for no advantage."),
    ),
)


@dataclass(frozen=True)
class Line:
    """An item and whether it is done."""

    item: Item
    done: bool


def lines_of(session: Session, side: Side) -> list[Line]:
    """The list of one side; what comes after the session only when it is over."""
    ticked = set(session.ticks.values_list("item", flat=True))
    return [Line(item, item.key in ticked) for item in _items(session, side)]


def open_items(session: Session, side: Side) -> list[Item]:
    """What this side still has to see to."""
    return [line.item for line in lines_of(session, side) if not line.done]


def _items(session: Session, side: Side) -> list[Item]:
    return [item for item in ITEMS if item.side == side and (session.is_over or not item.after)]


@transaction.atomic
def keep_ticks(session: Session, sides: Collection[Side], done: Collection[str], user: User) -> None:
    """These items of `sides` are done and the others are not; the list of the other side stays as it is."""
    locked = Session.objects.select_for_update(no_key=True).get(pk=session.pk)
    own = {item.key for side in sides for item in _items(locked, side)}
    locked.ticks.filter(item__in=own - set(done)).delete()
    known = set(locked.ticks.values_list("item", flat=True))
    ChecklistTick.objects.bulk_create(
        ChecklistTick(session=locked, item=key, ticked_by=user) for key in sorted(own & set(done) - known)
    )
