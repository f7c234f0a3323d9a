"""Words from the glossary: explained there once, shown wherever they are needed."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.list_block import ListValue
from wagtail.snippets.blocks import SnippetChooserBlock

from cms.examples import example_term


class GlossaryTermsBlock(blocks.ListBlock):
    """One term stands open, as a definition; more are cards that turn over, as in TermsBlock."""

    def __init__(self, **kwargs: object) -> None:
        chooser = SnippetChooserBlock("cms.Term", label=_("Term"))
        super().__init__(chooser, **{"min_num": 1, "max_num": 30, **kwargs})

    class Meta:
        icon = "list-ul"
        label = _("Terms from the glossary")
        description = _("One definition, or cards with several; whoever changes the glossary changes them here too")
        template = "blocks/glossary_terms.html"

    def get_preview_value(self) -> ListValue:
        lot = example_term(
            key="perceel", term="Perceel", meaning="Een deel van een opdracht waarop bedrijven apart inschrijven."
        )
        portal = example_term(
            key="tenderned", term="TenderNed", meaning="De site waar overheden hun opdrachten aankondigen."
        )
        return ListValue(self, values=[lot, portal])
