"""Words to know, as cards that turn over."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from .definition import DefinitionBlock


class TermsBlock(blocks.ListBlock):
    """A card shows its word first, so that who knows it can say the meaning before looking."""

    def __init__(self, **kwargs: object) -> None:
        super().__init__(DefinitionBlock(), **{"min_num": 1, "max_num": 30, **kwargs})

    class Meta:
        icon = "folder-open-inverse"
        label = _("Terms")
        description = _("Cards with a word; the meaning opens on request")
        template = "blocks/terms.html"
        preview_value = [
            {"term": "Perceel", "meaning": "Een deel van een opdracht waarop bedrijven apart inschrijven."},
            {"term": "Marktconsultatie", "meaning": "Een gesprek met bedrijven voordat de procedure begint."},
            {"term": "TenderNed", "meaning": "De site waar overheden hun opdrachten aankondigen."},
        ]
