"""Rows as a file: CSV for any program, XLSX for Excel and LibreOffice. The columns stand in docs/export-format.md."""

import csv
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from io import BytesIO, StringIO
from itertools import islice
from typing import IO, Generic, TypeVar

from django.utils import timezone
from django.utils.translation import gettext as _

from certificates.codes import grouped_code
from cms.spreadsheets import guarded

from .queries import Row, Status

# Raised with every change after which a program that reads the file may stumble.
VERSION = 1
BYTE_ORDER_MARK = "\ufeff"
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
    """A workbook with typed dates and numbers, a frozen heading and a filter, written row by row."""
    # What writes workbooks takes four megabytes; most web processes never write one.
    from .workbooks import write_workbook

    write_workbook(rows, layout, file)
