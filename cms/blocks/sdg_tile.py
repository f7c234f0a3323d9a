"""The goals of the United Nations that something contributes to."""

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from cms.sdgs import BY_NUMBER, GOALS, Goal

GOAL_CHOICES = [
    (str(goal.number), format_lazy("{number}. {name}", number=goal.number, name=goal.name)) for goal in GOALS
]


class SdgTileValue(blocks.StructValue):
    @property
    def chosen(self) -> list[Goal]:
        """The goals in the order of their numbers."""
        return [BY_NUMBER[number] for number in sorted(int(number) for number in self["goals"] or [])]


class SdgTileBlock(blocks.StructBlock):
    """Number and name stand on the official colour (static/css/components/blocks-sdg.css)."""

    goals = blocks.MultipleChoiceBlock(choices=GOAL_CHOICES, widget=forms.CheckboxSelectMultiple, label=_("Goals"))
    why = blocks.TextBlock(
        label=_("Why"), required=False, rows=2, help_text=_("What is done for these goals, in one or two sentences.")
    )

    class Meta:
        icon = "site"
        label = _("SDG tile")
        description = _("One or more of the seventeen goals of the United Nations")
        template = "blocks/sdg_tile.html"
        value_class = SdgTileValue
        preview_value = {
            "goals": ["8", "10"],
            "why": "Mensen die lang thuis zaten, krijgen een vaste baan in het groen.",
        }
