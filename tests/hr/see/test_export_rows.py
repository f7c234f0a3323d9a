"""What stands in a file, read back row by row and compared with what happened."""

import csv
import io
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import timezone
from openpyxl import load_workbook

from courses.enrol import enrol
from hr.exports import LINES_AT_ONCE, VERSION, layout_of
from people.models import Membership
from tests.factories.certificates import plain_certificate
from tests.factories.courses import make_course
from tests.factories.duties import make_late
from tests.factories.hr import finish, make_municipality, signed_in
from tests.factories.people import make_member

pytestmark = pytest.mark.django_db
DAY = datetime(2026, 3, 5, 23, 30, tzinfo=UTC)


@pytest.fixture
def town(home):
    return make_municipality("Gemeente Eigen")


@pytest.fixture
def people(town):
    """Aad finished, Bea is late, Cor is busy; each with all that a file may say."""
    course = make_course("De cursus")
    town.below.code = "0042"
    town.below.save()
    aad, bea, cor = (make_member(town.organisation, town.below, name=name) for name in ("Aad", "Bea", "Cor"))
    for number, person in enumerate((aad, bea, cor), start=1):
        Membership.objects.filter(user=person).update(personnel_number=f"00{number}")
    enrolment = finish(aad, course, at=DAY)
    enrolment.completion.study_minutes = 75
    enrolment.completion.save()
    make_late(bea, town.organisation, course, days=3)
    enrol(cor, course)
    return {"course": course, "certificate": plain_certificate(enrolment, DAY.date() + timedelta(days=3650))}


def csv_rows(client, address="/hr/export.csv", **filters):
    content = b"".join(client.get(address, filters).streaming_content).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(content, newline=""), delimiter=";"))


def xlsx_rows(client, **filters):
    response = client.get("/hr/export.xlsx", filters)
    return list(load_workbook(io.BytesIO(b"".join(response.streaming_content))).active.iter_rows(values_only=True))


def test_a_csv_has_every_column_of_every_row(town, people):
    rows = {row[2]: row for row in csv_rows(signed_in(town.officer))[1:]}

    code, certificate = people["course"].slug, people["certificate"]
    unit = [town.below.name, "0042", code, "De cursus"]
    address = {person.name: person.email for person in (one.user for one in town.below.memberships.all())}
    last_day, due = certificate.valid_until.isoformat(), (timezone.localdate() - timedelta(days=3)).isoformat()
    assert set(rows) == {"Aad", "Bea", "Cor", town.officer.name}
    assert rows["Aad"] == [
        *["001", address["Aad"], "Aad", *unit, "Afgerond", "", "2026-03-06", last_day, "1,25"],
        certificate.grouped_code,
    ]
    assert rows["Bea"] == ["002", address["Bea"], "Bea", *unit, "Te laat", due, "", "", "", ""]
    assert rows["Cor"] == ["003", address["Cor"], "Cor", *unit, "Bezig", "", "", "", "", ""]


def test_a_workbook_says_the_same_with_types(town, people):
    client = signed_in(town.officer)
    from_csv, from_xlsx = csv_rows(client), xlsx_rows(client)

    def as_text(cell):
        if isinstance(cell, datetime):
            return cell.date().isoformat()
        return "" if cell is None else str(cell).replace(".", ",") if isinstance(cell, float) else str(cell)

    assert [[as_text(cell) for cell in row] for row in from_xlsx] == from_csv
    aad = from_xlsx[1]
    assert (aad[0], type(aad[9]), aad[11]) == ("001", datetime, 1.25)


def test_for_afas_there_is_what_was_finished_with_dutch_days(town, people):
    client = signed_in(town.officer)
    client.cookies["django_language"] = "en"
    rows = csv_rows(client, opmaak="afas")

    certificate = people["certificate"]
    assert rows[0] == [
        *["Medewerker", "E-mail", "Cursus", "Omschrijving", "Datum behaald", "Geldig tot"],
        *["Resultaat", "Uren", "Certificaatnummer"],
    ]
    (row,) = rows[1:]
    assert row[0] == "001"
    assert row[2:] == [
        *[people["course"].slug, "De cursus", "06-03-2026", f"{certificate.valid_until:%d-%m-%Y}"],
        *["Behaald", "1,25", certificate.grouped_code],
    ]
    response = client.get("/hr/export.csv", {"opmaak": "afas"})
    assert f"-afas-v{VERSION}-" in response["Content-Disposition"]


def test_who_was_late_but_finished_before_is_in_the_file_for_afas(town, people):
    aad = Membership.objects.get(personnel_number="001").user
    make_late(aad, town.organisation, people["course"])
    client = signed_in(town.officer)

    assert [row[7] for row in csv_rows(client)[1:] if row[0] == "001"] == ["Te laat"]
    assert [row[0] for row in csv_rows(client, opmaak="afas")[1:]] == ["001"]


def test_a_layout_that_is_not_there_leads_back_to_the_list(town):
    for address in ("/hr/export.csv", "/hr/export.xlsx"):
        assert signed_in(town.officer).get(address, {"opmaak": "visma"}).status_code == 302


@pytest.mark.parametrize("more", [-1, 0, 1])
def test_no_row_is_lost_where_one_portion_ends_and_the_next_begins(town, more):
    make_course()
    for _number in range(LINES_AT_ONCE + more - 1):
        make_member(town.organisation)

    rows = csv_rows(signed_in(town.officer))[1:]
    assert len(rows) == len({row[1] for row in rows}) == LINES_AT_ONCE + more


def test_the_code_of_a_course_is_the_same_for_every_reader(town):
    from wagtail.models import Locale

    english, _created = Locale.objects.get_or_create(language_code="en")
    course = make_course("Cursus A")
    course.get_parent().specific.copy_for_translation(english, copy_parents=True)
    translated = course.copy_for_translation(english)
    translated.title, translated.slug = "Course A", "course-a"
    translated.save_revision().publish()
    client = signed_in(town.officer)
    client.cookies["django_language"] = "en"

    assert csv_rows(client)[1][5:7] == [course.slug, "Course A"]


def test_the_document_names_every_column():
    text = (Path(settings.BASE_DIR) / "docs" / "export-format.md").read_text()

    assert f"Version {VERSION}" in text
    for layout in map(layout_of, ("standard", "afas")):
        for heading in layout.headings:
            assert f"| {heading} |" in text
