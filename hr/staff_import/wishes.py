"""What one row says of somebody, cell by cell, and what is wrong with the cells themselves."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from .columns import Field
from .reading import FORMULA, Row, Table

LONGEST: dict[Field, int] = {
    Field.EMAIL: 254,
    Field.NAME: 150,
    Field.NUMBER: 40,
    Field.DEPARTMENT: 150,
    Field.ABOVE: 150,
    Field.CODE: 40,
    Field.JOB_TITLE: 150,
}
_EARLIEST = date(1940, 1, 1)
# Personnel systems write "never" as the last day there is.
_NEVER = date(2100, 1, 1)
_DATE = re.compile(r"(?P<day>\d{1,2})[-/. ](?P<month>\d{1,2})[-/. ](?P<year>\d{4})(?: 0?0:00(?::00)?)?")
_ISO_DATE = re.compile(r"(?P<year>\d{4})-?(?P<month>\d{2})-?(?P<day>\d{2})(?:[T ][\d:.]+)?")


@dataclass(frozen=True)
class Fault:
    """Why a row is left out. column: empty when it is about the whole row."""

    row: int
    column: Field | None
    text: str


@dataclass(frozen=True)
class Wish:
    """What a row says. None: the file has no such column. Empty: the cell is."""

    row: int
    email: str
    name: str = ""
    number: str | None = None
    department: str | None = None
    above: str = ""
    code: str = ""
    job_title: str | None = None
    manager: str | None = None
    started_on: date | None = None
    ended_on: date | None = None


class CellError(Exception):
    """A cell that cannot be used; the text is a sentence for who made the file."""

    def __init__(self, column: Field, text: str) -> None:
        super().__init__(text)
        self.column = column


def key(name: str) -> str:
    """The same for two spellings of one department or job title."""
    return " ".join(name.split()).casefold()


def is_address(text: str) -> bool:
    try:
        validate_email(text)
    except ValidationError:
        return False
    return len(text) <= LONGEST[Field.EMAIL]


def wishes(table: Table, columns: Mapping[Field, int], today: date) -> tuple[list[Wish], list[Fault]]:
    """All rows: what they say, also those with a fault, as far as it could be read."""
    found: list[Wish] = []
    faults: list[Fault] = []
    for row in table.rows:
        wish, wrong = _read(row, columns, len(table.headings), today)
        found.append(wish)
        faults += [Fault(row.number, error.column, str(error)) for error in wrong]
        if len(row.cells) > len(table.headings):
            faults.append(Fault(row.number, None, _("This row has more cells than there are headings. Repair it.")))
    return found, faults


def _read(row: Row, columns: Mapping[Field, int], width: int, today: date) -> tuple[Wish, list[CellError]]:
    errors: list[CellError] = []

    def text(field: Field) -> str:
        try:
            return _cell(row, columns, field)
        except CellError as error:
            errors.append(error)
            return ""

    def day(field: Field) -> date | None:
        try:
            return _day(_cell(row, columns, field), field, today)
        except CellError as error:
            errors.append(error)
            return None

    def wished(field: Field) -> str | None:
        return text(field) if field in columns else None

    wish = Wish(
        row=row.number,
        email=text(Field.EMAIL).removeprefix("mailto:").lower(),
        name=_name(text),
        number=wished(Field.NUMBER),
        department=wished(Field.DEPARTMENT),
        above=text(Field.ABOVE),
        code=text(Field.CODE),
        job_title=wished(Field.JOB_TITLE),
        manager=wished(Field.MANAGER),
        started_on=day(Field.STARTED_ON),
        ended_on=day(Field.ENDED_ON),
    )
    errors += _faults_between(wish, errors)
    return wish, errors


def _name(text: Callable[[Field], str]) -> str:
    whole = text(Field.NAME)
    parts = [text(field) for field in (Field.FIRST_NAME, Field.INFIX, Field.LAST_NAME)]
    return whole or " ".join(part for part in parts if part)


def _cell(row: Row, columns: Mapping[Field, int], field: Field) -> str:
    number = columns.get(field)
    cell = row.cells[number] if number is not None and number < len(row.cells) else ""
    if cell == FORMULA:
        raise CellError(field, _("There is a formula in this cell. Put in what it yields, as text."))
    longest = LONGEST.get(field, LONGEST[Field.NAME])
    if len(cell) > longest and field is not Field.EMAIL:
        raise CellError(
            field, _("This is longer than %(longest)s characters. Make it shorter.") % {"longest": longest}
        )
    return cell


def _faults_between(wish: Wish, errors: list[CellError]) -> list[CellError]:
    """What is missing, or cannot be together."""
    found = []
    if not any(error.column is Field.EMAIL for error in errors):
        if not wish.email:
            found.append(CellError(Field.EMAIL, _("No e-mail address. Fill it in.")))
        elif not is_address(wish.email):
            said = _("“%(text)s” is not an e-mail address. Repair it.") % {"text": wish.email[:60]}
            found.append(CellError(Field.EMAIL, said))
    if len(wish.name) > LONGEST[Field.NAME]:
        found.append(CellError(Field.NAME, _("The name is longer than 150 characters. Make it shorter.")))
    if wish.started_on and wish.ended_on and wish.ended_on < wish.started_on:
        found.append(CellError(Field.ENDED_ON, _("This day is before the day of starting. Repair one of them.")))
    return found


def _day(cell: str, field: Field, today: date) -> date | None:
    if not cell:
        return None
    parts = _ISO_DATE.fullmatch(cell) or _DATE.fullmatch(cell)
    try:
        day = date(*(int(parts[part]) for part in ("year", "month", "day"))) if parts else None
    except ValueError:
        day = None
    if day is None:
        said = _("“%(text)s” is not a day. Write it as day-month-year, such as 31-12-2025.") % {"text": cell[:30]}
        raise CellError(field, said)
    if field is Field.ENDED_ON and day >= _NEVER:
        return None
    if day < _EARLIEST or (field is Field.STARTED_ON and day > today + timedelta(days=366)):
        raise CellError(field, _("This day cannot be right. Look at the year."))
    return day
