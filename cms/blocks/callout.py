"""A short text that stands out."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from .text import TEXT_FEATURES

KINDS = [
    ("remember", _("Remember")),
    ("tip", _("Tip")),
    ("warning", _("Mind this")),
    ("example", _("Example")),
    ("fictional", _("Fictional example")),
]


class CalloutValue(blocks.StructValue):
    """Says its kind in words, because a colour alone says nothing to who does not see it."""

    @property
    def kind_in_words(self) -> str:
        """The kind, or nothing when the title already begins with it."""
        words = str(dict(KINDS).get(self["kind"], ""))
        return "" if self["title"].lower().startswith(words.lower()) else words


class CalloutBlock(blocks.StructBlock):
    kind = blocks.ChoiceBlock(
        choices=KINDS,
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
        value_class = CalloutValue
        preview_value = {
            "kind": "remember",
            "title": "Onthoud",
            "text": "<p>De 30% gaat over de werknemers, niet over de opdracht.</p>",
        }
