"""What to do, one step after the other."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from .text import TEXT_FEATURES


class StepBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Title"), max_length=160)
    text = blocks.RichTextBlock(label=_("Text"), features=TEXT_FEATURES)

    class Meta:
        icon = "list-ol"
        label = _("Step")


class StepsBlock(blocks.ListBlock):
    """Each step opens by itself; the titles alone tell the whole way."""

    def __init__(self, **kwargs: object) -> None:
        super().__init__(StepBlock(), **{"min_num": 2, "max_num": 20, **kwargs})

    class Meta:
        icon = "list-ol"
        label = _("Step-by-step plan")
        description = _("Numbered steps that open one by one")
        template = "blocks/steps.html"
        preview_value = [
            {"title": "Bepaal het doel", "text": "<p>Schrijf in één zin op wat u wilt bereiken, en voor wie.</p>"},
            {"title": "Praat met de markt", "text": "<p>Vraag wie dit kan en wat haalbaar is.</p>"},
            {"title": "Kies het middel", "text": "<p>Een voorbehoud, een voorwaarde of extra punten?</p>"},
        ]
