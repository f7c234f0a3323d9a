"""What a spreadsheet takes for a formula, in every file that leaves the site."""

from typing import Any

from wagtail.admin.views.mixins import SpreadsheetExportMixin

# What a spreadsheet takes for the beginning of a formula (OWASP, "CSV injection"); the last four
# are the full-width forms that Excel reads as the ordinary ones.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "\0", "＝", "＋", "－", "＠")
_STARTS = frozenset(FORMULA_STARTS)


def guarded(text: str) -> str:
    """`text` so that no spreadsheet runs it: what looks like a formula gets an apostrophe in front."""
    return f"'{text}" if text[:1] in _STARTS else text


def guard_admin_exports() -> None:
    """The lists of the Wagtail admin too: it guards its workbooks and not its CSV, in one method."""
    SpreadsheetExportMixin.write_csv_row = _write_csv_row


def _write_csv_row(self: SpreadsheetExportMixin, writer: Any, row_dict: dict[str, Any]) -> Any:
    written = {name: self.preprocess_field_value(name, value, self.FORMAT_CSV) for name, value in row_dict.items()}
    return writer.writerow(
        {name: guarded(value) if isinstance(value, str) else value for name, value in written.items()}
    )
