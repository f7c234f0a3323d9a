"""The rows of the overview as a file: CSV for any program, XLSX for Excel and LibreOffice."""

import csv
from collections.abc import Iterable, Iterator
from io import BytesIO
from typing import Any

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from .queries import Row, Status

# What a spreadsheet takes for the beginning of a formula (OWASP, "CSV injection"); the last four
# are the full-width forms that Excel reads as the ordinary ones.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "\0", "＝", "＋", "－", "＠")
BYTE_ORDER_MARK = "\ufeff"
COLUMN_WIDTHS = (32, 32, 48, 16, 16)


def header() -> list[str]:
    """Headings of the columns, in the language of the reader."""
    return [_("Name"), _("Department"), _("Course"), _("Status"), _("Finished on")]


def guarded(text: str) -> str:
    """`text` so that no spreadsheet runs it: what looks like a formula gets an apostrophe in front."""
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


class _Line:
    """A file to csv.writer that keeps no more than the last line."""

    def write(self, line: str) -> str:
        return line


def csv_lines(rows: Iterable[Row]) -> Iterator[str]:
    """UTF-8 with byte order mark and semicolons, as a Dutch Excel opens it; dates as 2026-11-23."""
    # The answer is sent after the middleware has let go of the reader's language; so translate now.
    headings, labels = header(), {status: str(status.label) for status in Status}
    return _csv_lines(headings, labels, rows)


def _csv_lines(headings: list[str], labels: dict[Status, str], rows: Iterable[Row]) -> Iterator[str]:
    writer = csv.writer(_Line(), delimiter=";")
    yield BYTE_ORDER_MARK + writer.writerow(headings)
    for row in rows:
        finished = row.finished_on.isoformat() if row.finished_on else ""
        texts = [guarded(text) for text in (row.name, row.department, row.course)]
        yield writer.writerow([*texts, labels[row.status], finished])


def xlsx_file(rows: Iterable[Row]) -> BytesIO:
    """A workbook of one sheet with typed dates, a frozen heading and a filter, written row by row."""
    workbook = Workbook(write_only=True)
    sheet = workbook.create_sheet(_("Progress"))
    sheet.freeze_panes = "A2"
    for number, width in enumerate(COLUMN_WIDTHS, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    sheet.append([_bold(sheet, heading) for heading in header()])
    count = 0
    for count, row in enumerate(rows, start=1):  # noqa: B007 - the last number sets the filter
        texts = (row.name, row.department, row.course, str(row.status.label))
        sheet.append([*(_text(sheet, text) for text in texts), row.finished_on])
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(COLUMN_WIDTHS))}{count + 1}"
    # Compressed, a million rows take some thirty megabytes; openpyxl keeps the rows themselves on disk.
    file = BytesIO()
    workbook.save(file)
    file.seek(0)
    return file


def _text(sheet: Any, text: str) -> Any:
    """A cell that is text whatever it says; openpyxl would make a formula of "=1+1"."""
    cell = WriteOnlyCell(sheet, ILLEGAL_CHARACTERS_RE.sub("", text))
    cell.data_type = "s"
    return cell


def _bold(sheet: Any, text: str) -> Any:
    cell = _text(sheet, text)
    cell.font = Font(bold=True)
    return cell
