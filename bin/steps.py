"""Saying what happens, one line per step, and stopping with one clear sentence."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


class StepError(Exception):
    """A step that could not be taken; its text is what the person at the keyboard reads."""


def say(text: str) -> None:
    """Print one line at once, also when the output is a pipe."""
    print(text, flush=True)


def run_quietly(
    command: Sequence[str | Path], environment: dict[str, str] | None = None, folder: Path = ROOT
) -> tuple[int, str]:
    """Run a command without input; returns its exit code and all it printed."""
    finished = subprocess.run(
        [str(part) for part in command],
        cwd=folder,
        env={**os.environ, **(environment or {})},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        check=False,
    )
    return finished.returncode, finished.stdout


def last_line(output: str) -> str:
    """The last line that says something: of a traceback, the error itself."""
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    return lines[-1] if lines else "it gave no reason"


def run_all(main: Callable[[], int | None]) -> None:
    """Run `main` and leave: a failed step is one sentence and exit code 1, Ctrl-C is no error to explain."""
    try:
        code = main()
    except StepError as failure:
        print(f"Stopped: {failure}", file=sys.stderr, flush=True)
        code = 1
    except KeyboardInterrupt:
        say("")
        code = 130
    sys.exit(code)
