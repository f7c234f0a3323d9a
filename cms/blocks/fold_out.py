"""Text that opens on request."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from .text import TEXT_FEATURES


class FoldOutBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Title"), max_length=160)
    text = blocks.RichTextBlock(label=_("Text"), features=TEXT_FEATURES)

    class Meta:
        icon = "collapse-down"
        label = _("Fold-out")
        description = _("More for who wants it: opens with a click or the keyboard")
        template = "blocks/fold_out.html"
        preview_value = {"title": "Rekenvoorbeeld", "text": "<p>30% van 46 is 13,8. Dat zijn dus 14 werknemers.</p>"}
