"""Things to put in the right order. Each gets a number; nothing needs dragging."""

from random import Random
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from cms.blocks.checked import CheckedBlock, Errors
from quizzes.grading import Mark, mark_order
from quizzes.wording import folded

from .base import Choice, Frozen, QuestionType, ReviewLine, UnreadableAnswer
from .selects import RowsField


class ItemBlock(blocks.StructBlock):
    text = blocks.TextBlock(label=_("Item"), rows=2, max_length=300)
    feedback = blocks.TextBlock(
        label=_("Feedback"), rows=2, max_length=1000, required=False, help_text=_("Why it has this place.")
    )

    class Meta:
        icon = "list-ol"
        label = _("Item")


EMPTY_ITEM = {"text": "", "feedback": ""}


class OrderingBlock(CheckedBlock):
    # Two items that never stand in the right order give the answer away.
    items = blocks.ListBlock(
        ItemBlock(), label=_("Items, in the right order"), min_num=3, max_num=12, default=[EMPTY_ITEM] * 3
    )

    class Meta:
        icon = "list-ol"
        label = _("Right order")
        description = _("The learner puts items in order, by numbers")
        help_text = _("Each item in its right place earns its part of the point.")

    def errors_of(self, value: blocks.StructValue) -> Errors:
        texts = {folded(item["text"]) for item in value["items"]}
        if len(texts) < len(value["items"]):
            return {"items": _("Two items have the same text. Give each its own.")}
        return {}


class PlacesField(RowsField):
    """A place for each item, in the order the items are shown.

    The answer lists the ids of the items by place, None for a place nothing was put in yet.
    """

    def __init__(self, items: list[dict[str, Any]]) -> None:
        places = [str(place) for place, _item in enumerate(items, start=1)]
        super().__init__([item["text"] for item in items], [(place, place) for place in places])
        self.ids = [item["id"] for item in items]

    def answer_of(self, chosen: list[str]) -> list[str | None]:
        placed: list[str | None] = [None] * len(self.ids)
        for item, place in zip(self.ids, chosen, strict=True):
            if place and placed[int(place) - 1] is not None:
                raise UnreadableAnswer(
                    _("You gave place %(place)s to more than one item. Give each item a place of its own."),
                    params={"place": place},
                )
            if place:
                placed[int(place) - 1] = item
        return placed

    def chosen_in(self, answer: list[str | None]) -> list[str]:
        return [str(answer.index(item) + 1) if item in answer else "" for item in self.ids]


class Ordering(QuestionType):
    name = "ordering"
    label = _("Right order")
    block = OrderingBlock
    bank_names = ("ordering",)
    rule = _("In a question about the right order, each item in its right place earns part of your point.")
    hint = _("Choose a place for each item. 1 comes first.")

    def freeze(self, value: blocks.StructValue, order: Random | None) -> Frozen:
        """The items as they are shown, which is never the right order, and the right order of their ids."""
        items = [
            {"id": child.id, "text": child.value["text"] or "", "feedback": child.value["feedback"]}
            for child in value["items"].bound_blocks
        ]
        right = [item["id"] for item in items]
        # A quiz that shuffles nothing still may not give the order away.
        order = order or Random("\n".join(item["text"] for item in items))  # noqa: S311 - an order, not a secret
        order.shuffle(items)
        if [item["id"] for item in items] == right:
            items = items[1:] + items[:1]
        return {"items": items, "right": right}

    def form_field(self, frozen: Frozen) -> forms.Field:
        return PlacesField(frozen["items"])

    def is_answered(self, frozen: Frozen, answer: Any) -> bool:
        return bool(answer) and None not in answer

    def mark(self, frozen: Frozen, answer: Any) -> Mark:
        return mark_order(frozen["right"], answer or [])

    def review(self, frozen: Frozen, answer: Any) -> list[ReviewLine]:
        """Place by place: what was put there, and what belongs there. The feedback on an item is given once."""
        placed = _placed(frozen, answer)
        lines = []
        for place, belongs in enumerate(frozen["right"], start=1):
            there = placed.get(place)
            if there is not None:
                lines.append(_line(frozen, place, there, chosen=True, right=there == belongs, tell=True))
            if there != belongs:
                tell = belongs not in placed.values()
                lines.append(_line(frozen, place, belongs, chosen=False, right=True, tell=tell))
        return lines

    def from_bank(self, entry: dict[str, Any]) -> dict[str, Any]:
        items = {int(item["position"]): item for item in entry["order"]}
        if len(items) < len(entry["order"]):
            raise ValueError("Two items have the same position.")
        return {
            "items": [
                {"text": item["text"], "feedback": item.get("feedback", "")}
                for _position, item in sorted(items.items())
            ]
        }

    def to_bank(self, value: blocks.StructValue) -> dict[str, Any]:
        return {
            "order": [
                {"position": position, "text": item["text"], "feedback": item["feedback"]}
                for position, item in enumerate(value["items"], start=1)
            ]
        }

    def choices_made(self, frozen: Frozen, answer: Any) -> list[Choice]:
        right = dict(enumerate(frozen["right"], start=1))
        return [
            Choice(
                key=f"{place}:{there}",
                label=f"{place}. {_item(frozen, there)['text']}",
                right=right.get(place) == there,
            )
            for place, there in _placed(frozen, answer).items()
        ]


def _placed(frozen: Frozen, answer: list[str | None] | None) -> dict[int, str]:
    """The items by place; without those a correction of the question took away."""
    known = {item["id"] for item in frozen["items"]}
    return {place: item for place, item in enumerate(answer or [], start=1) if item in known and item is not None}


def _item(frozen: Frozen, item_id: str) -> dict[str, Any]:
    found: dict[str, Any] = next(item for item in frozen["items"] if item["id"] == item_id)
    return found


def _line(frozen: Frozen, place: int, item_id: str, *, chosen: bool, right: bool, tell: bool) -> ReviewLine:
    item = _item(frozen, item_id)
    feedback = item["feedback"] if tell else ""
    return ReviewLine(f"{place}. {item['text']}", chosen=chosen, right=right, feedback=feedback)


TYPE = Ordering()
