"""One right answer out of several."""

from random import Random
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from . import options
from .base import Frozen


class SingleChoiceBlock(options.OptionsBlock):
    class Meta:
        icon = "radio-full"
        label = _("One right answer")
        description = _("The learner chooses one answer")

    def error_of(self, correct: list[bool]) -> Promise | None:
        return None if sum(correct) == 1 else _("Tick exactly one answer as the right one.")


class SingleChoice(options.OneOption):
    name = "single_choice"
    label = _("One right answer")
    block = SingleChoiceBlock
    bank_names = ("single_choice", "case_single")

    def freeze(self, value: blocks.StructValue, order: Random | None) -> Frozen:
        return options.freeze_options(value, order)

    def from_bank(self, entry: dict[str, Any]) -> dict[str, Any]:
        return options.options_from_bank(entry)

    def to_bank(self, value: blocks.StructValue) -> dict[str, Any]:
        return options.options_to_bank(value)


TYPE = SingleChoice()
