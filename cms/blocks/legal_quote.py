"""The law, word for word."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.snippets.blocks import SnippetChooserBlock

from cms.examples import example_source


class LegalQuoteBlock(blocks.StructBlock):
    """A literal quotation; the source says which article and which date the text has."""

    source = SnippetChooserBlock("cms.Source", label=_("Source"))
    part = blocks.CharBlock(label=_("Part"), required=False, max_length=60, help_text=_("For example: lid 1."))
    text = blocks.TextBlock(label=_("Literal text"))

    class Meta:
        icon = "openquote"
        label = _("Legal quotation")
        description = _("An article of law, literally, with its source and date")
        template = "blocks/legal_quote.html"

    def get_preview_value(self) -> blocks.StructValue:
        return self._to_struct_value(
            {
                "source": example_source(),
                "part": "lid 1",
                "text": "Een aanbestedende dienst kan de deelneming aan een procedure voor de gunning van een "
                "overheidsopdracht voorbehouden aan sociale werkplaatsen (…).",
            }
        )
