"""The morning of an HR officer: a file of staff, an assignment, the dashboard, a reminder, and the sheet for AFAS."""

import csv
import re
from datetime import date, datetime, time, timedelta
from io import StringIO
from unittest.mock import patch

import pytest
from django.core import mail
from django.utils import timezone
from openpyxl import load_workbook

from hr.models import Assignment, Duty
from people.models import Membership
from people.sweep import sweep

from .conftest import Visitor, sign_in

COURSE = "Artikel 2.82: voorbehouden opdrachten"
STAFF = """E-mailadres;Naam;Personeelsnummer;Afdeling;Functie
nieuw.een@rivierdam.example;Nieuwe Een;0101;Inkoop;Inkoper
nieuw.twee@rivierdam.example;Nieuwe Twee;0102;Sociaal domein;Adviseur
;Zonder Adres;0103;Inkoop;Inkoper
"""


def submit(visitor: Visitor, name: str) -> None:
    visitor.page.locator("main").get_by_role("button", name=name).click()
    visitor.page.wait_for_load_state()
    visitor.look()


def at(moment: datetime):
    """Whatever asks the time now is told that it is that moment."""
    return patch.object(timezone, "now", lambda: moment)


def next_working_morning() -> datetime:
    day: date = timezone.localdate() + timedelta(days=1)
    while day.weekday() > 4:
        day += timedelta(days=1)
    return timezone.make_aware(datetime.combine(day, time(8)))


def take_over_staff(visitor: Visitor) -> None:
    visitor.go("/hr/personeel/")
    upload = {"name": "personeel.csv", "mimeType": "text/csv", "buffer": STAFF.encode("cp1252")}
    visitor.page.locator("input[type=file]").set_input_files(upload)
    submit(visitor, "Kijk wat het zou doen")
    assert "2 nieuw" in visitor.text()
    assert "rij 4" in visitor.text()
    assert not Membership.objects.filter(user__email__startswith="nieuw.").exists()
    submit(visitor, "Voer dit uit")
    sweep()
    visitor.go("/hr/personeel/")
    new = Membership.objects.filter(user__email__startswith="nieuw.").order_by("personnel_number")
    assert [str(one.department) for one in new] == ["Inkoop", "Sociaal domein"]


def assign_to_everyone(visitor: Visitor) -> Assignment:
    visitor.go("/hr/opdrachten/")
    visitor.click("link", re.compile("Nieuwe opdracht"))
    visitor.page.locator("[name=subject]").select_option(label=COURSE)
    visitor.page.locator("[name=for_whom][value=everyone]").check()
    visitor.page.locator("[name=due_kind][value=day]").check()
    visitor.page.locator("[name=due_on]").fill((timezone.localdate() + timedelta(days=40)).isoformat())
    before = Assignment.objects.count()
    submit(visitor, "Kijk wat dit doet")
    assert "Klopt dit?" in visitor.text()
    assert Assignment.objects.count() == before
    submit(visitor, "Maak de opdracht")
    sweep()
    assignment = Assignment.objects.latest("pk")
    assert Duty.objects.filter(assignment=assignment, user__email="nieuw.een@rivierdam.example").exists()
    return assignment


def sheet_of(visitor: Visitor, link: str) -> bytes:
    with visitor.page.expect_download() as download:
        visitor.page.locator("main").get_by_role("link", name=link).first.click()
    return download.value.path().read_bytes()


@pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_from_a_file_of_staff_to_the_sheet_for_the_personnel_system(visit, tmp_path, javascript):
    officer = visit(javascript)
    sign_in(officer, "hr@demo.example")
    take_over_staff(officer)
    assignment = assign_to_everyone(officer)

    # Everybody hears of it the next working morning, once.
    with at(next_working_morning()):
        sweep()
        sweep()
    told = [message for message in mail.outbox if message.to == ["nieuw.een@rivierdam.example"]]
    assert len(told) == 1
    assert COURSE in told[0].body

    # The sweep of that morning ended the session of the day before.
    sign_in(officer, "hr@demo.example")
    officer.go("/hr/dashboard/")
    assert "Inkoop" in officer.text()
    officer.click("link", re.compile("iet begonnen"))
    officer.page.get_by_label("Naam").fill("Nieuwe Een")
    officer.page.locator("main form button[type=submit]").first.click()
    officer.page.wait_for_load_state()
    assert "Nieuwe Een" in officer.text()
    officer.go(f"/hr/opdrachten/{assignment.pk}/")
    assert "Nieuwe Twee" in officer.text()

    officer.go("/hr/")
    lines = list(csv.reader(StringIO(sheet_of(officer, "CSV").decode("utf-8-sig")), delimiter=";"))
    book = tmp_path / "voortgang.xlsx"
    book.write_bytes(sheet_of(officer, "Excel"))
    rows = [[as_text(cell) for cell in row] for row in load_workbook(book).active.iter_rows(values_only=True)]
    assert rows == lines
    own = [line for line in lines if line[1] == "nieuw.een@rivierdam.example" and line[6] == COURSE]
    assert [(line[0], line[3], line[7]) for line in own] == [("0101", "Inkoop", "Niet begonnen")]


def as_text(cell: object) -> str:
    """As it stands in the CSV: days as 2026-11-23, numbers with a comma."""
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    return f"{cell:.2f}".replace(".", ",") if isinstance(cell, float | int) else str(cell)
