"""What happened, or will happen, when."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks


class MomentBlock(blocks.StructBlock):
    when = blocks.CharBlock(label=_("When"), max_length=60, help_text=_("A date, a year or a period: “mei 2020”."))
    title = blocks.CharBlock(label=_("Title"), max_length=160)
    text = blocks.TextBlock(label=_("Text"), required=False, rows=2)

    class Meta:
        icon = "date"
        label = _("Moment")


class TimelineBlock(blocks.ListBlock):
    """The editor's order is the order of time: “when” is text, because not everything has a day."""

    def __init__(self, **kwargs: object) -> None:
        super().__init__(MomentBlock(), **{"min_num": 2, "max_num": 30, **kwargs})

    class Meta:
        icon = "history"
        label = _("Timeline")
        description = _("Moments in the order in which they come")
        template = "blocks/timeline.html"
        preview_value = [
            {"when": "2012", "title": "De Aanbestedingswet 2012", "text": "Nederland krijgt één wet voor inkoop."},
            {"when": "juli 2016", "title": "Artikel 2.82 wordt ruimer", "text": "Ook sociale ondernemers doen mee."},
            {"when": "2020", "title": "Zeven aanbevelingen", "text": ""},
        ]
