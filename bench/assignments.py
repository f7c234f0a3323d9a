"""What it takes to assign a course to many, and to remind as many in one night.

PEOPLE (10000) work for one municipality. Giving everybody the assignment in the background may take 20 seconds; the
queries of both are counted per 1,000 people. The exit code says whether it was fast enough.
"""

import json
import os
import subprocess
import sys
from typing import Any

from bin.steps import ROOT, run_all, say

from .databases import fresh_database

PEOPLE = int(os.environ.get("PEOPLE", "10000"))
MOST_SECONDS = 20.0 * PEOPLE / 10000
# A thousand at a time; SQLite takes fewer rows in one insert, so there it is told and not held.
MOST_QUERIES = 25


def main() -> int:
    with fresh_database() as database:
        changes = {"DJANGO_SETTINGS_MODULE": "bench.settings", "DATABASE_URL": database, "PEOPLE": str(PEOPLE)}
        command = [sys.executable, "-m", "bench.assign_many"]
        done = subprocess.run(command, cwd=ROOT, env={**os.environ, **changes}, check=True, stdout=subprocess.PIPE)
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    say(f"Assigned to {found['duties']}: {found['give']:.1f} s (at most {MOST_SECONDS:.0f} s), nothing new: ")
    say(f"  {found['again']:.2f} s; {found['give_queries']:.0f} queries per 1,000.")
    say(f"Reminded {found['mails']}: {found['remind']:.1f} s, {found['remind_queries']:.0f} queries per 1,000.")
    few = database.startswith("sqlite") or max(found["give_queries"], found["remind_queries"]) <= MOST_QUERIES
    right = found["duties"] == PEOPLE and found["mails"] == PEOPLE
    return 0 if right and few and found["give"] <= MOST_SECONDS else 1


if __name__ == "__main__":
    run_all(main)
