"""What taking over a staff file costs: PEOPLE (10,000) new people, then a file that changes all, then undo.

The exit code is zero when each takes at most 60 seconds and 30 queries per 1,000 rows, and everybody is there.
"""

import os
import subprocess
import sys
import tempfile

from bin.steps import ROOT, run_all

from .databases import fresh_database


def main() -> int:
    with fresh_database() as database, tempfile.TemporaryDirectory() as folder:
        changes = {
            "DJANGO_SETTINGS_MODULE": "bench.settings",
            "DATABASE_URL": database,
            "MEDIA_ROOT": f"{folder}/media",
            "PRIVATE_MEDIA_ROOT": f"{folder}/private",
        }
        command = [sys.executable, "-m", "bench.staff_import"]
        return subprocess.run(command, cwd=ROOT, env={**os.environ, **changes}, check=False).returncode


if __name__ == "__main__":
    run_all(main)
