"""A file as a table of texts: CSV as spreadsheets save it, or XLSX.

Nothing in a file is trusted. A formula is never evaluated and never kept: its cell is FORMULA.
"""

import csv
import io
import json
import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import islice
from typing import IO, Any

from django.utils.translation import gettext as _

from certificates.printable import printable

MEGABYTE = 1024 * 1024
MOST_BYTES = 20 * MEGABYTE
# What an XLSX may say that it becomes when it is unpacked; zipfile reads no more than it says.
MOST_UNPACKED = 200 * MEGABYTE
MOST_FILES_IN_A_WORKBOOK = 2_000
MOST_ROWS = 100_000
MOST_COLUMNS = 100
# Lines of a sheet that are looked at, with the empty ones.
MOST_LINES = 2 * MOST_ROWS
# Longer than any field is. What is longer is an error of its row, so the end need not be kept.
LONGEST_CELL = 1_000
# No text of a cell is this, since control characters are taken out.
FORMULA = "\0"
# How a spreadsheet knows a formula in CSV, with the full-width forms. A dash also begins ordinary texts.
_FORMULA_STARTS = ("=", "+", "@", "＝", "＋", "＠")
_BINARY_OFFICE = b"\xd0\xcf\x11\xe0"
_SEPARATOR_LINE = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)
_LOOKS_LIKE_ADDRESS = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


class UnreadableError(Exception):
    """The file cannot be used; the text is a sentence that says why and what to do."""


@dataclass(frozen=True)
class Row:
    """number: as a spreadsheet shows it, from 1. cells: as many as there are headings, or more."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    headings: tuple[str, ...]
    rows: tuple[Row, ...]

    def as_bytes(self) -> bytes:
        """As it is kept: only texts, without what a spreadsheet would do with them."""
        rows = [[row.number, *row.cells] for row in self.rows]
        return json.dumps({"headings": self.headings, "rows": rows}, ensure_ascii=False).encode()


def kept_table(content: bytes) -> Table:
    """What as_bytes kept."""
    kept = json.loads(content)
    return Table(tuple(kept["headings"]), tuple(Row(number, tuple(cells)) for number, *cells in kept["rows"]))


def read_table(file: IO[bytes], size: int) -> Table:
    """The table in a file that somebody gave. Raises UnreadableError."""
    if size > MOST_BYTES:
        raise UnreadableError(_("The file is larger than 20 MB. Take out what is not about employees."))
    content = file.read()
    if not content:
        raise UnreadableError(_("The file is empty. Choose another file."))
    if content.startswith(b"PK"):
        return _table(_rows_of_workbook(content))
    if content.startswith(_BINARY_OFFICE):
        raise UnreadableError(
            _("This is an Excel file of before 2007, or one with a password. Save it as XLSX without a password.")
        )
    return _table(_rows_of_csv(_decoded(content)))


def _table(numbered: Iterable[tuple[int, list[str]]]) -> Table:
    """The first row that is not empty has the headings."""
    headings: tuple[str, ...] = ()
    rows: list[Row] = []
    for number, cells in numbered:
        if not any(cells):
            continue
        if not headings:
            headings = _headings(cells)
            continue
        if len(rows) == MOST_ROWS:
            raise UnreadableError(_too_many_rows())
        rows.append(Row(number, _as_wide(cells, len(headings))))
    if not headings:
        raise UnreadableError(_("The sheet is empty. Choose a file with one employee a row."))
    if not rows:
        raise UnreadableError(_("Below the headings there are no rows. Choose a file with one employee a row."))
    return Table(headings, tuple(rows))


def _too_many_rows() -> str:
    return _("The file has more than 100,000 rows. Divide it over several files.")


def _headings(cells: list[str]) -> tuple[str, ...]:
    if any(_LOOKS_LIKE_ADDRESS.fullmatch(cell) for cell in cells):
        raise UnreadableError(
            _("The first row has an e-mail address, so the headings are missing. Put a row with headings on top.")
        )
    while cells and not cells[-1]:
        cells = cells[:-1]
    if len(cells) > MOST_COLUMNS:
        raise UnreadableError(_("The file has more than 100 columns. Keep the columns about employees."))
    return tuple("" if cell == FORMULA else cell for cell in cells)


def _as_wide(cells: list[str], width: int) -> tuple[str, ...]:
    while len(cells) > width and not cells[-1]:
        cells = cells[:-1]
    # One more than there are headings is enough to see that it is too many.
    return tuple((cells + [""] * width)[: max(width, min(len(cells), width + 1))])


def _text(value: str) -> str:
    return printable(value[:LONGEST_CELL]).strip()


# --- CSV ---------------------------------------------------------------------


def _decoded(content: bytes) -> str:
    is_wide = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    encodings = ["utf-16"] if is_wide else ["utf-8-sig", "cp1252"]
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise UnreadableError(_("This is no CSV and no XLSX file. Save the list as one of these, and choose that file."))


def _rows_of_csv(text: str) -> Iterator[tuple[int, list[str]]]:
    """Rows as they are numbered in a spreadsheet."""
    said = _SEPARATOR_LINE.match(text)
    delimiter = said[1] if said else _delimiter(text)
    begin = said.end() if said else 0
    lines = csv.reader(io.StringIO(text[begin:], newline=""), delimiter=delimiter, strict=True)
    try:
        for number, cells in enumerate(lines, start=2 if said else 1):
            yield number, [_csv_cell(cell) for cell in cells]
    except csv.Error as error:
        line = lines.line_num + (1 if said else 0)
        raise UnreadableError(
            _("Line %(line)s has quotation marks that do not match. Repair it, or save the list as XLSX.")
            % {"line": line}
        ) from error


def _delimiter(text: str) -> str:
    """What stands most often in the headings, outside quotation marks."""
    begin = text.lstrip("\r\n;,\t \ufeff")
    heading = re.sub(r'"[^"]*"', "", begin.partition("\n")[0])
    return max(";", ",", "\t", key=heading.count)


def _csv_cell(cell: str) -> str:
    text = _text(cell)
    return FORMULA if text.startswith(_FORMULA_STARTS) and len(text) > 1 else text


# --- XLSX --------------------------------------------------------------------


def _rows_of_workbook(content: bytes) -> Iterator[tuple[int, list[str]]]:
    _refuse_what_is_no_workbook(content)
    # What reads workbooks takes four megabytes; most web processes never see one.
    from openpyxl import load_workbook

    try:
        workbook = load_workbook(io.BytesIO(content), read_only=True, keep_links=False)
        try:
            yield from _rows_of_sheet(_the_sheet(workbook))
        finally:
            workbook.close()
    except UnreadableError:
        raise
    except Exception as error:
        # openpyxl says in a dozen ways that a file is broken.
        raise UnreadableError(_("The XLSX file is broken. Open it, save it anew, and choose that file.")) from error


def _refuse_what_is_no_workbook(content: bytes) -> None:
    """Looks at what the ZIP says of itself, before anything is unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
            unpacked = sum(entry.file_size for entry in entries)
            if unpacked > MOST_UNPACKED or len(entries) > MOST_FILES_IN_A_WORKBOOK:
                raise UnreadableError(
                    _("Unpacked, this file is too large. Keep one sheet with only the columns about employees.")
                )
            if "xl/workbook.xml" not in archive.namelist():
                raise UnreadableError(
                    _("This is no CSV and no XLSX file. Save the list as one of these, and choose that file.")
                )
            if any(
                _declares_entities(archive, entry) for entry in entries if entry.filename.endswith((".xml", ".rels"))
            ):
                raise UnreadableError(_("The XLSX file is broken. Open it, save it anew, and choose that file."))
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError) as error:
        raise UnreadableError(_("The XLSX file is broken. Open it, save it anew, and choose that file.")) from error


def _declares_entities(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bool:
    """No workbook has them; they are a way to make a small file large."""
    with archive.open(entry) as part:
        begin = part.read(4096).replace(b"\0", b"")
    return b"<!DOCTYPE" in begin or b"<!ENTITY" in begin


def _the_sheet(workbook: Any) -> Any:
    """The one with something in it."""
    filled = [sheet for sheet in workbook.worksheets if _has_something(sheet)]
    if len(filled) > 1:
        names = ", ".join(f"“{sheet.title}”" for sheet in filled[:5])
        raise UnreadableError(
            _("The file has several sheets: %(names)s. Keep the one with the employees, and take out the others.")
            % {"names": names}
        )
    if not filled:
        raise UnreadableError(_("The sheet is empty. Choose a file with one employee a row."))
    return filled[0]


def _has_something(sheet: Any) -> bool:
    # What a sheet says of its own size may be a million rows that are not there.
    sheet.reset_dimensions()
    rows = islice(sheet.iter_rows(), MOST_LINES)
    return any(cell.value not in (None, "") for row in rows for cell in row)


def _rows_of_sheet(sheet: Any) -> Iterator[tuple[int, list[str]]]:
    for number, row in enumerate(sheet.iter_rows(), start=1):
        if number > MOST_LINES:
            raise UnreadableError(_too_many_rows())
        yield number, [_cell(cell) for cell in row[: MOST_COLUMNS + 1]]


def _cell(cell: Any) -> str:
    value = cell.value
    if value is None:
        return ""
    if cell.data_type == "f":
        return FORMULA
    return _text(_as_text(value))


def _as_text(value: Any) -> str:
    if isinstance(value, datetime) and value.time() == time():
        value = value.date()
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        # A personnel number that was typed as a number.
        return str(int(value))
    return str(value)
