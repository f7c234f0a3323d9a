"""A term and what it means."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks


class DefinitionBlock(blocks.StructBlock):
    term = blocks.CharBlock(label=_("Term"), max_length=120)
    meaning = blocks.TextBlock(label=_("Meaning"))

    class Meta:
        icon = "openquote"
        label = _("Definition")
        description = _("A term and what it means here")
        template = "blocks/definition.html"
        preview_value = {"term": "Perceel", "meaning": "Een deel van een opdracht waarop bedrijven apart inschrijven."}
