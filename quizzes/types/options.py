"""What the types with options share: a text, whether it is right, and feedback for who chose it."""

from abc import abstractmethod
from collections.abc import Collection
from random import Random
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError

from cms.blocks.check_question import AnswerOptionBlock
from quizzes.grading import Mark, mark_one

from .base import Choice, Frozen, QuestionType, ReviewLine


class OptionBlock(AnswerOptionBlock):
    """An answer of a question that counts may be longer, and over more than one line."""

    text = blocks.TextBlock(label=_("Answer"), rows=2, max_length=500)


EMPTY_OPTION = {"text": "", "correct": False, "feedback": ""}


class OptionsBlock(blocks.StructBlock):
    """At least two options; what more must hold is in `error_of`, which a draft may still break."""

    options = blocks.ListBlock(
        OptionBlock(), label=_("Answers"), min_num=2, max_num=10, default=[EMPTY_OPTION, EMPTY_OPTION]
    )

    def clean(self, value: blocks.StructValue) -> blocks.StructValue:
        cleaned = super().clean(value)
        if self.is_deferred_validation:
            return cleaned
        error = self.error_of([option["correct"] for option in cleaned["options"]])
        if error:
            raise StructBlockValidationError(block_errors={"options": ValidationError(str(error))})
        return cleaned

    @abstractmethod
    def error_of(self, correct: list[bool]) -> Promise | None:
        """What is wrong with which options are right, for the editor; None when all is well."""


def freeze_options(value: blocks.StructValue, order: Random | None) -> Frozen:
    """The options with the ids the editor's blocks have, so that an option stays the same over attempts."""
    options = [
        {
            "id": child.id,
            "text": child.value["text"],
            "correct": bool(child.value["correct"]),
            "feedback": child.value["feedback"],
        }
        for child in value["options"].bound_blocks
    ]
    if order is not None:
        order.shuffle(options)
    return {"options": options}


def choices(frozen: Frozen) -> list[tuple[str, str]]:
    return [(option["id"], option["text"]) for option in frozen["options"]]


def right_ids(frozen: Frozen) -> list[str]:
    return [option["id"] for option in frozen["options"] if option["correct"]]


def review_options(frozen: Frozen, chosen: Collection[str]) -> list[ReviewLine]:
    """What was chosen, and what was right but not chosen, in the order of the question."""
    return [
        ReviewLine(
            text=option["text"],
            chosen=option["id"] in chosen,
            right=option["correct"],
            feedback=option["feedback"],
        )
        for option in frozen["options"]
        if option["correct"] or option["id"] in chosen
    ]


def chosen_options(frozen: Frozen, chosen: Collection[str]) -> list[Choice]:
    """The options among `chosen`, in the order of the question."""
    return [
        Choice(key=option["id"], label=option["text"], right=option["correct"])
        for option in frozen["options"]
        if option["id"] in chosen
    ]


def options_to_bank(value: blocks.StructValue) -> dict[str, Any]:
    return {
        "options": [
            {"text": option["text"], "correct": bool(option["correct"]), "feedback": option["feedback"]}
            for option in value["options"]
        ]
    }


def options_from_bank(entry: dict[str, Any]) -> dict[str, Any]:
    return {
        "options": [
            {"text": option["text"], "correct": bool(option["correct"]), "feedback": option["feedback"]}
            for option in entry["options"]
        ]
    }


class OneOption(QuestionType):
    """A question that is answered with the id of one option, of which exactly one is right."""

    def form_field(self, frozen: Frozen) -> forms.Field:
        return forms.TypedChoiceField(
            choices=choices(frozen),
            empty_value=None,
            widget=forms.RadioSelect(attrs={"class": "utrecht-radio-button"}),
        )

    def is_answered(self, frozen: Frozen, answer: Any) -> bool:
        return answer is not None

    def mark(self, frozen: Frozen, answer: Any) -> Mark:
        (right,) = right_ids(frozen)
        return mark_one(right, answer)

    def review(self, frozen: Frozen, answer: Any) -> list[ReviewLine]:
        return review_options(frozen, [answer])

    def choices_made(self, frozen: Frozen, answer: Any) -> list[Choice]:
        return chosen_options(frozen, [answer])
