"""Which requirement is proven by which test: docs/assurance.md, made from the markers in the tests."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from .steps import ROOT, StepError, run_all, say

REQUIREMENTS = ROOT / "docs" / "assurance" / "requirements.yaml"
REPORT = ROOT / "docs" / "assurance.md"
TESTS = ROOT / "tests"
# How much a requirement matters, the most first.
WEIGHTS = ("must", "should", "could")


@dataclass(frozen=True)
class Requirement:
    """One row: `weight` is one of WEIGHTS; `also` names documents and commands; `open` says what is not done yet.

    part: what of it the evidence does not show.
    """

    row: str
    chapter: str
    weight: str
    words: str
    also: tuple[str, ...] = ()
    open: str = ""
    part: str = ""


@dataclass(frozen=True)
class Proven:
    """A requirement, and how many tests of which file are its evidence."""

    requirement: Requirement
    tests: Counter[Path] = field(default_factory=Counter)

    @property
    def count(self) -> int:
        return sum(self.tests.values())

    @property
    def is_shown(self) -> bool:
        return not self.requirement.open and bool(self.count or self.requirement.also)


def read_requirements(path: Path = REQUIREMENTS) -> list[Requirement]:
    """Raises StepError for a row without exactly one weight, and for evidence that is not there."""
    found = []
    for chapter, rows in yaml.safe_load(path.read_text()).items():
        for row, said in rows.items():
            weights = [weight for weight in WEIGHTS if weight in said]
            if len(weights) != 1:
                raise StepError(f"{row} in {path.name} must be one of: {', '.join(WEIGHTS)}.")
            also = tuple(said.get("also", ()))
            _check_documents(row, also)
            left = {name: said.get(name, "") for name in ("open", "part")}
            found.append(Requirement(row, chapter, weights[0], said[weights[0]], also, **left))
    return found


def _check_documents(row: str, also: tuple[str, ...]) -> None:
    for evidence in also:
        if not evidence.startswith("make ") and not (ROOT / evidence).exists():
            raise StepError(f"{row} names {evidence}, which does not exist.")


def marks(folder: Path = TESTS) -> Iterator[tuple[str, Path]]:
    """Each row with the file of a test that is marked with it, once for each such test function."""
    for path in sorted(folder.rglob("test_*.py")):
        yield from ((row, path) for row in _marks_in(ast.parse(path.read_text()), of_module=True))


def _marks_in(node: ast.Module | ast.ClassDef, inherited: tuple[str, ...] = (), of_module: bool = False) -> list[str]:
    """The rows of every test function in a module or a class."""
    found: list[str] = []
    if of_module:
        inherited = tuple(
            row
            for statement in node.body
            if isinstance(statement, ast.Assign) and _is_pytestmark(statement)
            for row in _rows_named(statement.value)
        )
    for statement in node.body:
        if isinstance(statement, ast.ClassDef):
            own = tuple(row for decorator in statement.decorator_list for row in _rows_named(decorator))
            found += _marks_in(statement, inherited + own)
        elif isinstance(statement, ast.FunctionDef) and statement.name.startswith("test_"):
            own = tuple(row for decorator in statement.decorator_list for row in _rows_named(decorator))
            found += sorted(set(inherited + own))
    return found


def _is_pytestmark(statement: ast.Assign) -> bool:
    return any(isinstance(target, ast.Name) and target.id == "pytestmark" for target in statement.targets)


def _rows_named(expression: ast.expr) -> Iterator[str]:
    """The words in each `pytest.mark.row(...)` inside an expression."""
    for call in ast.walk(expression):
        if isinstance(call, ast.Call) and ast.unparse(call.func) == "pytest.mark.row":
            yield from (str(argument.value) for argument in call.args if isinstance(argument, ast.Constant))


def prove(requirements: list[Requirement], found: Iterator[tuple[str, Path]]) -> list[Proven]:
    """Joins both. Raises StepError for a marker that names no requirement."""
    proven = {requirement.row: Proven(requirement) for requirement in requirements}
    for row, path in found:
        if row not in proven:
            raise StepError(f"{path.relative_to(ROOT)} marks {row}, which {REQUIREMENTS.name} does not have.")
        proven[row].tests[path] += 1
    return list(proven.values())


def unshown(proven: list[Proven]) -> list[Proven]:
    """What must hold and is not shown; a reason why it is open is no evidence."""
    return [one for one in proven if one.requirement.weight == "must" and not one.is_shown]


def report(proven: list[Proven]) -> str:
    """The whole of docs/assurance.md."""
    lines = ["# Assurance", "", *INTRODUCTION, "", *_summary(proven)]
    for chapter in dict.fromkeys(one.requirement.chapter for one in proven):
        lines += ["", f"## {chapter}", "", "| Row | | Requirement | Tests | Evidence |", "|---|---|---|--:|---|"]
        lines += [_line(one) for one in proven if one.requirement.chapter == chapter]
    return "\n".join(lines) + "\n"


INTRODUCTION = (
    "What this platform promises, and what shows that it keeps its promise. Made by `make assurance` from",
    "[the requirements](assurance/requirements.yaml) and the markers `row(…)` in the tests; a test fails when it is",
    "behind. All tests pass before a change goes in.",
)


def _summary(proven: list[Proven]) -> list[str]:
    lines = ["| | Requirements | Shown | Open |", "|---|--:|--:|--:|"]
    for weight in WEIGHTS:
        of_weight = [one for one in proven if one.requirement.weight == weight]
        shown = sum(one.is_shown for one in of_weight)
        lines.append(f"| {weight} | {len(of_weight)} | {shown} | {len(of_weight) - shown} |")
    return lines


def _line(one: Proven) -> str:
    requirement = one.requirement
    evidence = [f"[{path.name}](../{path.relative_to(ROOT)}) ({count})" for path, count in sorted(one.tests.items())]
    evidence += [f"`{also}`" if also.startswith("make ") else f"[{also}](../{also})" for also in requirement.also]
    if requirement.open:
        evidence.append(f"**Open:** {requirement.open}")
    if requirement.part:
        evidence.append(f"**Not shown:** {requirement.part}")
    words = "<br>".join(evidence) or "**Open**"
    return f"| {requirement.row} | {requirement.weight} | {requirement.words} | {one.count or ''} | {words} |"


def main() -> None:
    proven = prove(read_requirements(), marks())
    REPORT.write_text(report(proven))
    say("\n".join(_summary(proven)))
    open_rows = [one.requirement.row for one in proven if not one.is_shown]
    say(f"Open: {', '.join(open_rows) or 'nothing'}")
    in_part = [one.requirement.row for one in proven if one.requirement.part]
    say(f"Shown in part: {', '.join(in_part) or 'nothing'}")
    if missing := unshown(proven):
        raise StepError(f"without evidence: {', '.join(one.requirement.row for one in missing)}.")


if __name__ == "__main__":
    run_all(main)
