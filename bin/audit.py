"""Are there known flaws in what production runs on, and until when is it supported? For a weekly job with internet."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import yaml

from .packages import LOCKED
from .python_environment import PYTHON
from .steps import ROOT, StepError, run_all, run_quietly, say

SUPPORT = ROOT / "docs" / "support.yaml"
# A version with flaws that everybody knows. When it is called clean, the audit sees nothing.
CANARY = "django==3.2.0\n"
# So long before support ends, somebody has to plan the upgrade.
NOTICE = timedelta(days=90)

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


@dataclass(frozen=True)
class Support:
    """Until which day a product gets repairs of security flaws, as its makers promise (`source`)."""

    product: str
    version: str
    until: date
    then: str
    source: str


def read_support(path: Path = SUPPORT) -> list[Support]:
    return [Support(product, **said) for product, said in yaml.safe_load(path.read_text()).items()]


def ending(products: list[Support], today: date) -> Iterator[tuple[Support, bool]]:
    """What ends within NOTICE, and whether it has ended; on its last day it has not."""
    for product in products:
        if product.until - today <= NOTICE:
            yield product, product.until < today


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
