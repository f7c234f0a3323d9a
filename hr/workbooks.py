"""Rows as a workbook: what hr/exports.py says, written with openpyxl, which keeps the rows themselves on disk."""

from collections.abc import Iterable
from contextlib import suppress
from itertools import islice
from typing import IO, Any

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from .exports import Layout, Line

# Excel takes 1,048,576 in a sheet; the rest goes on a next one.
ROWS_PER_SHEET = 1_000_000


def write_workbook(rows: Iterable[Line], layout: Layout[Line], file: IO[bytes]) -> None:
    """Row by row, however many."""
    workbook = Workbook(write_only=True)
    try:
        _write_sheets(workbook, rows, layout)
        workbook.save(file)
    except BaseException:
        _throw_away(workbook)
        raise


def _write_sheets(workbook: Workbook, rows: Iterable[Line], layout: Layout[Line]) -> None:
    taken = filter(layout.takes, rows)
    while True:
        sheet = _begin_sheet(workbook, layout)
        count = 0
        for row in islice(taken, ROWS_PER_SHEET):
            sheet.append([_text(sheet, cell) if isinstance(cell, str) else cell for cell in layout.cells(row)])
            count += 1
        sheet.auto_filter.ref = f"A1:{get_column_letter(len(layout.columns))}{count + 1}"
        if count < ROWS_PER_SHEET:
            return


def _throw_away(workbook: Workbook) -> None:
    """Rows that are on disk already; otherwise they stay there as long as this process."""
    sheets: list[Any] = workbook.worksheets
    for sheet in sheets:
        with suppress(Exception):
            sheet.close()
        with suppress(Exception):
            sheet._writer.cleanup()


def _begin_sheet(workbook: Workbook, layout: Layout[Any]) -> Any:
    number = len(workbook.sheetnames) + 1
    sheet = workbook.create_sheet(_("Progress") if number == 1 else f"{_('Progress')} {number}")
    sheet.freeze_panes = "A2"
    for column, (_heading, width) in enumerate(layout.columns, start=1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.append([_bold(sheet, heading) for heading in layout.headings])
    return sheet


def _text(sheet: Any, text: str) -> Any:
    """A cell that is text whatever it says; openpyxl would make a formula of "=1+1"."""
    if not text:
        return None
    cell = WriteOnlyCell(sheet, ILLEGAL_CHARACTERS_RE.sub("", text))
    cell.data_type = "s"
    return cell


def _bold(sheet: Any, text: str) -> Any:
    cell = _text(sheet, text)
    cell.font = Font(bold=True)
    return cell
