"""The web server of `make run`: gunicorn, as in production, with the settings for one's own machine."""

from __future__ import annotations

import signal
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager

from .port import HOST, check_free
from .python_environment import PYTHON
from .steps import ROOT, StepError, say

SECONDS_TO_START = 60
SECONDS_BETWEEN_SWEEPS = 60


def serve(port: int, welcome: str) -> int:
    """Start the site, say `welcome` once it answers, and wait until Ctrl-C. Returns an exit code."""
    check_free(port)
    command = [str(PYTHON), "-m", "gunicorn", "config.wsgi", f"--bind={HOST}:{port}"]
    command += ["--workers=1", "--threads=4", "--log-level=warning", "--graceful-timeout=5", "--no-control-socket"]
    server = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.DEVNULL)
    signal.signal(signal.SIGTERM, lambda *_: server.terminate())
    try:
        wait_until_it_answers(server, port)
        say(welcome)
        with sweeping():
            return server.wait()
    except KeyboardInterrupt:
        say("\nStopping the site.")
        server.terminate()
        server.wait()
        return 0


@contextmanager
def sweeping() -> Iterator[None]:
    """Meanwhile do each minute what a timer does in production: prepare mail and send it (here: print it)."""
    command = [str(PYTHON), "manage.py", "sweep", f"--every={SECONDS_BETWEEN_SWEEPS}"]
    sweeper = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.DEVNULL)
    try:
        yield
    finally:
        sweeper.terminate()
        sweeper.wait()


def wait_until_it_answers(server: subprocess.Popen[bytes], port: int) -> None:
    """Raises StepError when the server ends, or says nothing for a minute."""
    deadline = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < deadline:
        if server.poll() is not None:
            raise StepError("the web server did not start; what it printed above says why.")
        if _answers(port):
            return
        time.sleep(0.2)
    server.terminate()
    raise StepError(f"the site did not answer within {SECONDS_TO_START} seconds.")


def _answers(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://{HOST}:{port}/healthz", timeout=5) as answer:
            return answer.status == 200
    except (urllib.error.URLError, ConnectionError, TimeoutError):
        return False
