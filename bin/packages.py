"""What production runs on: docs/packages.md with the licence of each package, and an SBOM (CycloneDX) in var/."""

from __future__ import annotations

import re
from dataclasses import dataclass
from importlib.metadata import PackageMetadata, PackageNotFoundError, metadata
from pathlib import Path

from .python_environment import PYTHON
from .steps import ROOT, StepError, last_line, run_all, run_quietly, say

LOCKED = ROOT / "requirements.txt"
WANTED = ROOT / "requirements.in"
PAGE = ROOT / "docs" / "packages.md"
SBOM = ROOT / "var" / "sbom.json"

# Licences under which a package may be part of software that is published under the EUPL-1.2: permissive ones, and
# those with copyleft on the package itself. A licence is allowed when one of these stands in what the package says.
ALLOWED = ("MIT", "BSD", "Apache", "ISC", "PSF", "Python Software Foundation", "Unlicense", "MPL", "LGPL", "Lesser")


@dataclass(frozen=True)
class Package:
    """One locked package: `direct` when we ask for it ourselves, not only something we use."""

    name: str
    version: str
    direct: bool
    licence: str

    @property
    def may_be_used(self) -> bool:
        return any(word in self.licence for word in ALLOWED)


def same_name(name: str) -> str:
    """The one spelling of a package's name (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()


def locked(requirements: str) -> list[tuple[str, str]]:
    """Name and version of each package that a lock file names."""
    return re.findall(r"^([A-Za-z0-9._-]+)==([^ \\\n]+)", requirements, re.MULTILINE)


def wanted(requirements: str) -> set[str]:
    """Names that we ask for ourselves."""
    return {same_name(name) for name in re.findall(r"^([A-Za-z0-9._-]+)", requirements, re.MULTILINE)}


def licence(name: str) -> str:
    """What the installed package says of its licence. Raises StepError when it is not installed."""
    try:
        told = metadata(name)
    except PackageNotFoundError:
        raise StepError(f"{name} is not installed; run `make prepare`.") from None
    classified = [line.split(" :: ")[-1] for line in told.get_all("Classifier", []) if line.startswith("License ::")]
    said = _said(told, "License-Expression") or "; ".join(classified) or _said(told, "License")
    return " ".join(said.split())[:120]


def _said(told: PackageMetadata, field: str) -> str:
    return (told.get_all(field) or [""])[0]


def packages() -> list[Package]:
    """Everything in the lock file of production, by name."""
    direct = wanted(WANTED.read_text())
    return [
        Package(name, version, same_name(name) in direct, licence(name))
        for name, version in sorted(locked(LOCKED.read_text()))
    ]


def page(found: list[Package]) -> str:
    """The whole of docs/packages.md."""
    lines = [
        "# Packages",
        "",
        "What production runs on, with version and licence as each package states it. Made by `make packages`, which",
        "also writes an SBOM (CycloneDX) to `var/sbom.json`. A test fails when this page is behind the lock file, or",
        "when a licence is not one we may use. In **bold** what we chose ourselves; the rest comes along.",
        "",
        "| Package | Version | Licence |",
        "|---|---|---|",
    ]
    for package in found:
        name = f"**{package.name}**" if package.direct else package.name
        lines.append(f"| {name} | {package.version} | {package.licence} |")
    return "\n".join(lines) + "\n"


def write_sbom(target: Path = SBOM) -> None:
    """Raises StepError when the SBOM cannot be made or is not valid."""
    target.parent.mkdir(parents=True, exist_ok=True)
    command = (PYTHON, "-m", "cyclonedx_py", "requirements", LOCKED, "--pyproject", ROOT / "pyproject.toml")
    options = ("--output-reproducible", "--of", "JSON", "--validate", "-o", target)
    code, output = run_quietly((*command, *options))
    if code != 0:
        raise StepError(f"the SBOM could not be made ({last_line(output)}).")


def main() -> None:
    found = packages()
    PAGE.write_text(page(found))
    write_sbom()
    say(f"Packages: {len(found)} in {PAGE.relative_to(ROOT)} and {SBOM.relative_to(ROOT)}")
    if refused := [f"{package.name} ({package.licence or 'none'})" for package in found if not package.may_be_used]:
        raise StepError(f"licences to look at: {', '.join(refused)}.")


if __name__ == "__main__":
    run_all(main)
