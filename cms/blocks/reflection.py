"""A question to think about."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks


class ReflectionBlock(blocks.StructBlock):
    """In a lesson a learner can answer; that answer is private. Elsewhere it is a question only."""

    question = blocks.TextBlock(label=_("Question"), max_length=300)

    class Meta:
        icon = "help"
        label = _("Reflection")
        description = _("A question about one's own work; what somebody answers, nobody else can read")
        template = "blocks/reflection.html"
        preview_value = {"question": "Welke opdracht in uw eigen gemeente zou u kunnen voorbehouden?"}
