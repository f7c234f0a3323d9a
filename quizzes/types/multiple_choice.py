"""Several right answers, with partial credit (see quizzes.grading.mark_several)."""

from random import Random
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from quizzes.grading import Mark, mark_several

from . import options
from .base import Choice, Frozen, QuestionType, ReviewLine


class MultipleChoiceBlock(options.OptionsBlock):
    class Meta:
        icon = "list-ul"
        label = _("Several right answers")
        description = _("The learner ticks every right answer")
        help_text = _(
            "Each right tick earns its part of the point and each wrong tick takes as much away, never below zero."
        )

    def error_of(self, correct: list[bool]) -> Promise | None:
        return None if any(correct) else _("Tick at least one answer as right.")


class MultipleChoice(QuestionType):
    name = "multiple_choice"
    label = _("Several right answers")
    block = MultipleChoiceBlock
    bank_names = ("multiple_choice", "case_multiple")
    rule = _(
        "In a question with several right answers each right tick adds to your point "
        "and each wrong tick takes as much away. You never go below zero."
    )
    hint = _("You can choose more than one answer.")

    def freeze(self, value: blocks.StructValue, order: Random | None) -> Frozen:
        return options.freeze_options(value, order)

    def form_field(self, frozen: Frozen) -> forms.Field:
        return forms.TypedMultipleChoiceField(
            choices=options.choices(frozen),
            empty_value=[],
            widget=forms.CheckboxSelectMultiple(attrs={"class": "utrecht-checkbox"}),
        )

    def is_answered(self, frozen: Frozen, answer: Any) -> bool:
        return bool(answer)

    def mark(self, frozen: Frozen, answer: Any) -> Mark:
        return mark_several(options.right_ids(frozen), answer or [])

    def review(self, frozen: Frozen, answer: Any) -> list[ReviewLine]:
        return options.review_options(frozen, answer or [])

    def from_bank(self, entry: dict[str, Any]) -> dict[str, Any]:
        return options.options_from_bank(entry)

    def to_bank(self, value: blocks.StructValue) -> dict[str, Any]:
        return options.options_to_bank(value)

    def choices_made(self, frozen: Frozen, answer: Any) -> list[Choice]:
        return options.chosen_options(frozen, answer or [])


TYPE = MultipleChoice()
