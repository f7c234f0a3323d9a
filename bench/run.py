"""`make bench`: what each main page costs, as one table (docs/speed.md), and whether that became more.

PEOPLE (1000) says in how large a database, several with commas between: 1000,100000. COURSES (10). The exit code is
zero when no page costs a fifth more than in bench/ratios.json: its processor time as a multiple of that of an empty
view in the same round, which is the same on a fast and a slow machine. Pages above their aim are named. KEEP=1 writes
both files anew.
"""

import json
import os
import subprocess
import sys
from tempfile import TemporaryDirectory
from typing import Any

from bin.steps import ROOT, StepError, run_all, say

from .databases import fresh_database, prepare
from .start import measure_start

SIZES = [int(size) for size in os.environ.get("PEOPLE", "1000").split(",")]
COURSES = os.environ.get("COURSES", "10")
RATIOS, TABLE = ROOT / "bench" / "ratios.json", ROOT / "docs" / "speed.md"
# A regression, and what a page may cost in an empty view's.
WORSE, MOST = 1.2, 4.0
# Milliseconds of the empty view on the machine for which the limits in milliseconds were set; a limit in milliseconds
# is a ratio to it.
EMPTY_VIEW = 1.6
MOST_MILLISECONDS = {"front page": 6.0, "lesson": 6.0, "quiz question": 6.0, "HR dashboard": 150.0}
# Done once per quiz, with the completion and the certificate it earns; judged by its regression only.
NOT_A_PAGE = ("submit",)
# At the largest size against the smallest.
WORSE_WITH_PEOPLE = 1.2
HEADS = ("page", "cpu ms", "x empty", "p50 ms", "p95 ms", "queries", "bytes", "requests")
Row = dict[str, Any]


def measure(people: int) -> list[Row]:
    with fresh_database() as database, TemporaryDirectory() as folder:
        changes = {
            "DJANGO_SETTINGS_MODULE": "bench.settings",
            "DATABASE_URL": database,
            "MEDIA_ROOT": f"{folder}/media",
            "PEOPLE": str(people),
            "COURSES": COURSES,
        }
        environment = {**os.environ, **changes}
        say(f"Preparing {people} people, {COURSES} courses, {database.partition(':')[0]}…")
        prepared = json.dumps(prepare(environment, "bench.prepare"))
        command = [sys.executable, "-m", "bench.pages"]
        run = subprocess.run(
            command, cwd=ROOT, env=environment, input=prepared.encode(), capture_output=True, check=False
        )
        if run.returncode != 0:
            raise StepError(f"the pages could not be measured: {run.stderr.decode()[-2000:]}")
        rows: list[Row] = json.loads(run.stdout.splitlines()[-1])
        return rows


def table(rows: list[Row]) -> str:
    lines = [" | ".join(HEADS), " | ".join(["---", *["---:"] * (len(HEADS) - 1)])]
    for row in rows:
        numbers = [f"{row['cpu']:.2f}", f"{row['ratio']:.2f}", f"{row['p50']:.1f}", f"{row['p95']:.1f}"]
        lines.append(" | ".join([row["page"], *numbers, str(row["queries"]), str(row["bytes"]), str(row["requests"])]))
    return "\n".join(f"| {line} |" for line in lines)


def most_for(page: str) -> float:
    """The most a page may cost, as a ratio to the empty view."""
    return MOST_MILLISECONDS.get(page, MOST * EMPTY_VIEW) / EMPTY_VIEW


def regressions(found: dict[int, list[Row]], stored: dict[str, dict[str, float]]) -> list[str]:
    """What costs more than it did, in sentences."""
    said = []
    for people, rows in found.items():
        before = stored.get(str(people), {})
        for row in rows[1:]:
            page, ratio = row["page"], row["ratio"]
            if page in before and ratio > WORSE * before[page]:
                said.append(f"{page} at {people} people: {ratio:.2f} times an empty view, it was {before[page]:.2f}.")
    return said


def over_limits(found: dict[int, list[Row]]) -> list[str]:
    """What costs more than it should, in sentences."""
    said = []
    for people, rows in found.items():
        for row in rows[1:]:
            page, most = row["page"], most_for(row["page"])
            if page not in NOT_A_PAGE and row["ratio"] > most:
                said.append(
                    f"{page} at {people} people: {row['ratio']:.2f} times an empty view, the aim is {most:.2f}."
                )
    return said + _with_people(found)


def _with_people(found: dict[int, list[Row]]) -> list[str]:
    few, many = found[min(found)], found[max(found)]
    return [
        f"{row['page']}: {row['ratio'] / base['ratio']:.2f} times as much at {max(found)} people as at {min(found)}."
        for base, row in zip(few, many, strict=True)
        if row["ratio"] > WORSE_WITH_PEOPLE * base["ratio"]
    ]


def report(found: dict[int, list[Row]], start: str) -> str:
    parts = [(ROOT / "bench" / "table.txt").read_text().strip()]
    for people, rows in found.items():
        parts += [f"## {people:,} people, {COURSES} courses", table(rows)]
    return "\n\n".join([*parts, "## One web process", start]) + "\n"


def main() -> int:
    found = {people: measure(people) for people in SIZES}
    start, is_light = measure_start()
    text = report(found, start)
    print(text)
    stored = json.loads(RATIOS.read_text()) if RATIOS.exists() else {}
    worse = regressions(found, stored)
    if not is_light:
        say("A web process starts slower or is larger than the aim.")
    for sentence in (*over_limits(found), *worse):
        say(sentence)
    if os.environ.get("KEEP") == "1":
        kept = {
            str(people): {row["page"]: round(row["ratio"], 2) for row in rows[1:]} for people, rows in found.items()
        }
        RATIOS.write_text(json.dumps(stored | kept, indent=4) + "\n")
        TABLE.write_text(text)
    return 1 if worse else 0


if __name__ == "__main__":
    run_all(main)
