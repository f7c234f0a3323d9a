"""OWASP ASVS 5.0.0, level 2: docs/asvs.md, made from what we say of each of its requirements."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import yaml

from .assurance import Proven, marks, prove, read_requirements
from .steps import ROOT, StepError, run_all, say

ANSWERS = ROOT / "docs" / "assurance" / "asvs.yaml"
PAGE = ROOT / "docs" / "asvs.md"
# What can be said of a requirement: we meet it; the installation must; it is about what we do not have; not yet.
VERDICTS = ("met", "installation", "absent", "open")


@dataclass(frozen=True)
class Answer:
    """What is said of one requirement.

    number: as in the standard, "6.2.1". about: its subject in a few words of ours. verdict: one of VERDICTS.
    words: how it is met, what the installation does, why it does not apply or what is still to do. rows: requirements
    of ours whose tests are the evidence.
    """

    number: str
    about: str
    verdict: str
    words: str
    rows: tuple[str, ...] = ()


def read_answers(path: Path = ANSWERS) -> list[Answer]:
    """Raises StepError for an answer that says nothing or two things."""
    found = []
    for number, said in yaml.safe_load(path.read_text()).items():
        verdicts = [verdict for verdict in VERDICTS if said.get(verdict)]
        if len(verdicts) != 1 or not said.get("about"):
            raise StepError(f"{number} in {path.name} needs `about` and one of: {', '.join(VERDICTS)}.")
        verdict = verdicts[0]
        found.append(Answer(str(number), said["about"], verdict, said[verdict], tuple(said.get("rows", ()))))
    return found


def check(answers: list[Answer], proven: dict[str, Proven]) -> None:
    """Raises StepError when a row that is named does not exist or is not shown itself."""
    for answer in answers:
        for row in answer.rows:
            if row not in proven:
                raise StepError(f"{answer.number} names {row}, which is no requirement of ours.")
            if answer.verdict == "met" and not proven[row].is_shown:
                raise StepError(f"{answer.number} is called met by {row}, which has no evidence.")


def page(answers: list[Answer]) -> str:
    """The whole of docs/asvs.md."""
    counts = Counter(answer.verdict for answer in answers)
    lines = [
        "# OWASP ASVS 5.0.0, level 2",
        "",
        "What we say of each requirement of levels 1 and 2. Rows such as B12 are [ours](assurance.md), with their",
        "tests. Subjects are in our own words; the standard has the full text. Made by `make assurance` from",
        "[the answers](assurance/asvs.yaml); a test fails when a requirement has no answer, or when an answer names a",
        "row without evidence.",
        "",
        "| " + " | ".join(VERDICTS) + " | in all |",
        "|" + "--:|" * (len(VERDICTS) + 1),
        "| " + " | ".join(str(counts[verdict]) for verdict in VERDICTS) + f" | {len(answers)} |",
    ]
    for chapter in dict.fromkeys(answer.number.split(".")[0] for answer in answers):
        lines += ["", f"## V{chapter}", "", "| | Subject | | How, or why | Rows |", "|---|---|---|---|---|"]
        lines += [_line(answer) for answer in answers if answer.number.split(".")[0] == chapter]
    return "\n".join(lines) + "\n"


def _line(answer: Answer) -> str:
    return f"| {answer.number} | {answer.about} | {answer.verdict} | {answer.words} | {', '.join(answer.rows)} |"


def main() -> None:
    answers = read_answers()
    check(answers, {one.requirement.row: one for one in prove(read_requirements(), marks())})
    PAGE.write_text(page(answers))
    counts = Counter(answer.verdict for answer in answers)
    say("ASVS level 2: " + ", ".join(f"{counts[verdict]} {verdict}" for verdict in VERDICTS))


if __name__ == "__main__":
    run_all(main)
