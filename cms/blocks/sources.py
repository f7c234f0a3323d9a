"""Where the facts of a text come from."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.list_block import ListValue
from wagtail.snippets.blocks import SnippetChooserBlock

from cms.examples import example_source


class SourcesBlock(blocks.ListBlock):
    def __init__(self, **kwargs: object) -> None:
        super().__init__(SnippetChooserBlock("cms.Source", label=_("Source")), **kwargs)

    class Meta:
        icon = "list-ul"
        label = _("Sources")
        description = _("Where the facts come from, with the date they were checked")
        template = "blocks/sources.html"

    def get_preview_value(self) -> ListValue:
        report = {"kind": "publication", "title": "Zicht op duurzame samenwerking", "article": "", "text_date": None}
        publication = example_source(**report, publisher="Social Enterprise NL en PwC", url="")
        return ListValue(self, values=[example_source(), publication])
