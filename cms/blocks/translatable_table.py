"""A table whose caption, headings and cells can be translated piece by piece.

wagtail-localize passes over Wagtail's table. Rows and columns have no lasting names, so a cell is found
again by its place: who moves a row in the source looks at the translations of the rows below it.
"""

from collections import defaultdict
from typing import Any

from wagtail.contrib.typed_table_block.blocks import TypedTable, TypedTableBlock
from wagtail_localize.segments.extract import StreamFieldSegmentExtractor
from wagtail_localize.segments.ingest import StreamFieldSegmentsWriter
from wagtail_localize.segments.types import BaseValue, StringSegmentValue

CAPTION = "caption"


class TranslatableTableBlock(TypedTableBlock):
    """Paths are caption, column-1 and cell-2-1 (row, column), all counted from 1."""

    def get_translatable_segments(self, table: TypedTable) -> list[BaseValue]:
        """The texts in the order in which one reads them; empty ones are left out by the package."""
        segments: list[BaseValue] = [StringSegmentValue(CAPTION, table.caption or "")]
        for number, column in enumerate(table.columns, start=1):
            segments.append(StringSegmentValue(f"column-{number}", column["heading"] or ""))
        extractor = StreamFieldSegmentExtractor(None)
        for row_number, row in enumerate(table.row_data, start=1):
            for number, (column, value) in enumerate(zip(table.columns, row["values"], strict=True), start=1):
                found = extractor.handle_block(column["block"], value)
                segments += [segment.wrap(f"cell-{row_number}-{number}") for segment in found]
        return segments

    def restore_translated_segments(self, table: TypedTable, segments: list[BaseValue]) -> TypedTable:
        """The same table with these texts in their places."""
        by_place: dict[str, list[Any]] = defaultdict(list)
        for segment in segments:
            place, rest = segment.unwrap()
            by_place[place].append(rest)
        if CAPTION in by_place:
            table.caption = by_place[CAPTION][0].render_text()
        for number, column in enumerate(table.columns, start=1):
            if texts := by_place.get(f"column-{number}"):
                column["heading"] = texts[0].render_text()
        writer = StreamFieldSegmentsWriter(None, None, None)
        for row_number, row in enumerate(table.row_data, start=1):
            for index, column in enumerate(table.columns):
                if texts := by_place.get(f"cell-{row_number}-{index + 1}"):
                    row["values"][index] = writer.handle_block(column["block"], row["values"][index], texts)
        return table
