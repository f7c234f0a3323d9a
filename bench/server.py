"""The server that is measured: gunicorn, as in production, in a group of processes of its own."""

import os
import signal
import socket
import subprocess
import sys
from contextlib import suppress

from bin.port import HOST
from bin.server import wait_until_it_answers
from bin.steps import ROOT

CONFIGURATION = "deploy/cluster/image/gunicorn.conf.py"


def free_port() -> int:
    with socket.create_server((HOST, 0)) as probe:
        return int(probe.getsockname()[1])


def start_server(
    environment: dict[str, str], port: int, *, workers: int, threads: int | None = None
) -> subprocess.Popen[bytes]:
    """A server that answers. threads: other than in production. Raises StepError when it does not."""
    command = [sys.executable, "-m", "gunicorn", "config.wsgi", f"--config={CONFIGURATION}", f"--bind={HOST}:{port}"]
    # A worker that ends takes the count of its processor time along.
    command += [f"--workers={workers}", "--max-requests=0", *([f"--threads={threads}"] if threads else [])]
    server = subprocess.Popen(command, cwd=ROOT, env=environment, stdin=subprocess.DEVNULL, start_new_session=True)
    wait_until_it_answers(server, port)
    return server


def kill_server(server: subprocess.Popen[bytes]) -> None:
    """As a power cut does it: master and workers at once, in the middle of whatever they do."""
    with suppress(ProcessLookupError):
        os.killpg(server.pid, signal.SIGKILL)
    server.wait()
