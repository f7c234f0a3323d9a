"""`make run`: from a fresh checkout to a site one can sign in to."""

from __future__ import annotations

import os

from . import badge_key, database, messages, port, python_environment, seal_key, server, system_libraries
from .steps import run_all, say

ADDRESSES = (
    ("The site", "/"),
    ("Courses", "/cursussen/"),
    ("My learning", "/mijn-leren/"),
    ("For HR and team leads", "/hr/"),
    ("For entrepreneurs", "/studio/"),
    ("For editors and administrators", "/admin/"),
)


def main() -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")
    number = port.wanted()
    port.check_free(number)
    python_environment.check_python()
    system_libraries.install_missing(system_libraries.TO_RUN)
    python_environment.install("requirements.txt")
    messages.compile_messages()
    seal_key.prepare()
    badge_key.prepare()
    database.prepare()
    accounts = database.load_demo()
    say("Web server: starting")
    return server.serve(number, welcome(number, accounts))


def welcome(number: int, accounts: str) -> str:
    """Where to look and with which account."""
    width = max(len(name) for name, _ in ADDRESSES) + 2
    lines = [f"  {name:<{width}}http://localhost:{number}{path}" for name, path in ADDRESSES]
    return "\n".join(["", "The site is ready.", *lines, "", accounts, "", "Stop with Ctrl-C."])


if __name__ == "__main__":
    run_all(main)
