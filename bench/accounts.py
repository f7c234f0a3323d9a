"""Whether the time of an answer tells who has an account.

Signing in, a new password, a code in the mail and signing up are each asked SAMPLES (200) times for somebody with an
account, somebody whose account is closed and somebody unknown, in turns. The exit code is zero when no two medians of
a question are more than 50 ms apart.
"""

import os
import subprocess
import sys

from bin.steps import ROOT, run_all

from .databases import fresh_database


def main() -> int:
    with fresh_database() as database:
        changes = {"DJANGO_SETTINGS_MODULE": "bench.settings", "DATABASE_URL": database}
        command = [sys.executable, "-m", "bench.account_times"]
        return subprocess.run(command, cwd=ROOT, env={**os.environ, **changes}, check=False).returncode


if __name__ == "__main__":
    run_all(main)
