"""How long a web process takes to start, and how much memory it has after its first pages."""

import json
import os
import subprocess
import sys
from tempfile import TemporaryDirectory

from bin.steps import ROOT, StepError

MOST_SECONDS, MOST_MEGABYTES = 3.0, 180
TIMES = 3
PROGRAM = """
import json, resource, time
import config.wsgi
from django.test import Client
started = time.process_time()
for address in ("/healthz", "/accounts/login/"):
    Client(headers={"host": "localhost"}).get(address)
print(json.dumps([started, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024]))
"""


def measure_start() -> tuple[str, bool]:
    """A sentence, and whether both are within what they may be. Seconds of processor time; the most memory it had."""
    with TemporaryDirectory() as folder:
        changes = {"DJANGO_SETTINGS_MODULE": "bench.settings", "DATABASE_URL": f"sqlite:///{folder}/empty.sqlite3"}
        environment = {**os.environ, **changes}
        subprocess.run([sys.executable, "manage.py", "migrate", "-v0"], cwd=ROOT, env=environment, check=True)
        found = [_start(environment) for _ in range(TIMES)]
    seconds, megabytes = min(each[0] for each in found), max(each[1] for each in found)
    words = (
        f"Ready after {seconds:.1f} s of processor time (at most {MOST_SECONDS:.0f} s), with {megabytes:.0f} MB of "
        f"memory after the first pages (at most {MOST_MEGABYTES} MB)."
    )
    return words, seconds <= MOST_SECONDS and megabytes <= MOST_MEGABYTES


def _start(environment: dict[str, str]) -> list[float]:
    run = subprocess.run([sys.executable, "-c", PROGRAM], cwd=ROOT, env=environment, capture_output=True, check=False)
    if run.returncode != 0:
        raise StepError(f"a web process does not start: {run.stderr.decode()[-2000:]}")
    found: list[float] = json.loads(run.stdout.splitlines()[-1])
    return found
