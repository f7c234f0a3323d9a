"""A statement that is true or not. Its two answers are never shuffled."""

from random import Random
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext
from wagtail import blocks

from . import options
from .base import Frozen


class TrueFalseBlock(blocks.StructBlock):
    answer = blocks.ChoiceBlock(
        choices=[("true", _("The statement is true")), ("false", _("The statement is not true"))],
        label=_("Right answer"),
    )
    feedback_true = blocks.TextBlock(label=_("Feedback for who chose “true”"), rows=2, max_length=1000)
    feedback_false = blocks.TextBlock(label=_("Feedback for who chose “not true”"), rows=2, max_length=1000)

    class Meta:
        icon = "check"
        label = _("True or not true")
        description = _("The learner judges a statement")


def _texts() -> dict[str, str]:
    return {"true": pgettext("statement", "True"), "false": pgettext("statement", "Not true")}


class TrueFalse(options.OneOption):
    name = "true_false"
    label = _("True or not true")
    block = TrueFalseBlock
    bank_names = ("true_false",)

    def freeze(self, value: blocks.StructValue, order: Random | None) -> Frozen:
        return {
            "options": [
                {
                    "id": answer,
                    "text": text,
                    "correct": value["answer"] == answer,
                    "feedback": value[f"feedback_{answer}"],
                }
                for answer, text in _texts().items()
            ]
        }

    def from_bank(self, entry: dict[str, Any]) -> dict[str, Any]:
        """The bank lists the true option first. Raises ValueError for another number than two."""
        when_true, when_false = entry["options"]
        if bool(when_true["correct"]) == bool(when_false["correct"]):
            raise ValueError("Exactly one of the two answers must be right.")
        return {
            "answer": "true" if when_true["correct"] else "false",
            "feedback_true": when_true["feedback"],
            "feedback_false": when_false["feedback"],
        }

    def to_bank(self, value: blocks.StructValue) -> dict[str, Any]:
        return {
            "options": [
                {"text": text, "correct": value["answer"] == answer, "feedback": value[f"feedback_{answer}"]}
                for answer, text in _texts().items()
            ]
        }


TYPE = TrueFalse()
