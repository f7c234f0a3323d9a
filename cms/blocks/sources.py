"""Where the facts of a text come from."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.snippets.blocks import SnippetChooserBlock


class SourcesBlock(blocks.ListBlock):
    def __init__(self, **kwargs: object) -> None:
        super().__init__(SnippetChooserBlock("cms.Source", label=_("Source")), **kwargs)

    class Meta:
        icon = "list-ul"
        label = _("Sources")
        description = _("Where the facts come from, with the date they were checked")
        template = "blocks/sources.html"
