"""Rows as a file: CSV for any program, XLSX for Excel and LibreOffice. The columns stand in docs/export-format.md."""

import csv
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from io import BytesIO, StringIO
from itertools import islice
from typing import IO, Any, Generic, TypeVar

from django.utils import timezone
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from certificates.codes import grouped_code
from cms.spreadsheets import guarded

from .queries import Row, Status

# Raised with every change after which a program that reads the file may stumble.
VERSION = 1
BYTE_ORDER_MARK = "\ufeff"
# Excel takes 1,048,576 in a sheet; the rest goes on a next one.
ROWS_PER_SHEET = 1_000_000
# So many lines are sent at a time.
LINES_AT_ONCE = 500

# What a line of the file is about.
Line = TypeVar("Line")
Cell = str | date | Decimal | None


@dataclass(frozen=True)
class Layout(Generic[Line]):
    """Which columns a file has. width: of the column in a workbook, in characters.

    takes: which rows are in it. day: how a CSV writes a day; a workbook has real dates.
    """

    name: str
    columns: Sequence[tuple[str, int]]
    cells: Callable[[Line], list[Cell]]
    takes: Callable[[Line], bool]
    day: Callable[[date], str]

    @property
    def headings(self) -> list[str]:
        return [heading for heading, _width in self.columns]

    def file_name(self, extension: str) -> str:
        """With the version of the columns: a line of its own would stand in the way of who reads the file."""
        subject = _("progress") if self.name == "standard" else f"{_('progress')}-{self.name}"
        return f"{subject}-v{VERSION}-{timezone.localdate().isoformat()}.{extension}"


def layout_of(name: str, with_scores: bool = False) -> Layout[Row] | None:
    """The layout of this name in the language of the reader; None when there is none.

    with_scores: a works council agreed (hr/scores.py); the file for AFAS never has them.
    """
    if name == "afas":
        return _afas()
    return _standard(with_scores) if name in ("", "standard") else None


def _standard(with_scores: bool) -> Layout[Row]:
    """Every person in every course."""
    columns = [
        (_("Personnel number"), 18),
        (_("E-mail address"), 32),
        (_("Name"), 32),
        (_("Department"), 32),
        (_("Department code"), 16),
        (_("Course code"), 32),
        (_("Course"), 48),
        (_("Status"), 16),
        (_("Due date"), 16),
        (_("Finished on"), 16),
        (_("Valid until"), 16),
        (_("Hours"), 10),
        (_("Certificate number"), 36),
        *([(_("Score (percentage)"), 16)] if with_scores else []),
    ]
    # A file is sent after the middleware has let go of the reader's language; so translate now.
    labels = {status: str(status.label) for status in Status}

    def cells(row: Row) -> list[Cell]:
        return [
            row.personnel_number,
            row.email,
            row.name,
            row.department,
            row.department_code,
            row.course_code,
            row.course,
            labels[row.status],
            row.due_on,
            row.finished_on,
            row.valid_until,
            _hours(row.minutes),
            grouped_code(row.certificate) if row.certificate else "",
            *([None if row.score is None else Decimal(row.score)] if with_scores else []),
        ]

    return Layout("standard", columns, cells, lambda _row: True, date.isoformat)


def _afas() -> Layout[Row]:
    """What was finished, for the import of courses of AFAS; its headings are Dutch whoever reads them."""
    columns = [
        ("Medewerker", 18),
        ("E-mail", 32),
        ("Cursus", 32),
        ("Omschrijving", 48),
        ("Datum behaald", 16),
        ("Geldig tot", 16),
        ("Resultaat", 16),
        ("Uren", 10),
        ("Certificaatnummer", 36),
    ]

    def cells(row: Row) -> list[Cell]:
        code = grouped_code(row.certificate) if row.certificate else ""
        who: list[Cell] = [row.personnel_number, row.email, row.course_code, row.course]
        return [*who, row.finished_on, row.valid_until, "Behaald", _hours(row.minutes), code]

    return Layout("afas", columns, cells, lambda row: row.finished_on is not None, lambda day: f"{day:%d-%m-%Y}")


@lru_cache
def _hours(minutes: int | None) -> Decimal | None:
    """With two decimals."""
    return None if minutes is None else (Decimal(minutes) / 60).quantize(Decimal("0.01"))


def csv_lines(rows: Iterable[Line], layout: Layout[Line]) -> Iterator[str]:
    """UTF-8 with byte order mark and semicolons, as a Dutch Excel opens it; some hundred lines at a time."""
    lines = StringIO()
    writer = csv.writer(lines, delimiter=";")
    lines.write(BYTE_ORDER_MARK)
    writer.writerow(layout.headings)
    taken = filter(layout.takes, rows)
    while True:
        written = [_as_text(layout, row) for row in islice(taken, LINES_AT_ONCE)]
        writer.writerows(written)
        yield lines.getvalue()
        if len(written) < LINES_AT_ONCE:
            return
        lines.seek(0)
        lines.truncate()


def _as_text(layout: Layout[Line], row: Line) -> list[str]:
    return [_cell_as_text(cell, layout.day) for cell in layout.cells(row)]


def _cell_as_text(cell: Cell, day: Callable[[date], str]) -> str:
    if cell is None:
        return ""
    if isinstance(cell, str):
        return guarded(cell) if cell else cell
    # Excel would take "1.5" for the first of May.
    return day(cell) if isinstance(cell, date) else str(cell).replace(".", ",")


def xlsx_file(rows: Iterable[Line], layout: Layout[Line]) -> BytesIO:
    """A workbook in memory, for as many rows as one waits for."""
    file = BytesIO()
    write_xlsx(rows, layout, file)
    file.seek(0)
    return file


def write_xlsx(rows: Iterable[Line], layout: Layout[Line], file: IO[bytes]) -> None:
    """A workbook with typed dates and numbers, a frozen heading and a filter, written row by row.

    openpyxl keeps the rows themselves on disk.
    """
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
