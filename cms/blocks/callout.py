"""A short text that stands out."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from .text import TEXT_FEATURES


class CalloutBlock(blocks.StructBlock):
    kind = blocks.ChoiceBlock(
        choices=[
            ("remember", _("Remember")),
            ("tip", _("Tip")),
            ("warning", _("Mind this")),
            ("example", _("Example")),
            ("fictional", _("Fictional example")),
        ],
        default="remember",
        label=_("Kind"),
    )
    title = blocks.CharBlock(label=_("Title"), max_length=120)
    text = blocks.RichTextBlock(label=_("Text"), features=TEXT_FEATURES)

    class Meta:
        icon = "warning"
        label = _("Callout")
        description = _("What must be remembered, a tip, a warning or an example")
        template = "blocks/callout.html"
        preview_value = {
            "kind": "remember",
            "title": "Onthoud",
            "text": "<p>De 30% gaat over de werknemers, niet over de opdracht.</p>",
        }
