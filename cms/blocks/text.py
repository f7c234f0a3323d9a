"""Running text and the headings between it."""

from typing import ClassVar

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

# Headings are blocks of their own, so that levels cannot be skipped; images need alt text, so they are too.
TEXT_FEATURES = ["bold", "italic", "ul", "ol", "link"]


class HeadingBlock(blocks.CharBlock):
    """A heading of the second level: the page title is the first, fold-outs use the third."""

    class Meta:
        icon = "title"
        label = _("Heading")
        description = _("Starts a new part of the text")
        template = "blocks/heading.html"
        preview_value = "Wat staat er in de wet?"


class TextBlock(blocks.RichTextBlock):
    def __init__(self, **kwargs: object) -> None:
        super().__init__(**{"features": TEXT_FEATURES, **kwargs})

    class Meta:
        icon = "pilcrow"
        label = _("Text")
        description = _("Paragraphs and lists")
        template = "blocks/text.html"
        preview_value: ClassVar[str] = "<p>Een gemeente <b>mag</b> een opdracht voorbehouden. Het is geen plicht.</p>"
