"""A number, right when it is near enough to the answer. How it may be typed is in quizzes/numbers.py."""

from decimal import Decimal
from random import Random
from typing import Any

from django import forms
from django.utils.formats import number_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from cms.blocks.checked import CheckedBlock, Errors
from quizzes.grading import Mark, is_near, mark_number
from quizzes.numbers import LONGEST_NUMBER, plain_number, read_number

from .base import Choice, Frozen, QuestionType, ReviewLine, UnreadableAnswer
from .written import LineField

UNREADABLE = _("Fill in a number, for example 1.250,50.")
# Fifteen digits survive a JSON file, which knows binary numbers only.
DIGITS = {"max_digits": 15, "decimal_places": 6}


class CommonErrorBlock(blocks.StructBlock):
    value = blocks.DecimalBlock(label=_("Number"), **DIGITS)
    feedback = blocks.TextBlock(label=_("Feedback"), rows=2, max_length=1000)

    class Meta:
        icon = "warning"
        label = _("Common mistake")


class NumericBlock(CheckedBlock):
    answer = blocks.DecimalBlock(label=_("Right answer"), **DIGITS)
    tolerance = blocks.DecimalBlock(
        label=_("Tolerance"),
        min_value=0,
        default=Decimal(0),
        help_text=_("How far from the answer still counts as right; 0 when only the number itself does."),
        **DIGITS,
    )
    unit = blocks.CharBlock(
        label=_("Unit"),
        required=False,
        max_length=30,
        help_text=_("Shown behind the field, for example euro or procent. Learners need not type it."),
    )
    feedback_correct = blocks.TextBlock(label=_("Feedback for a right answer"), rows=2, max_length=1000)
    feedback_incorrect = blocks.TextBlock(label=_("Feedback for a wrong answer"), rows=2, max_length=1000)
    common_errors = blocks.ListBlock(
        CommonErrorBlock(), label=_("Common mistakes, with feedback of their own"), max_num=10, default=[]
    )

    class Meta:
        icon = "decimal"
        label = _("Number")
        description = _("The learner fills in a number")

    def errors_of(self, value: blocks.StructValue) -> Errors:
        mistakes = [mistake["value"] for mistake in value["common_errors"]]
        if any(is_near(value["answer"], mistake, value["tolerance"]) for mistake in mistakes):
            return {"common_errors": _("One of these numbers counts as right. Take it away or change the tolerance.")}
        if len(set(mistakes)) < len(mistakes):
            return {"common_errors": _("The same number is here twice. Take one of them away.")}
        return {}


class NumberField(LineField):
    """What was typed, kept as it was typed."""

    def __init__(self, unit: str) -> None:
        super().__init__(longest=LONGEST_NUMBER, too_long=UNREADABLE, unit=unit, inputmode="decimal")
        self.unit = unit

    def to_python(self, value: Any) -> str | None:
        text = super().to_python(value)
        if text is not None and read_number(text, self.unit) is None:
            raise UnreadableAnswer(UNREADABLE)
        return text


class Numeric(QuestionType):
    """The answer is the text that was typed. Numbers are frozen as text, as JSON knows no decimals."""

    name = "numeric"
    label = _("Number")
    block = NumericBlock
    bank_names = ("numeric",)
    hint = _("Fill in a number, for example 1250,50 or 1.250,50. You need not type the unit.")

    def freeze(self, value: blocks.StructValue, order: Random | None) -> Frozen:
        return {
            "answer": _frozen_number(value["answer"]),
            "tolerance": _frozen_number(value["tolerance"]),
            "unit": value["unit"] or "",
            "feedback_correct": value["feedback_correct"],
            "feedback_incorrect": value["feedback_incorrect"],
            "common_errors": [
                {"value": _frozen_number(mistake["value"]), "feedback": mistake["feedback"]}
                for mistake in value["common_errors"]
            ],
        }

    def form_field(self, frozen: Frozen) -> forms.Field:
        return NumberField(frozen["unit"])

    def is_answered(self, frozen: Frozen, answer: Any) -> bool:
        return bool(answer)

    def mark(self, frozen: Frozen, answer: Any) -> Mark:
        return mark_number(Decimal(frozen["answer"]), _typed(frozen, answer), Decimal(frozen["tolerance"]))

    def review(self, frozen: Frozen, answer: Any) -> list[ReviewLine]:
        right = self.mark(frozen, answer).correct
        lines = []
        if answer:
            feedback = frozen["feedback_correct"] if right else _feedback_on_mistake(frozen, answer)
            lines.append(ReviewLine(_with_unit(answer, frozen["unit"]), chosen=True, right=right, feedback=feedback))
        if not right:
            text = _with_unit(_as_people_write(frozen["answer"]), frozen["unit"])
            feedback = frozen["feedback_correct"]
            lines.append(ReviewLine(text, chosen=False, right=True, feedback=feedback, name=gettext("Right answer")))
        return lines

    def from_bank(self, entry: dict[str, Any]) -> dict[str, Any]:
        numeric = entry["numeric"]
        return {
            "answer": _bank_number(numeric["answer"]),
            "tolerance": _bank_number(numeric.get("tolerance", 0)),
            "unit": numeric.get("unit", ""),
            "feedback_correct": numeric["feedback_correct"],
            "feedback_incorrect": numeric["feedback_incorrect"],
            "common_errors": [
                {"value": _bank_number(mistake["value"]), "feedback": mistake["feedback"]}
                for mistake in numeric.get("common_errors", [])
            ],
        }

    def to_bank(self, value: blocks.StructValue) -> dict[str, Any]:
        return {
            "numeric": {
                "answer": _json_number(value["answer"]),
                "tolerance": _json_number(value["tolerance"]),
                "unit": value["unit"],
                "feedback_correct": value["feedback_correct"],
                "feedback_incorrect": value["feedback_incorrect"],
                "common_errors": [
                    {"value": _json_number(mistake["value"]), "feedback": mistake["feedback"]}
                    for mistake in value["common_errors"]
                ],
            }
        }

    def choices_made(self, frozen: Frozen, answer: Any) -> list[Choice]:
        typed = _typed(frozen, answer)
        if typed is None:
            return []
        right = self.mark(frozen, answer).correct
        return [Choice(key=plain_number(typed), label=_with_unit(answer, frozen["unit"]), right=right)]


def _typed(frozen: Frozen, answer: str | None) -> Decimal | None:
    return read_number(answer, frozen["unit"]) if answer else None


def _feedback_on_mistake(frozen: Frozen, answer: str) -> str:
    """That of the first common mistake the answer is as near to as it must be to be right, or the general one."""
    typed, tolerance = _typed(frozen, answer), Decimal(frozen["tolerance"])
    for mistake in frozen["common_errors"]:
        if typed is not None and is_near(Decimal(mistake["value"]), typed, tolerance):
            return str(mistake["feedback"])
    return str(frozen["feedback_incorrect"])


def _with_unit(text: str, unit: str) -> str:
    """The number with its unit, unless that was typed too."""
    return text if not unit or text.casefold().endswith(unit.casefold()) else f"{text} {unit}"


def _as_people_write(number: str) -> str:
    """In the notation of the language of the interface."""
    return number_format(Decimal(number), force_grouping=True)


def _frozen_number(number: Decimal | None) -> str:
    """Empty for one that a draft does not have yet."""
    return "" if number is None else plain_number(number)


def _bank_number(number: Any) -> Decimal:
    """Raises ValueError for what is no number, as NaN, which Python reads in JSON."""
    if isinstance(number, bool) or not isinstance(number, (int, float, Decimal)):
        raise ValueError(f"{number!r} is not a number.")
    exact = Decimal(str(number))
    if not exact.is_finite():
        raise ValueError(f"{number!r} is not a number.")
    return exact


def _json_number(number: Decimal) -> int | float:
    return int(number) if number == int(number) else float(number)


TYPE = Numeric()
