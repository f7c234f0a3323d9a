"""The virtual environment in .venv, filled with exactly what a lock file names."""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path

from .steps import ROOT, StepError, last_line, run_quietly, say

OLDEST_PYTHON = (3, 11)
ENVIRONMENT = ROOT / ".venv"
PYTHON = ENVIRONMENT / "bin" / "python"

# What pip prints when nothing answers; the last ones are all it says when every index was unreachable.
NO_NETWORK = (
    "NewConnectionError",
    "NameResolutionError",
    "Failed to establish a new connection",
    "Temporary failure in name resolution",
    "Network is unreachable",
    "ConnectTimeoutError",
    "ReadTimeoutError",
    "ProxyError",
    "No matching distribution found",
)


def check_python(version: tuple[int, ...] = sys.version_info[:3]) -> None:
    """Raises StepError when this Python is too old."""
    if version[:2] < OLDEST_PYTHON:
        found, oldest = (".".join(str(part) for part in parts) for parts in (version, OLDEST_PYTHON))
        raise StepError(
            f"this is Python {found}, and the platform needs {oldest} or newer; "
            f"install it and run make with PYTHON=python{oldest}."
        )


def install(lock_file: str, environment: Path = ENVIRONMENT) -> None:
    """Make the virtual environment and install the lock file, unless that was done since it last changed."""
    make_environment(environment)
    lock = ROOT / lock_file
    stamp = environment / f"{lock_file}.installed"
    fingerprint = hashlib.sha256(lock.read_bytes()).hexdigest()
    if stamp.exists() and stamp.read_text() == fingerprint:
        say(f"Python packages: as {lock_file} says")
        return
    say(f"Python packages: installing what {lock_file} says (a few minutes the first time)")
    pip = (environment / "bin" / "python", "-m", "pip", "--disable-pip-version-check")
    # The lock names everything, so nothing is left to look for. Without --no-deps an older pip stops as soon as
    # a package that another one asks for with an extra, as in coverage[toml], has a newer release than the lock.
    code, output = run_quietly([*pip, "install", "--retries", "1", "--no-deps", "--require-hashes", "-r", lock])
    (environment / "pip.log").write_text(output)
    if code != 0:
        raise StepError(why_pip_failed(output))
    stamp.write_text(fingerprint)


def make_environment(environment: Path = ENVIRONMENT) -> None:
    """Make .venv; also when it is there but its Python has been moved or replaced."""
    python = environment / "bin" / "python"
    works = f"import pip, sys; sys.exit(sys.version_info < {OLDEST_PYTHON})"
    if python.exists() and run_quietly([python, "-c", works])[0] == 0:
        return
    say(f"Virtual environment: making {environment.name}")
    code, output = run_quietly([sys.executable, "-m", "venv", "--clear", environment])
    if code != 0:
        raise StepError(f"the virtual environment could not be made ({last_line(output)}).")


def why_pip_failed(output: str) -> str:
    """One sentence for what pip printed."""
    if "THESE PACKAGES DO NOT MATCH THE HASHES" in output:
        return "a downloaded package is not the one that was locked; nothing was installed. See .venv/pip.log."
    if any(sign in output for sign in NO_NETWORK):
        return (
            "the Python packages could not be downloaded: the package index does not answer. "
            "Connect to the network and run the same command again (details: .venv/pip.log)."
        )
    return f"pip could not install the packages ({last_line(output)}). See .venv/pip.log."
