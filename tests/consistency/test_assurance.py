"""docs/assurance.md says which test proves which requirement."""

import ast
from dataclasses import replace
from pathlib import Path

import pytest

from bin.assurance import (
    REPORT,
    ROOT,
    Proven,
    Requirement,
    _marks_in,
    marks,
    prove,
    read_requirements,
    report,
    unshown,
)
from bin.steps import StepError

MARKED = """
import pytest
pytestmark = [pytest.mark.django_db, pytest.mark.row("A1")]

def test_one(): ...

@pytest.mark.row("B1", "A1")
def test_two(): ...

def no_test(): ...

@pytest.mark.row("C1")
class TestThree:
    @pytest.mark.row("C2")
    def test_three(self): ...
"""


def test_the_page_is_what_the_markers_say():
    assert REPORT.read_text() == report(prove(read_requirements(), marks())), "Run `make assurance`."


def test_no_must_is_without_evidence():
    assert [one.requirement.row for one in unshown(prove(read_requirements(), marks()))] == []


def test_markers_of_module_class_and_function_are_added_up_and_counted_once():
    assert _marks_in(ast.parse(MARKED), of_module=True) == ["A1", "A1", "B1", "A1", "C1", "C2"]


def test_a_marker_that_names_no_requirement_is_refused():
    with pytest.raises(StepError, match=r"test_x\.py marks Z9"):
        prove([Requirement("A1", "Accessibility", "must", "Words.")], iter([("Z9", ROOT / "tests" / "test_x.py")]))


def test_a_must_without_evidence_is_named_and_one_with_a_reason_is_open():
    bare = Requirement("A1", "Accessibility", "must", "Words.")
    reasoned = Requirement("A2", "Accessibility", "must", "Words.", open="Not yet.")
    less = Requirement("A3", "Accessibility", "should", "Words.")
    shown = Requirement("A4", "Accessibility", "must", "Words.", also=("README.md",))
    proven = prove([bare, reasoned, less, shown], iter([]))
    assert [one.requirement.row for one in unshown(proven)] == ["A1", "A2"]
    assert "| must | 3 | 1 | 2 |" in report(proven)
    assert "**Open:** Not yet." in report(proven)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ('Web:\n  B1: {words: "No weight."}', "B1"),
        ('Web:\n  B1: {must: "Two.", should: "Weights."}', "B1"),
        ('Web:\n  B1: {must: "Words.", also: [docs/gone.md]}', "docs/gone.md, which does not exist"),
    ],
)
def test_a_row_that_cannot_be_read_is_named(tmp_path: Path, text: str, sentence: str):
    file = tmp_path / "requirements.yaml"
    file.write_text(text)
    with pytest.raises(StepError, match=sentence):
        read_requirements(file)


def test_what_the_evidence_does_not_show_is_said_beside_it():
    shown = Requirement("A1", "Accessibility", "must", "Words.", also=("README.md",), part="The other half.")
    assert "**Not shown:** The other half." in report(prove([shown], iter([])))
    assert unshown(prove([replace(shown, also=())], iter([]))) != []


def test_tests_are_counted_per_file():
    requirement = Requirement("A1", "Accessibility", "must", "Words.")
    path = ROOT / "tests" / "test_x.py"
    [proven] = prove([requirement], iter([("A1", path), ("A1", path)]))
    assert proven == Proven(requirement, proven.tests)
    assert proven.count == 2
    assert "[test_x.py](../tests/test_x.py) (2)" in report([proven])
