"""One of the drawings that come with the product."""

from typing import Any

from django.utils import translation
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.models import Page

from cms.diagrams.diagram import Diagram
from cms.diagrams.shipped import DIAGRAMS

DIAGRAM_CHOICES = [(name, diagram.title) for name, diagram in DIAGRAMS.items()]


class DiagramValue(blocks.StructValue):
    @property
    def diagram(self) -> Diagram | None:
        """Nothing in a draft in which none has been chosen yet."""
        return DIAGRAMS.get(self["drawing"])


class DiagramBlock(blocks.StructBlock):
    """Its words come with the product and are in the language of the page, whatever the reader's interface speaks."""

    drawing = blocks.ChoiceBlock(choices=DIAGRAM_CHOICES, label=_("Drawing"))

    class Meta:
        icon = "grid"
        label = _("Diagram")
        description = _(
            "A drawing with the same in words: decision tree, impact chain, budget bridge, cycle or the goals"
        )
        template = "blocks/diagram.html"
        value_class = DiagramValue
        preview_value = {"drawing": "decision_tree"}

    def render(self, value: Any, context: Any = None) -> SafeString:
        page = context.get("page") if context else None
        language = page.locale.language_code if isinstance(page, Page) else translation.get_language()
        with translation.override(language):
            return super().render(value, context)
