"""A table of questions into entries: one row per question, the names of the columns on the first line."""

import csv
import re
from collections.abc import Callable
from contextlib import suppress
from io import StringIO

from django.utils.translation import gettext as _

from quizzes.numbers import plain_number, read_number

from .entries import Data, Entry, Reading, UnusableFileError, UnusableQuestionError, as_key, give_keys
from .own_part import FIELDS
from .parts import number_of, option

# Names of columns in Dutch, beside those of the JSON bank.
COLUMNS = {
    "sleutel": "id",
    "soort": "type",
    "vraag": "prompt",
    "casus": "context",
    "uitleg": "explanation",
    "bron": "source",
    "berust op": "status",
    "onderwerp": "topic",
    "moeilijkheid": "difficulty",
    "denkniveau": "bloom",
    "taal": "language",
    "labels": "tags",
    "goed": "correct",
    "marge": "tolerance",
    "eenheid": "unit",
}
# Columns with a number behind them: answer 1, feedback 1.
NUMBERED = re.compile(r"(antwoord|answer|feedback)[ _]?(\d{1,2})")
ENGLISH = {"antwoord": "answer", "answer": "answer", "feedback": "feedback"}
TEXTS = ("prompt", "context", "explanation")
KNOWN = {*COLUMNS.values(), *TEXTS, *FIELDS}
MOST_ANSWERS = 20
MOST_COLUMNS = 100
LARGEST_CELL = 100_000
YES, NO = {"waar", "true", "ja", "yes"}, {"niet waar", "onwaar", "false", "nee", "no"}
Row = dict[str, str]


def read(text: str) -> Reading:
    """Raises UnusableFileError for a file that is no table, or one without a column of questions."""
    csv.field_size_limit(LARGEST_CELL)
    first = text.split("\n", 1)[0]
    delimiter = max(";,\t", key=first.count)
    rows = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
    reading = Reading()
    try:
        names = [_name(name) for name in next(rows, [])]
        _check_names(names, reading)
        start = rows.line_num + 1
        for cells in rows:
            if any(cell.strip() for cell in cells):
                _add(reading, start, names, cells)
            start = rows.line_num + 1
    except csv.Error as error:
        reason = _("The table is damaged here (%(reason)s). Check the quotation marks.") % {"reason": error}
        raise UnusableFileError(reason, rows.line_num) from None
    if not reading.entries and not reading.problems:
        raise UnusableFileError(_("There is no question in this file."))
    give_keys(reading.entries, {})
    return reading


def _name(written: str) -> str:
    """The name of a column as we know it, or as it was written."""
    name = " ".join(written.lower().split())
    if numbered := NUMBERED.fullmatch(name):
        return f"{ENGLISH[numbered[1]]} {int(numbered[2])}"
    return COLUMNS.get(name, name)


def _check_names(names: list[str], reading: Reading) -> None:
    if "prompt" not in names:
        raise UnusableFileError(_("The first line names no column “vraag”. Put the names of the columns there."), 1)
    if len(names) > MOST_COLUMNS:
        reason = _("There are more than %(number)s columns. Take away what is no part of a question.")
        raise UnusableFileError(reason % {"number": MOST_COLUMNS}, 1)
    twice = next((name for name in names if name and names.count(name) > 1), "")
    if twice:
        raise UnusableFileError(_("The column “%(name)s” is there twice.") % {"name": twice[:40]}, 1)
    unknown = [name for name in names if name and name not in KNOWN and not NUMBERED.fullmatch(name)]
    for name in unknown:
        reading.remark(1, _("The column “%(name)s” is not known and was passed over.") % {"name": name[:40]})


def _add(reading: Reading, line: int, names: list[str], cells: list[str]) -> None:
    try:
        if any(cell.strip() for cell in cells[len(names) :]):
            raise UnusableQuestionError(_("This row has more cells than there are columns."))
        row = {name: cell.strip() for name, cell in zip(names, cells, strict=False)}
        reading.add(_entry(line, row))
    except UnusableQuestionError as refused:
        reading.refuse(line, str(refused))


def _entry(line: int, row: Row) -> Entry:
    """Raises UnusableQuestionError."""
    notes: list[str] = []
    data: Data = {name: row.get(name, "") for name in TEXTS}
    data |= {name: row[name] for name in FIELDS if row.get(name)}
    data["id"] = as_key(row.get("id", ""), notes)
    data["tags"] = [tag for tag in (part.strip() for part in re.split("[,|]", row.get("tags", ""))) if tag]
    if data.get("topic", "").isdecimal():
        data["topic"] = int(data["topic"][:9])
    kind = row.get("type", "").lower().replace(" ", "_") or _guess(row)
    reader = READERS.get(kind)
    if reader is None:
        reason = _("A table cannot have questions of the type “%(type)s”. Use GIFT, Moodle XML or JSON for it.")
        raise UnusableQuestionError(reason % {"type": kind[:40]})
    return Entry(line, data | reader(row, notes), notes)


def _guess(row: Row) -> str:
    """What a row without a type is."""
    if not _answers(row):
        return "true_false"
    return "multiple_choice" if len(_right(row)) > 1 else "single_choice"


def _answers(row: Row) -> list[tuple[int, str, str]]:
    """Number, text and feedback of every answer that is filled in."""
    numbers = range(1, MOST_ANSWERS + 1)
    return [
        (number, row[f"answer {number}"], row.get(f"feedback {number}", ""))
        for number in numbers
        if row.get(f"answer {number}")
    ]


def _right(row: Row) -> set[int]:
    """The numbers or letters of the right answers, as 1,3 or A C."""
    found = set()
    for word in re.split(r"[\s,;|]+", row.get("correct", "").strip()):
        if len(word) <= 2 and word.isascii() and word.isdecimal():
            found.add(int(word))
        elif len(word) == 1 and "a" <= word.lower() <= "z":
            found.add(ord(word.lower()) - ord("a") + 1)
    return found


def _choice(kind: str) -> Callable[[Row, list[str]], Data]:
    def read_choice(row: Row, _notes: list[str]) -> Data:
        answers, right = _answers(row), _right(row)
        if not right or not right <= {number for number, _text, _feedback in answers}:
            raise UnusableQuestionError(_("The column “goed” does not name the number of an answer, as 2 or 1,3."))
        options = [option(text, feedback, correct=number in right) for number, text, feedback in answers]
        return {"type": kind, "options": options}

    return read_choice


def _true_false(row: Row, _notes: list[str]) -> Data:
    answer = row.get("correct", "").lower()
    if answer not in YES | NO:
        raise UnusableQuestionError(_("The column “goed” says neither “waar” nor “niet waar”."))
    options = [
        option("true", row.get("feedback 1", ""), correct=answer in YES),
        option("false", row.get("feedback 2", ""), correct=answer in NO),
    ]
    return {"type": "true_false", "options": options}


def _numeric(row: Row, notes: list[str]) -> Data:
    unit = row.get("unit", "")
    part: Data = {
        "answer": _number(row.get("answer 1", ""), unit, notes),
        "tolerance": _number(row.get("tolerance", "") or "0", unit, notes),
        "unit": unit,
        "feedback_correct": row.get("feedback 1", ""),
        "feedback_incorrect": row.get("feedback 2", ""),
        "common_errors": [],
    }
    return {"type": "numeric", "numeric": part}


def _number(text: str, unit: str, notes: list[str]) -> int | float:
    """As learners type it: 1.250,50 as well as 1250.50. Raises UnusableQuestionError."""
    read_as = read_number(text, unit)
    if read_as is None:
        raise UnusableQuestionError(_("“%(text)s” is not a number.") % {"text": text[:80]})
    number = number_of(plain_number(read_as))
    with suppress(ValueError):
        # The programs that other formats come from mean decimals by 1.250.
        if number_of(text) != number:
            notes.append(_("“%(text)s” was read as %(number)s.") % {"text": text, "number": number})
    return number


def _short_answer(row: Row, _notes: list[str]) -> Data:
    accepted = [{"text": text, "percentage": 100, "feedback": feedback} for _number, text, feedback in _answers(row)]
    if not accepted:
        raise UnusableQuestionError(_("This question has no answers."))
    part = {"accepted": accepted, "feedback_incorrect": "", "case_sensitive": False}
    return {"type": "short_answer", "short_answer": part}


READERS: dict[str, Callable[[Row, list[str]], Data]] = {
    **dict.fromkeys(("single_choice", "één_antwoord", "een_antwoord"), _choice("single_choice")),
    **dict.fromkeys(("multiple_choice", "meer_antwoorden"), _choice("multiple_choice")),
    **dict.fromkeys(("true_false", "waar_of_niet_waar"), _true_false),
    **dict.fromkeys(("numeric", "getal"), _numeric),
    **dict.fromkeys(("short_answer", "kort_antwoord"), _short_answer),
}
