"""Reading Aiken."""

import pytest

from quizzes.exchange import aiken
from quizzes.exchange.entries import UnusableFileError


def test_a_question_with_lettered_answers():
    (entry,) = aiken.read("\nWat is juist?\nKies goed.\nA) een\n   en verder\nb. twee\nANSWER: B\n").entries
    assert (entry.line, entry.data["type"], entry.data["prompt"]) == (2, "single_choice", "Wat is juist?\nKies goed.")
    assert [(one["text"], one["correct"]) for one in entry.data["options"]] == [
        ("een en verder", False),
        ("twee", True),
    ]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("Goed?\nA. a\nB. b\nANSWER: A\n\nVraag?\nA. a\nB. b\nANSWER: C", 6),
        ("Goed?\nA. a\nB. b\nANSWER: A\n\nVraag?\nA. a\nANSWER: A", 6),
        ("Goed?\nA. a\nB. b\nANSWER: A\n\nVraag?\nA. a\nA. b\nANSWER: A", 6),
        ("Goed?\nA. a\nB. b\nANSWER: A\nA. a\nB. b\nANSWER: A", 5),
        ("Goed?\nA. a\nB. b\nANSWER: A\n\nVraag?\nA. a\nB. b", 6),
    ],
)
def test_a_broken_question_is_told_with_its_line(text, line):
    reading = aiken.read(text)
    assert len(reading.entries) == 1
    assert [problem.line for problem in reading.problems] == [line]


def test_a_file_without_a_question_is_refused():
    with pytest.raises(UnusableFileError):
        aiken.read("\n\n")
