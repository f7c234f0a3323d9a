"""What HR's screens and files cost in a database of 1,000,000 people × courses (PostgreSQL).

PEOPLE (100,000) in ORGANISATIONS (20) with COURSES (10). The exit code is zero when nothing takes longer than asked.
"""

import os
import subprocess
import sys

import psycopg

from bin.steps import ROOT, StepError, run_all, say

from .databases import fresh_database

PEOPLE, ORGANISATIONS, COURSES = (
    os.environ.get(name, default)
    for name, default in (("PEOPLE", "100000"), ("ORGANISATIONS", "20"), ("COURSES", "10"))
)


def main() -> int:
    if not os.environ.get("DATABASE_URL", "").startswith("postgres"):
        raise StepError("these figures are of PostgreSQL; give DATABASE_URL=postgres://…")
    with fresh_database() as database:
        environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "bench.settings", "DATABASE_URL": database}
        manage = [sys.executable, "manage.py"]
        subprocess.run([*manage, "migrate", "--verbosity=0"], cwd=ROOT, env=environment, check=True)
        say(f"Making {PEOPLE} people × {COURSES} courses…")
        size = [f"--people={PEOPLE}", f"--organisations={ORGANISATIONS}", f"--courses={COURSES}"]
        subprocess.run([*manage, "generate_load", *size], cwd=ROOT, env=environment, check=True)
        with psycopg.connect(database, autocommit=True) as connection:
            # As its own daemon does in the first minutes; without it no index is enough by itself.
            connection.execute("VACUUM ANALYZE")
        # Each in a process of its own, so that the memory is that of the file alone.
        parts = ("bench.hr_screens", "bench.hr_export")
        results = [
            subprocess.run([sys.executable, "-m", part], cwd=ROOT, env=environment, check=False) for part in parts
        ]
        return max(result.returncode for result in results)


if __name__ == "__main__":
    run_all(main)
