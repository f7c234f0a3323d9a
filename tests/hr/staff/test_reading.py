"""A file as a table: what is read, and what is refused with a sentence."""

import zipfile
from contextlib import suppress
from datetime import date, datetime
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from hr.staff_import import reading
from hr.staff_import.columns import HEADINGS, Field, guessed
from hr.staff_import.reading import FORMULA, Row, Table, UnreadableError, kept_table, read_table
from tests.factories.staff import csv_of, xlsx_of


def read(content: bytes) -> Table:
    return read_table(BytesIO(content), len(content))


def refusal(content: bytes) -> str:
    with pytest.raises(UnreadableError) as refused:
        read(content)
    return str(refused.value)


ROW = ("sanne@eigen.example", "Şanne de Vriës", "007")


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_csv_of_every_kind_is_one_table(delimiter, encoding):
    content = csv_of(ROW, headings=("E-mail", "Naam", "Nr"), delimiter=delimiter).decode().encode(encoding)

    assert read(content) == Table(("E-mail", "Naam", "Nr"), (Row(2, ROW),))


def test_windows_1252_is_read_too():
    assert read("e-mail;naam\na@b.example;Zoë Müller\n".encode("cp1252")).rows[0].cells[1] == "Zoë Müller"


def test_a_line_that_names_the_separator_is_no_heading():
    assert read(b"sep=;\r\ne-mail;naam\r\na@b.example;Aad\r\n").rows == (Row(3, ("a@b.example", "Aad")),)


def test_xlsx_gives_the_same_texts_as_csv():
    content = xlsx_of(("a@b.example", date(2025, 3, 1), datetime(2025, 3, 2), 12.0, 1.5, None, True))

    assert read(content).rows[0].cells == ("a@b.example", "2025-03-01", "2025-03-02", "12", "1.5", "", "True")


def test_rows_are_numbered_as_a_spreadsheet_does():
    assert [row.number for row in read(b"e-mail;naam\n\na@b.example;\n;\nc@d.example;x\n").rows] == [3, 5]


def test_a_formula_is_neither_evaluated_nor_kept():
    table = read(xlsx_of(("a@b.example", "=1+1", '=HYPERLINK("http://x")')))
    assert table.rows[0].cells[1:3] == (FORMULA, FORMULA)
    assert b"HYPERLINK" not in table.as_bytes()
    assert (
        read(b"e-mail;naam\na@b.example;=1+1\nb@b.example;@SUM(A1)\nc@b.example;- geen -").rows[2].cells[1]
        == "- geen -"
    )
    assert read(b"e-mail;naam\na@b.example;=1+1\n").rows[0].cells[1] == FORMULA


def test_what_was_kept_comes_back():
    table = read(csv_of(ROW, ("x",)))
    assert kept_table(table.as_bytes()) == table


def workbook(*sheets: list) -> bytes:
    book = Workbook()
    book.remove(book.active)
    for number, rows in enumerate(sheets):
        sheet = book.create_sheet(f"Blad {number}")
        for row in rows:
            sheet.append(row)
    file = BytesIO()
    book.save(file)
    return file.getvalue()


PEOPLE = [["e-mail"], ["a@b.example"]]


def test_an_empty_sheet_beside_the_one_with_employees_does_no_harm():
    assert len(read(workbook([], PEOPLE, [])).rows) == 1


def zipped(name: str, content: bytes) -> bytes:
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return file.getvalue()


def bomb() -> bytes:
    """300 MB of one letter, in 300 kB."""
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("xl/workbook.xml", "w") as part:
        for _number in range(300):
            part.write(b"x" * 1_000_000)
    return file.getvalue()


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (lambda: b"", "is leeg"),
        (lambda: b"\n\n;;\n", "werkblad is leeg"),
        (lambda: workbook([]), "werkblad is leeg"),
        (lambda: b"e-mail;naam\n", "staan geen rijen"),
        (lambda: b"a@b.example;Aad\nc@d.example;Cees\n", "kopjes ontbreken"),
        (lambda: b"%PDF-1.7\0\1\2", "geen CSV- en geen XLSX"),
        (lambda: b"\x89PNG\r\n\x1a\n\0\0", "geen CSV- en geen XLSX"),
        (lambda: zipped("word/document.xml", b"<x/>"), "geen CSV- en geen XLSX"),
        (lambda: b"PK\x03\x04 no zip at all", "kapot"),
        (lambda: zipped("xl/workbook.xml", b"<x/>"), "kapot"),
        (lambda: zipped("xl/workbook.xml", b'<!DOCTYPE x [<!ENTITY a "b">]><x/>'), "kapot"),
        (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "van voor 2007"),
        (lambda: workbook(PEOPLE, PEOPLE), "meer werkbladen: “Blad 0”, “Blad 1”"),
        (lambda: b'e-mail;naam\n"a@b.example;Aad\n', "regel"),
        (lambda: b"e-mail\n" + b"a@b.example\n" * 200_000, "100.000 rijen"),
        (lambda: b";".join([b"kop"] * 101) + b"\n1\n", "100 kolommen"),
        (bomb, "Uitgepakt"),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_sentence(content, sentence):
    assert sentence in refusal(content())


def test_a_file_that_is_too_large_is_not_read():
    with pytest.raises(UnreadableError, match="20 MB"):
        read_table(None, reading.MOST_BYTES + 1)


def test_a_sheet_that_says_it_is_large_is_not_believed():
    content = BytesIO(workbook(PEOPLE))
    changed = BytesIO()
    with zipfile.ZipFile(content) as old, zipfile.ZipFile(changed, "w") as new:
        for entry in old.infolist():
            part = old.read(entry)
            new.writestr(entry, part.replace(b'ref="A1:A2"', b'ref="A1:XFD1048576"'))

    assert len(read(changed.getvalue()).rows) == 1


@given(st.binary(max_size=300))
def test_any_bytes_are_a_table_or_a_sentence(content):
    with suppress(UnreadableError):
        assert read(content).rows


TEXT = st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters="\0"), max_size=20)


@given(st.lists(st.tuples(TEXT, TEXT), min_size=1, max_size=5))
def test_any_texts_come_back_without_what_cannot_be_seen(rows):
    table = read(csv_of(*[("x", *row) for row in rows], headings=("a", "b", "c")))

    assert len(table.rows) == len(rows)
    assert all("\n" not in cell and (cell == FORMULA or "\0" not in cell) for row in table.rows for cell in row.cells)


@pytest.mark.parametrize("field", list(Field))
def test_headings_are_known_however_they_are_written(field):
    for heading in HEADINGS[field].split("|"):
        for spelled in (heading, heading.upper(), heading.replace(" ", "_"), f" {heading.title()}: "):
            assert guessed([spelled]) == {field.value: 0}


def test_no_heading_is_of_two_fields():
    every = [heading for headings in HEADINGS.values() for heading in headings.split("|")]
    assert len(every) == len(set(every))
