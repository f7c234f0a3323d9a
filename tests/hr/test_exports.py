"""What lands in a spreadsheet."""

import csv
import io
from datetime import UTC, date, datetime

import pytest
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from cms.spreadsheets import FORMULA_STARTS, guarded
from courses.enrol import enrol
from tests.factories.courses import make_course
from tests.factories.hr import finish, make_municipality, signed_in
from tests.factories.people import make_member

HEADINGS = [
    "Personeelsnummer",
    "E-mailadres",
    "Naam",
    "Afdeling",
    "Code van de afdeling",
    "Code van de cursus",
    "Cursus",
    "Status",
    "Uiterste datum",
    "Afgerond op",
    "Geldig tot en met",
    "Uren",
    "Certificaatnummer",
]
NAME, DEPARTMENT, COURSE, STATUS, FINISHED_ON = 2, 3, 6, 7, 9
DANGEROUS = ['=HYPERLINK("http://x")', "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1+1", "＋1", "－1", "＠A"]


@pytest.fixture
def town(home):
    return make_municipality()


def csv_of(client, **filters) -> str:
    response = client.get(reverse("hr_export_csv"), filters)
    return b"".join(response.streaming_content).decode("utf-8")


def rows_of(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=";"))


def sheet_of(client, **filters):
    response = client.get(reverse("hr_export_xlsx"), filters)
    return load_workbook(io.BytesIO(b"".join(response.streaming_content))).active


def test_csv_is_what_a_dutch_excel_opens(town):
    course = make_course("Cursus; met een puntkomma")
    member = make_member(town.organisation, town.department, name="Zoë O'Neil")
    finish(member, course, at=datetime(2026, 3, 5, 12, tzinfo=UTC))
    client = signed_in(town.officer)

    response = client.get(reverse("hr_export_csv"))
    assert response.streaming
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    name = f"voortgang-v1-{timezone.localdate().isoformat()}.csv"
    assert response["Content-Disposition"] == f'attachment; filename="{name}"'
    content = b"".join(response.streaming_content)
    assert content.startswith(b"\xef\xbb\xbf" + ";".join(HEADINGS).encode() + b"\r\n")
    rows = [row[2:4] + row[6:8] + row[9:10] for row in rows_of(content.decode())]
    assert ["Zoë O'Neil", town.department.name, "Cursus; met een puntkomma", "Afgerond", "2026-03-05"] in rows
    assert [town.officer.name, "", "Cursus; met een puntkomma", "Niet begonnen", ""] in rows


def test_xlsx_has_typed_dates_a_frozen_bold_heading_and_a_filter(town):
    course = make_course("De cursus")
    finish(town.officer, course, at=datetime(2026, 3, 5, 12, tzinfo=UTC))
    enrol(make_member(town.organisation, town.department, name="Aad"), course)
    client = signed_in(town.officer)

    response = client.get(reverse("hr_export_xlsx"))
    name = f"voortgang-v1-{timezone.localdate().isoformat()}.xlsx"
    assert response["Content-Disposition"] == f'attachment; filename="{name}"'
    sheet = load_workbook(io.BytesIO(b"".join(response.streaming_content))).active
    heading = next(sheet.iter_rows(max_row=1))
    assert [cell.value for cell in heading] == HEADINGS
    assert all(cell.font.bold for cell in heading)
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:M3"
    rows = list(sheet.iter_rows(min_row=2, values_only=True))
    assert rows[0][NAME : DEPARTMENT + 1] == ("Aad", town.department.name)
    assert rows[0][COURSE : FINISHED_ON + 1] == ("De cursus", "Bezig", None, None)
    assert rows[1][STATUS] == "Afgerond"
    assert rows[1][FINISHED_ON].date() == date(2026, 3, 5)
    assert sheet["J3"].is_date
    assert rows[1][11] == 1


def test_both_files_hold_all_rows_of_the_selection_whatever_the_page(town):
    course = make_course()
    for number in range(70):
        person = make_member(town.organisation, town.department)
        if number % 2:
            enrol(person, course)
    client = signed_in(town.officer)

    for filters, expected in (({"pagina": "2"}, 71), ({"status": "busy"}, 35)):
        from_csv = rows_of(csv_of(client, **filters))[1:]
        from_xlsx = list(sheet_of(client, **filters).iter_rows(min_row=2, values_only=True))
        assert len(from_csv) == len(from_xlsx) == expected
        assert [row[:8] for row in from_csv] == [[cell or "" for cell in row[:8]] for row in from_xlsx]


def test_rows_are_in_the_order_of_the_screen(town):
    make_course("Een")
    make_course("Twee")
    for name in ("bea", "Aad", "Zoë"):
        make_member(town.organisation, name=name)
    client = signed_in(town.officer)

    on_screen = client.get(reverse("hr_overview")).context["page"].object_list
    assert [[row.name, row.course] for row in on_screen] == [
        [row[NAME], row[COURSE]] for row in rows_of(csv_of(client))[1:]
    ]


def test_a_file_without_rows_has_its_heading(town):
    client = signed_in(town.officer)

    assert rows_of(csv_of(client)) == [HEADINGS]
    assert sheet_of(client).max_row == 1


@pytest.mark.row("B44")
@pytest.mark.parametrize("name", DANGEROUS)
def test_a_name_that_is_a_formula_stays_text(town, name):
    make_course()
    make_member(town.organisation, name=name)
    client = signed_in(town.officer)

    assert f"'{name}" in [row[NAME] for row in rows_of(csv_of(client))]
    cells = {cell.value: cell.data_type for (cell,) in sheet_of(client).iter_rows(min_col=NAME + 1, max_col=NAME + 1)}
    assert "f" not in cells.values()
    assert any(name.strip() in str(value) for value in cells)


@pytest.mark.row("B44")
def test_courses_and_departments_are_guarded_too(town):
    make_course("=cmd|' /C calc'!A0")
    town.department.name = "@afdeling"
    town.department.save()
    make_member(town.organisation, town.department, name="Aad")

    row = rows_of(csv_of(signed_in(town.officer)))[1]
    assert [row[DEPARTMENT], row[COURSE]] == ["'@afdeling", "'=cmd|' /C calc'!A0"]


@pytest.mark.row("B44")
@given(st.text(max_size=30), st.sampled_from(["", *FORMULA_STARTS]))
def test_no_cell_of_a_csv_begins_like_a_formula_and_nothing_else_changes(text, start):
    cell = guarded(start + text)

    assert not cell.startswith(FORMULA_STARTS)
    assert cell.removeprefix("'") == (start + text).removeprefix("'")


def test_a_control_character_in_a_name_does_not_break_the_workbook(town):
    make_course()
    make_member(town.organisation, name="Aad\x0bx\x01y")

    assert "Aadxy" in [
        cell.value for (cell,) in sheet_of(signed_in(town.officer)).iter_rows(min_col=NAME + 1, max_col=NAME + 1)
    ]


def test_the_words_of_a_file_are_in_the_language_of_the_reader(town):
    make_course()
    client = signed_in(town.officer)
    client.cookies["django_language"] = "en"

    rows = rows_of(csv_of(client))
    assert rows[0][NAME] == "Name"
    assert rows[0][STATUS : FINISHED_ON + 1] == ["Status", "Due date", "Finished on"]
    assert rows[1][STATUS] == "Not started"
    assert sheet_of(client)["C1"].value == "Name"
