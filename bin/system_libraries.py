"""What comes from the operating system and not from Python's package index."""

from __future__ import annotations

import ctypes.util
import importlib.util
import os
import shutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from .steps import StepError, last_line, run_quietly, say


@dataclass(frozen=True)
class Need:
    """A thing to find, how to look for it, and the Debian packages that bring it."""

    name: str
    found: Callable[[], bool]
    packages: tuple[str, ...]


def _library(name: str) -> Callable[[], bool]:
    return lambda: ctypes.util.find_library(name) is not None


def _program(*names: str) -> Callable[[], bool]:
    return lambda: any(shutil.which(name) for name in names)


def _python_makes_environments() -> bool:
    """Debian splits Python's venv off; what is missing then is ensurepip."""
    importlib.invalidate_caches()
    return importlib.util.find_spec("ensurepip") is not None


# What Chromium is called, the best for the tests first.
CHROMIUM = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
# WeasyPrint draws certificates with Pango; gettext turns translations into what Django reads.
TO_RUN = (
    Need("Python's venv", _python_makes_environments, ("python3-venv",)),
    Need("Pango", _library("pango-1.0"), ("libpango-1.0-0",)),
    Need("Pango for FreeType", _library("pangoft2-1.0"), ("libpangoft2-1.0-0",)),
    Need("HarfBuzz subset", _library("harfbuzz-subset"), ("libharfbuzz-subset0",)),
    Need("gettext", _program("msgfmt"), ("gettext",)),
)
# The journeys of the test suite are walked in a real browser; a program of others looks at each PDF; many machines are
# tried behind a real web server, with a cache that they share.
TO_TEST = (
    *TO_RUN,
    # The one without windows takes a fifth less time; a whole Chromium does as well.
    Need("Chromium", _program(*CHROMIUM), ("chromium-headless-shell",)),
    Need("nginx", _program("nginx"), ("nginx-light",)),
    Need("qpdf", _program("qpdf"), ("qpdf",)),
    # Backups of PostgreSQL.
    Need("pg_dump", _program("pg_dump"), ("postgresql-client",)),
    # Identity providers of others, which the journeys sign in at.
    Need("Node.js", _program("node"), ("nodejs",)),
    Need("npm", _program("npm"), ("npm",)),
    Need("Redis", _program("redis-server"), ("redis-server",)),
)


def is_root_on_debian() -> bool:
    return os.geteuid() == 0 and shutil.which("apt-get") is not None


def install_missing(needs: Iterable[Need], may_install: bool | None = None) -> None:
    """Install what is missing as root on a Debian-like system; elsewhere StepError names the command."""
    missing = [need for need in needs if not need.found()]
    if not missing:
        say("System libraries: all there")
        return
    names = ", ".join(need.name for need in missing)
    packages = [package for need in missing for package in need.packages]
    install = ["apt-get", "install", "-y", "--no-install-recommends", *packages]
    if not (is_root_on_debian() if may_install is None else may_install):
        raise StepError(f"{names} is missing on this computer; run: sudo {' '.join(install)}")
    say(f"System libraries: installing {names}")
    _apt(["apt-get", "update"])
    _apt(install)
    still_missing = [need.name for need in missing if not need.found()]
    if still_missing:
        raise StepError(f"{', '.join(still_missing)} is still not found after: {' '.join(install)}")


def _apt(command: list[str]) -> None:
    code, output = run_quietly(command, {"DEBIAN_FRONTEND": "noninteractive"})
    if code != 0:
        raise StepError(f"`{' '.join(command)}` failed ({last_line(output)}).")
