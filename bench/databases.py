"""A database that lives as long as one measurement, and what is prepared in it."""

import json
import os
import secrets
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg.sql import SQL, Identifier

from bin.steps import ROOT, StepError


@contextmanager
def fresh_database() -> Iterator[str]:
    """Its address: beside the database of DATABASE_URL when that is PostgreSQL, otherwise SQLite in a file."""
    url = os.environ.get("DATABASE_URL", "")
    if not url.startswith("postgres"):
        with tempfile.TemporaryDirectory() as folder:
            yield f"sqlite:///{folder}/bench.sqlite3"
        return
    name = f"bench_{secrets.token_hex(4)}"
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(SQL("CREATE DATABASE {}").format(Identifier(name)))
        try:
            yield urlunsplit(urlsplit(url)._replace(path=f"/{name}"))
        finally:
            connection.execute(SQL("DROP DATABASE {} WITH (FORCE)").format(Identifier(name)))


def prepare(environment: dict[str, str], module: str) -> dict[str, Any]:
    """What this module prints as its last line, which is JSON."""
    command = [sys.executable, "-m", module]
    finished = subprocess.run(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, check=False)
    if finished.returncode != 0:
        raise StepError(f"{module} failed; see above.")
    printed: dict[str, Any] = json.loads(finished.stdout.splitlines()[-1])
    return printed
