"""Options beside each other, judged on the same points."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTable

from .checked import CheckedBlock, Errors
from .translatable_table import TranslatableTableBlock

ANSWERS = [("yes", _("Yes")), ("no", _("No")), ("text", _("Only the words"))]


class AnswerValue(blocks.StructValue):
    @property
    def in_words(self) -> str:
        """ "Yes" or "No"; nothing when the words say it all."""
        return str(dict(ANSWERS)[self["answer"]]) if self["answer"] in ("yes", "no") else ""


class AnswerBlock(CheckedBlock):
    """One cell: yes or no, with or without words, or only words."""

    answer = blocks.ChoiceBlock(choices=ANSWERS, default="yes", label=_("Answer"))
    text = blocks.CharBlock(label=_("Words"), required=False, max_length=300)

    class Meta:
        icon = "check"
        label = _("Answer")
        value_class = AnswerValue

    def errors_of(self, value: blocks.StructValue) -> Errors:
        if value["answer"] == "text" and not value["text"]:
            return {"text": _("Write what the cell says, or choose yes or no.")}
        return {}


class ComparisonTableBlock(CheckedBlock):
    """The first column names the points; each further column is one option. The table has its own caption."""

    table = TranslatableTableBlock(
        [("point", blocks.CharBlock(label=_("Point"), max_length=200)), ("option", AnswerBlock(label=_("Option")))],
        label=_("Table"),
        help_text=_("The first column holds the points, each further column is an option."),
    )

    class Meta:
        icon = "table"
        label = _("Comparison")
        description = _("Options beside each other: yes, no or a few words on each point")
        template = "blocks/comparison_table.html"

    def errors_of(self, value: blocks.StructValue) -> Errors:
        if not value["table"].caption:
            return {"table": _("Write a caption: what does the table compare?")}
        if [column["block"].name for column in value["table"].columns[:1]] != ["point"]:
            return {"table": _("Make the first column a column of points.")}
        if not _has_only_options_after_the_first(value["table"]):
            return {"table": _("Make at least two columns of options after the points.")}
        return {}

    def get_preview_value(self) -> blocks.StructValue:
        return self._to_struct_value({"table": self.child_blocks["table"].to_python(EXAMPLE_TABLE)})


def _has_only_options_after_the_first(table: TypedTable) -> bool:
    kinds = [column["block"].name for column in table.columns[1:]]
    return len(kinds) >= 2 and set(kinds) == {"option"}


EXAMPLE_TABLE = {
    "columns": [
        {"type": "point", "heading": "Vraag"},
        {"type": "option", "heading": "Voorbehoud (2.82)"},
        {"type": "option", "heading": "Voorwaarde (2.80)"},
    ],
    "rows": [
        {
            "values": [
                "Mag iedereen meedoen?",
                {"answer": "no", "text": "Alleen sociale partijen."},
                {"answer": "yes", "text": ""},
            ]
        },
        {
            "values": [
                "Waar gaat de eis over?",
                {"answer": "text", "text": "Over de werknemers"},
                {"answer": "text", "text": "Over het werk"},
            ]
        },
    ],
    "caption": "Welk middel past?",
}
