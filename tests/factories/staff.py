"""Staff files, and towns whose e-mail domain is known."""

import csv
from io import BytesIO, StringIO
from typing import Any

from openpyxl import Workbook

from hr.models import StaffFile
from hr.staff_import.apply import apply_staff_files, ask_to_apply, ask_to_undo
from hr.staff_import.files import look_at, plan_for, table_of
from hr.staff_import.reading import Table, read_table
from hr.staff_import.values import Plan
from people.models import EmailDomain

from .hr import Municipality, make_municipality

HEADINGS = ("e-mail", "naam", "personeelsnummer", "afdeling", "functie", "leidinggevende", "uit dienst")


def make_town(name: str = "Gemeente Eigen", domain: str = "eigen.example") -> Municipality:
    town = make_municipality(name)
    EmailDomain.objects.create(organisation=town.organisation, domain=domain)
    return town


def csv_of(*rows: tuple, headings: tuple[str, ...] = HEADINGS, delimiter: str = ";") -> bytes:
    """Rows may be shorter than the headings."""
    text = StringIO()
    writer = csv.writer(text, delimiter=delimiter)
    writer.writerow(headings)
    writer.writerows(tuple(row) + ("",) * (len(headings) - len(row)) for row in rows)
    return text.getvalue().encode()


def xlsx_of(*rows: tuple, headings: tuple[str, ...] = HEADINGS) -> bytes:
    workbook = Workbook()
    for row in (headings, *rows):
        workbook.active.append(row)
    file = BytesIO()
    workbook.save(file)
    return file.getvalue()


def table_in(content: bytes) -> Table:
    return read_table(BytesIO(content), len(content))


def look(town: Municipality, content: bytes, is_complete: bool = False) -> StaffFile:
    file = look_at(town.officer, town.organisation, "personeel.csv", table_in(content))
    StaffFile.objects.filter(pk=file.pk).update(is_complete=is_complete)
    file.refresh_from_db()
    return file


def planned(file: StaffFile) -> Plan:
    return plan_for(file, table_of(file))


def applied(town: Municipality, content: bytes, **options: Any) -> StaffFile:
    """Looked at and done as the screen said."""
    file = look(town, content, **options)
    ask_to_apply(file, town.officer, planned(file))
    assert apply_staff_files() == 1
    file.refresh_from_db()
    assert (file.state, file.problem) == ("ready", "")
    return file


def undone(file: StaffFile) -> StaffFile:
    ask_to_undo(file, file.asked_by)
    apply_staff_files()
    file.refresh_from_db()
    return file
