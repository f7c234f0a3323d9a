"""Things that belong together: for each on the left, the learner chooses what belongs to it."""

from hashlib import sha256
from random import Random
from string import ascii_uppercase
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from cms.blocks.checked import CheckedBlock, Errors
from quizzes.grading import Mark, mark_pairs
from quizzes.wording import folded

from .base import Choice, Frozen, QuestionType, ReviewLine
from .selects import RowsField


class PairBlock(blocks.StructBlock):
    left = blocks.TextBlock(label=_("Item"), rows=2, max_length=300)
    right = blocks.TextBlock(label=_("Belongs to it"), rows=2, max_length=300)
    feedback = blocks.TextBlock(label=_("Feedback"), rows=2, max_length=1000, required=False)

    class Meta:
        icon = "link"
        label = _("Pair")


EMPTY_PAIR = {"left": "", "right": "", "feedback": ""}


class MatchingBlock(CheckedBlock):
    pairs = blocks.ListBlock(
        PairBlock(),
        label=_("Pairs"),
        min_num=2,
        max_num=12,
        default=[EMPTY_PAIR, EMPTY_PAIR],
        help_text=_("Two items may have the same answer: write it in the same words."),
    )
    distractors = blocks.ListBlock(
        blocks.TextBlock(label=_("Answer"), rows=2, max_length=300),
        label=_("Answers that belong to nothing"),
        max_num=8,
        default=[],
        help_text=_("Not needed. They make it harder to find the last pair by crossing off."),
    )

    class Meta:
        icon = "link"
        label = _("Pairs")
        description = _("The learner chooses what belongs to each item")
        help_text = _("Each right pair earns its part of the point.")

    def errors_of(self, value: blocks.StructValue) -> Errors:
        lefts = {_comparable(pair["left"]) for pair in value["pairs"]}
        rights = {_comparable(pair["right"]) for pair in value["pairs"]}
        others = {_comparable(text) for text in value["distractors"]}
        if len(lefts) < len(value["pairs"]):
            return {"pairs": _("Two items have the same text. Give each its own.")}
        if rights & others or len(others) < len(value["distractors"]):
            return {"distractors": _("An answer stands here twice, or belongs to an item. Take it away or change it.")}
        if len(rights | others) < 2:
            return {"pairs": _("There is only one answer to choose. Add another one.")}
        return {}


class PairsField(RowsField):
    """A choice for each item on the left. The answer: ids of the left ones to ids of the right ones.

    options: the letter and the text of each right one, to be read in full: a closed list cuts off long texts.
    """

    def __init__(self, frozen: Frozen) -> None:
        lettered = list(zip(ascii_uppercase, frozen["rights"], strict=False))
        choices = [(right["id"], f"{letter}. {right['text']}") for letter, right in lettered]
        super().__init__([left["text"] for left in frozen["lefts"]], choices)
        self.ids = [left["id"] for left in frozen["lefts"]]
        self.options = [(letter, right["text"]) for letter, right in lettered]

    def answer_of(self, chosen: list[str]) -> dict[str, str]:
        return {left: right for left, right in zip(self.ids, chosen, strict=True) if right}

    def chosen_in(self, answer: dict[str, str]) -> list[str]:
        return [answer.get(left, "") for left in self.ids]


class Matching(QuestionType):
    """Frozen: `lefts` with the id of what belongs to each, and `rights`, each text once, in the order shown."""

    name = "matching"
    label = _("Pairs")
    block = MatchingBlock
    bank_names = ("matching",)
    rule = _("In a question about what belongs together, each right pair earns part of your point.")
    hint = _("Choose for each item the letter of what belongs to it. You may use a letter more than once.")

    def freeze(self, value: blocks.StructValue, order: Random | None) -> Frozen:
        lefts = [
            {
                "id": child.id,
                "text": child.value["left"],
                "right": _right_id(child.value["right"] or ""),
                "feedback": child.value["feedback"],
            }
            for child in value["pairs"].bound_blocks
        ]
        texts = [text or "" for text in (*(pair["right"] for pair in value["pairs"]), *value["distractors"])]
        # The first of texts that come to the same is the one shown.
        unique = {_right_id(text): text for text in reversed(texts)}
        rights = [{"id": right_id, "text": unique[right_id]} for right_id in sorted(unique)]
        if order is not None:
            order.shuffle(lefts)
        # A quiz that shuffles nothing still may not show what belongs together side by side.
        (order or Random("\n".join(texts))).shuffle(rights)  # noqa: S311 - an order, not a secret
        return {"lefts": lefts, "rights": rights}

    def form_field(self, frozen: Frozen) -> forms.Field:
        return PairsField(frozen)

    def is_answered(self, frozen: Frozen, answer: Any) -> bool:
        return bool(answer) and all(left["id"] in answer for left in frozen["lefts"])

    def mark(self, frozen: Frozen, answer: Any) -> Mark:
        return mark_pairs({left["id"]: left["right"] for left in frozen["lefts"]}, answer or {})

    def review(self, frozen: Frozen, answer: Any) -> list[ReviewLine]:
        """Item by item: what was chosen, and what belongs to it. The feedback on a pair is given once."""
        chosen = _chosen(frozen, answer)
        lines = []
        for left in frozen["lefts"]:
            given = chosen.get(left["id"])
            if given is not None:
                right = given == left["right"]
                lines.append(
                    ReviewLine(_pair(frozen, left, given), chosen=True, right=right, feedback=left["feedback"])
                )
            if given != left["right"]:
                feedback = left["feedback"] if given is None else ""
                text = _pair(frozen, left, left["right"])
                lines.append(ReviewLine(text, chosen=False, right=True, feedback=feedback))
        return lines

    def from_bank(self, entry: dict[str, Any]) -> dict[str, Any]:
        return {
            "pairs": [
                {"left": pair["left"], "right": pair["right"], "feedback": pair.get("feedback", "")}
                for pair in entry["pairs"]
            ],
            "distractors": [str(text) for text in entry.get("distractors", [])],
        }

    def to_bank(self, value: blocks.StructValue) -> dict[str, Any]:
        pairs = [
            {"left": pair["left"], "right": pair["right"], "feedback": pair["feedback"]} for pair in value["pairs"]
        ]
        distractors = list(value["distractors"])
        return {"pairs": pairs, "distractors": distractors} if distractors else {"pairs": pairs}

    def choices_made(self, frozen: Frozen, answer: Any) -> list[Choice]:
        chosen = _chosen(frozen, answer)
        return [
            Choice(
                key=f"{left['id']}:{chosen[left['id']]}",
                label=_pair(frozen, left, chosen[left["id"]]),
                right=chosen[left["id"]] == left["right"],
            )
            for left in frozen["lefts"]
            if left["id"] in chosen
        ]


def _chosen(frozen: Frozen, answer: dict[str, str] | None) -> dict[str, str]:
    """The answer, without what a correction of the question took away."""
    known = {right["id"] for right in frozen["rights"]}
    return {left: right for left, right in (answer or {}).items() if right in known}


def _right_id(text: str) -> str:
    """From the text alone, so that it tells nothing about what it belongs to and equal texts are one answer."""
    return sha256(_comparable(text).encode()).hexdigest()[:12]


def _comparable(text: str) -> str:
    """Equal for texts that a reader cannot tell apart."""
    return folded(text) or text.strip()


def _pair(frozen: Frozen, left: dict[str, Any], right_id: str) -> str:
    right = next(right["text"] for right in frozen["rights"] if right["id"] == right_id)
    return f"{left['text']}: {right}"


TYPE = Matching()
