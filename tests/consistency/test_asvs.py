"""docs/asvs.md answers every requirement of levels 1 and 2 of OWASP ASVS 5.0.0."""

from pathlib import Path

import pytest

from bin.assurance import Proven, Requirement, marks, prove, read_requirements
from bin.asvs import PAGE, Answer, check, page, read_answers
from bin.steps import StepError

# The numbers only; which there are is a fact about the standard.
LEVEL_2 = Path(__file__).with_name("asvs_level_2.txt").read_text().split()


def test_every_requirement_has_one_answer_in_the_order_of_the_standard():
    assert [answer.number for answer in read_answers()] == LEVEL_2


def test_what_is_called_met_names_rows_with_evidence():
    check(read_answers(), {one.requirement.row: one for one in prove(read_requirements(), marks())})


def test_the_page_is_what_the_answers_say():
    assert PAGE.read_text() == page(read_answers()), "Run `make assurance`."


def test_an_answer_by_a_row_without_evidence_is_refused():
    answer = Answer("6.2.1", "length of passwords", "met", "Twelve.", ("B12",))
    proven = Proven(Requirement("B12", "Signing in", "must", "Words."))
    with pytest.raises(StepError, match=r"6\.2\.1 is called met by B12"):
        check([answer], {"B12": proven})
    with pytest.raises(StepError, match=r"6\.2\.1 names B12"):
        check([answer], {})


@pytest.mark.parametrize(
    "said", ['{about: "Length."}', '{met: "Twelve."}', '{about: "Length.", met: "Twelve.", open: "Not yet."}']
)
def test_an_answer_that_says_nothing_or_two_things_is_named(tmp_path, said):
    file = tmp_path / "asvs.yaml"
    file.write_text(f'"6.2.1": {said}\n')
    with pytest.raises(StepError, match=r"6\.2\.1"):
        read_answers(file)
