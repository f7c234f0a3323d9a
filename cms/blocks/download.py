"""A document to keep."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock

from cms.examples import ExampleDocument


class DownloadBlock(blocks.StructBlock):
    """The link says what comes: kind and size, before somebody on a phone asks for it."""

    document = DocumentChooserBlock(label=_("Document"))
    title = blocks.CharBlock(
        label=_("Title"), required=False, max_length=160, help_text=_("Empty: the title of the document itself.")
    )
    text = blocks.TextBlock(
        label=_("Text"), required=False, rows=2, help_text=_("What someone can do with it, in one sentence.")
    )

    class Meta:
        icon = "download"
        label = _("Download")
        description = _("A document to keep, with its kind and size")
        template = "blocks/download.html"

    def get_preview_value(self) -> blocks.StructValue:
        return self._to_struct_value(
            {"document": ExampleDocument(), "title": "", "text": "Vink af wat u hebt geregeld voor u aankondigt."}
        )
