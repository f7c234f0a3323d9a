"""Reading a table of questions."""

import pytest

from quizzes.exchange import csv_file
from quizzes.exchange.entries import UnusableFileError

HEADER = (
    "sleutel;soort;vraag;goed;antwoord 1;antwoord 2;antwoord 3;feedback 1;feedback 2;marge;eenheid;labels;onderwerp"
)


def one(row: str):
    (entry,) = csv_file.read(f"{HEADER}\n{row}\n").entries
    return entry


@pytest.mark.parametrize(
    ("row", "kind"),
    [
        ("T1;;Wat?;2;a;b", "single_choice"),
        ("T1;;Wat?;1,3;a;b;c", "multiple_choice"),
        ("T1;meer antwoorden;Wat?;A;a;b;c", "multiple_choice"),
        ("T1;;Klopt dit?;waar", "true_false"),
        ("T1;getal;Hoeveel?;;1,5;;;Goed;Fout;0,5;euro", "numeric"),
        ("T1;kort antwoord;Hoe heet het?;;loon;salaris", "short_answer"),
    ],
)
def test_a_row_is_a_question_of_its_type(row, kind):
    entry = one(row)
    assert (entry.line, entry.data["type"], entry.data["id"]) == (2, kind, "T1")


def test_numbers_tags_and_topic_are_read():
    data = one("T1;getal;Hoeveel?;;1,5;;;Goed;Fout;0,5;euro;inkoop, wet;4").data
    assert data["numeric"] == {
        "answer": 1.5,
        "tolerance": 0.5,
        "unit": "euro",
        "feedback_correct": "Goed",
        "feedback_incorrect": "Fout",
        "common_errors": [],
    }
    assert (data["tags"], data["topic"]) == (["inkoop", "wet"], 4)


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_the_delimiter_is_recognised(delimiter):
    text = "vraag|goed|antwoord 1|antwoord 2\nWat?|2|a|b\n".replace("|", delimiter)
    assert len(csv_file.read(text).entries) == 1


def test_lines_are_counted_through_a_question_of_more_lines():
    reading = csv_file.read('vraag;goed\n"Een\ntwee";waar\nDrie;misschien\n')
    assert [entry.line for entry in reading.entries] == [2]
    assert [problem.line for problem in reading.problems] == [4]


@pytest.mark.parametrize(
    "row",
    [
        ";;Wat?;9;a;b",
        ";;Wat?;;a;b",
        ";getal;Hoeveel?;;veel",
        ";getal;Hoeveel?;;nan",
        ";ordening;Wat?;1;a;b",
        ";kort antwoord;Wat?",
        ";;" + "x;" * 20,
    ],
)
def test_a_broken_row_is_told_with_its_line(row):
    reading = csv_file.read(f"{HEADER}\n;;Klopt dit?;waar\n{row}\n")
    assert len(reading.entries) == 1
    assert [problem.line for problem in reading.problems] == [3]


@pytest.mark.parametrize(
    ("typed", "number", "noted"),
    [("1.250,50", 1250.5, 0), ("1250.50", 1250.5, 0), ("12,5 euro", 12.5, 0), ("1.250", 1250, 1), ("-3", -3, 0)],
)
def test_a_number_is_read_as_learners_type_it_and_told_when_others_read_it_otherwise(typed, number, noted):
    (entry,) = csv_file.read(f"soort;vraag;antwoord 1;marge;eenheid\ngetal;Hoeveel?;{typed};0,5;euro").entries
    assert (entry.data["numeric"]["answer"], entry.data["numeric"]["tolerance"]) == (number, 0.5)
    assert len(entry.notes) == noted


def test_of_a_broken_margin_the_margin_is_named():
    reading = csv_file.read("soort;vraag;antwoord 1;marge\ngetal;Hoeveel?;12;ruim")
    assert ["ruim" in problem.text for problem in reading.problems] == [True]


def test_an_unknown_column_is_told():
    assert [note.line for note in csv_file.read("vraag;goed;kleur\nKlopt dit?;waar;rood").notes] == [1]


@pytest.mark.parametrize(
    "text", ["vraag;vraag\na;b", "vraag;" + ";".join(f"k{n}" for n in range(200)), "vraag;goed\n"]
)
def test_a_table_that_is_none_is_refused(text):
    with pytest.raises(UnusableFileError):
        csv_file.read(text)
