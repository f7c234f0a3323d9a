"""The database: does it answer, is its shape current, is the demonstration in it."""

from __future__ import annotations

import os
import re

from .python_environment import PYTHON
from .steps import StepError, last_line, run_quietly, say


def prepare() -> None:
    """Give the database its current shape; may be repeated. Raises StepError with the reason."""
    say(f"Database: {describe(os.environ.get('DATABASE_URL', ''))}")
    _manage("migrate", "--noinput", "--verbosity=0", problem=f"the database cannot be used; {advice()}")


def load_demo() -> str:
    """Make the site with demonstration courses and people; returns the list of their accounts."""
    say("Demonstration content: loading")
    output = _manage("load_demo", problem="the demonstration content could not be loaded")
    report, _, accounts = output.strip().partition("\n\n")
    say(report)
    return accounts


def describe(url: str) -> str:
    """The database without its password."""
    return re.sub(r"(://[^:/@]*):[^@]*@", r"\1:…@", url) if url else "var/db.sqlite3"


def advice() -> str:
    """What to do about a database that does not work."""
    if os.environ.get("DATABASE_URL"):
        return "check DATABASE_URL and whether the database server runs"
    return "move var/db.sqlite3 away to begin with an empty one"


def _manage(*arguments: str, problem: str) -> str:
    code, output = run_quietly([PYTHON, "manage.py", *arguments])
    if code != 0:
        raise StepError(f"{problem} ({reason(output)}).")
    return output


def reason(output: str) -> str:
    """The error at the end of a traceback, without its class name and without a password."""
    # The pool of PostgreSQL only says at the end that it waited in vain; why, it said on the way.
    refused: list[str] = re.findall(r"error connecting in '[^']*': (.+)", output)
    line = refused[-1] if refused else last_line(output)
    line = re.sub(r"^(?:\w+\.)*\w*(?:Error|Timeout|ImproperlyConfigured|Exception): ", "", line)
    return describe(line).rstrip(".")
