"""Starts an identity provider of others (Node.js), as `bin/prepare.py` installed it."""

import json
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

FOLDER = Path(__file__).resolve().parent


@contextmanager
def running(script: str, settings: dict[str, str]) -> Iterator[str]:
    """The address of the provider, while it runs."""
    node = shutil.which("node")
    assert node, "No Node.js found; `make test` installs it."
    assert (FOLDER / "node_modules").exists(), "The identity providers are not installed; `make prepare` does that."
    command = [node, script, json.dumps(settings)]
    process = subprocess.Popen(command, cwd=FOLDER, stdout=subprocess.PIPE, text=True)
    assert process.stdout
    try:
        line = next((line for line in process.stdout if line.startswith("ready ")), "")
        assert line, f"{script} did not start."
        yield line.split()[1]
    finally:
        process.terminate()
        process.stdout.close()
        process.wait(timeout=10)
