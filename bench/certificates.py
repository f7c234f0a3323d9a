"""What drawing certificates costs, and that a worker that is killed again and again loses and doubles none.

CERTIFICATES (1000) are drawn in the background while the process that draws is killed KILLS (10) times at a random
moment. Afterwards each must have exactly one PDF, whose hash is that of its bytes. Only then is the exit code zero,
and when it was killed as often as asked.
"""

import os
import random
import secrets
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from bin.steps import ROOT, StepError, run_all, say

from .databases import fresh_database, prepare
from .processor import seconds_of

CERTIFICATES = int(os.environ.get("CERTIFICATES", "1000"))
KILLS = int(os.environ.get("KILLS", "10"))
MOST_QUERIES = 10
MOST_MEMORY = 300 * 1024
# Processes get so long before they are killed, in seconds of processor time; starting takes the first few. By the
# clock a busy machine would kill them before they drew anything.
SHORTEST_LIFE, LONGEST_LIFE = 2.0, 6.0


def measure(environment: dict[str, str]) -> None:
    """Prints what drawing costs; in a process of its own, which is warm then."""
    subprocess.run([sys.executable, "-m", "bench.drawing"], cwd=ROOT, env=environment, check=True)


def draw_all(environment: dict[str, str]) -> tuple[int, int]:
    """Draws everything, killed again and again. Returns most kB of memory a process had, and how many were killed."""
    most, killed = 0, 0
    chance = random.Random(1)  # noqa: S311 - when to kill is no secret
    while True:
        life = chance.uniform(SHORTEST_LIFE, LONGEST_LIFE) if killed < KILLS else None
        memory, ended = _draw(environment, life)
        most = max(most, memory)
        if ended:
            return most, killed
        killed += 1


def _draw(environment: dict[str, str], life: float | None) -> tuple[int, bool]:
    """One process; its memory in kB, and whether it ended by itself within its life."""
    command = [sys.executable, "manage.py", "sweep"]
    process = subprocess.Popen(command, cwd=ROOT, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
    status = Path(f"/proc/{process.pid}/status")
    memory = 0
    while process.poll() is None:
        memory = max(memory, _peak(status))
        if life is not None and seconds_of(process.pid) > life:
            process.send_signal(signal.SIGKILL)
            process.wait()
            return memory, False
        time.sleep(0.05)
    if process.returncode != 0:
        raise StepError("the sweep failed; see above.")
    return memory, True


def _peak(status: Path) -> int:
    """The most memory this process had, in kB (proc(5), VmHWM)."""
    for line in status.read_text().splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1])
    return 0


def check(environment: dict[str, str], memory: int, killed: int, seconds: float) -> int:
    found: dict[str, Any] = prepare(environment, "bench.check_drawn")
    say(f"{CERTIFICATES} certificates in {seconds:.0f} s, killed {killed} times: {found}")
    say(f"The largest process had {memory / 1024:.0f} MB; at most {MOST_MEMORY / 1024:.0f}.")
    right = found == {"certificates": CERTIFICATES, "drawn": CERTIFICATES, "not as their hash": 0}
    return 0 if right and killed == KILLS and memory <= MOST_MEMORY else 1


def main() -> int:
    with fresh_database() as database, tempfile.TemporaryDirectory() as folder:
        key = Path(folder) / f"{secrets.token_hex(4)}.pem"
        subprocess.run([sys.executable, "-m", "bin.make_seal_key", str(key)], cwd=ROOT, check=True)
        changes = {
            "DJANGO_SETTINGS_MODULE": "bench.settings",
            "DATABASE_URL": database,
            "CERTIFICATE_SEAL_KEY": str(key),
            "CERTIFICATES": str(CERTIFICATES),
        }
        environment = {**os.environ, **changes}
        prepare(environment, "bench.prepare_certificates")
        measure(environment)
        begun = time.monotonic()
        memory, killed = draw_all(environment)
        return check(environment, memory, killed, time.monotonic() - begun)


if __name__ == "__main__":
    run_all(main)
