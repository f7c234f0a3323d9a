"""A table whose headers a screen reader can follow."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from .translatable_table import TranslatableTableBlock


class TableBlock(blocks.StructBlock):
    caption = blocks.CharBlock(label=_("Caption"), max_length=200)
    first_column_is_header = blocks.BooleanBlock(
        label=_("The first column names the rows"), required=False, default=True
    )
    table = TranslatableTableBlock(
        [("text", blocks.TextBlock(label=_("Text"), required=False, rows=2))], label=_("Table")
    )

    class Meta:
        icon = "table"
        label = _("Table")
        description = _("Rows and columns with a caption")
        template = "blocks/table.html"

    def get_preview_value(self) -> blocks.StructValue:
        rows = [("Aan een sociale werkplaats", "Ja"), ("Aan ieder bedrijf uit de gemeente", "Nee")]
        return self._to_struct_value(
            {
                "caption": "Wat mag u voorbehouden?",
                "first_column_is_header": True,
                "table": self.child_blocks["table"].to_python(
                    {
                        "columns": [
                            {"type": "text", "heading": "Opdracht"},
                            {"type": "text", "heading": "Mag dit?"},
                        ],
                        "rows": [{"values": list(row)} for row in rows],
                        "caption": "",
                    }
                ),
            }
        )
