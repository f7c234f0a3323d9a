"""Are there known flaws in what production runs on, and until when is it supported? For a weekly job with internet."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

from operations.support import ending, read_support

from .packages import LOCKED
from .python_environment import PYTHON
from .steps import StepError, run_all, run_quietly, say

# A version with flaws that everybody knows. When it is called clean, the audit sees nothing.
CANARY = "django==3.2.0\n"

# Gets a requirements file; returns the exit code of the auditor and what it said.
Auditor = Callable[[Path], tuple[int, str]]


def audit_with_pip(requirements: Path) -> tuple[int, str]:
    """pip-audit on exactly the packages of a file. AUDIT_URL names another service that speaks OSV."""
    service: tuple[str, ...] = ("--vulnerability-service", "osv")
    url = os.environ.get("AUDIT_URL", "")
    if url:
        service += ("--osv-url", url)
    command = (PYTHON, "-m", "pip_audit", "--strict", "--disable-pip", "--no-deps", "--progress-spinner", "off")
    return run_quietly((*command, *service, "--requirement", requirements))


def audit(auditor: Auditor = audit_with_pip, requirements: Path = LOCKED) -> None:
    """Raises StepError with what was found, and when the audit could not see anything."""
    with tempfile.TemporaryDirectory() as folder:
        canary = Path(folder) / "canary.txt"
        canary.write_text(CANARY)
        code, said = auditor(canary)
    if code == 0 or "Found" not in said:
        raise StepError(f"nothing could be audited: a version with known flaws was not recognised.\n{said.strip()}")
    code, said = auditor(requirements)
    if code != 0:
        raise StepError(f"known flaws, or packages that could not be audited:\n{said.strip()}")
    say("Audit: no known flaws")


def watch_support(today: date) -> None:
    """Raises StepError when support of something has ended."""
    ended = []
    for product, is_over in ending(read_support(), today):
        say(f"Support: {product.product} {product.version} until {product.until}; then {product.then}")
        if is_over:
            ended.append(f"{product.product} {product.version}")
    if ended:
        raise StepError(f"no longer supported: {', '.join(ended)}.")


def main() -> None:
    watch_support(date.today())
    audit()


if __name__ == "__main__":
    run_all(main)
