"""The version before and this one beside each other on one database, each in processes of its own."""

import json
import os
import sqlite3
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg
import requests

from ..deploy.cluster import COOKIE_DOMAIN
from ..deploy.running import HOST, running, unused_ports, wait_until

# What each table holds: its columns, and how often each row is there.
Rows = dict[str, tuple[list[str], Counter[str]]]
TABLES_OF_SQLITE = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
TABLES_OF_POSTGRESQL = "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"


@dataclass
class Version:
    """code: the folder with its code. environment: its settings. log: where its web process writes."""

    code: Path
    environment: dict[str, str]
    log: Path
    port: int = field(default_factory=lambda: unused_ports(1)[0])

    def run(self, *arguments: str | Path, **extra: str) -> str:
        """What a Python program prints that is run in the folder of the code."""
        done = subprocess.run(
            [sys.executable, *arguments],
            cwd=self.code,
            env=self.environment | extra,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr or done.stdout
        return done.stdout

    def manage(self, *arguments: str, **extra: str) -> str:
        return self.run("manage.py", *arguments, **extra)

    @contextmanager
    def web(self) -> Iterator[None]:
        command = [sys.executable, "-m", "gunicorn", "config.wsgi", f"--bind={HOST}:{self.port}", "--threads=4"]
        command += ["--no-control-socket", "--log-level=warning"]
        with self.log.open("w") as log:
            options = {"cwd": self.code, "env": self.environment, "stdout": log, "stderr": log}
            with running(command, **options) as process:
                wait_until(self._answers, f"It did not start:\n{self.log.read_text()}", process)
                yield

    def address(self, path: str) -> str:
        return f"http://localhost:{self.port}{path}"

    def _answers(self) -> bool:
        try:
            return requests.get(self.address("/healthz"), timeout=5).status_code == 200
        except requests.RequestException:
            return False


class Visitor(requests.Session):
    """A browser that is led to the one version or the other, as by a web server in front of both."""

    def __init__(self, told: dict[str, Any], session: str = "") -> None:
        super().__init__()
        self.trust_env = False
        # Any client may choose its token, as long as cookie and header agree; signing in gives another.
        self.token = told["token"]
        self.cookies.set(self.token, "t" * 32, domain=COOKIE_DOMAIN)
        if session:
            self.cookies.set(told["cookie"], session, domain=COOKIE_DOMAIN)

    def at(self, version: Version, path: str) -> requests.Response:
        return self.get(version.address(path), allow_redirects=False, timeout=60)

    def fill_in(self, version: Version, path: str, data: dict[str, Any]) -> requests.Response:
        token = {"X-CSRFToken": str(self.cookies.get(self.token))}
        return self.post(version.address(path), data, headers=token, allow_redirects=False, timeout=60)


def settings_of_both(folder: Path, database: str) -> dict[str, str]:
    """Those of `make run`, with all that is kept below `folder`."""
    return {
        "PATH": os.environ["PATH"],
        "HOME": str(folder),
        "LANG": "C.UTF-8",
        "PYTHONWARNINGS": "ignore",
        "DJANGO_SETTINGS_MODULE": "config.settings.dev",
        "DATABASE_URL": database,
        "BASE_URL": "http://localhost",
        "MEDIA_ROOT": f"{folder}/media",
        "PRIVATE_MEDIA_ROOT": f"{folder}/private",
        "CACHE_URL": f"filecache://{folder}/cache",
        "EMAIL_URL": f"filemail:///{folder}/mail",
    }


def rows_of(database: str, columns: dict[str, list[str]] | None = None) -> Rows:
    """Everything in the database; columns: of which tables to read what, otherwise all of all."""
    is_sqlite = database.startswith("sqlite")
    opened = sqlite3.connect(database.removeprefix("sqlite:///")) if is_sqlite else psycopg.connect(database)
    with closing(opened) as connection:
        tables = connection.execute(TABLES_OF_SQLITE if is_sqlite else TABLES_OF_POSTGRESQL).fetchall()
        found: Rows = {}
        for (table,) in tables:
            wanted = ", ".join(f'"{name}"' for name in columns[table]) if columns and table in columns else "*"
            cursor = connection.execute(f'SELECT {wanted} FROM "{table}"')  # noqa: S608 - the names of our own tables
            names = [column[0] for column in cursor.description]
            found[table] = (names, Counter(json.dumps(row, default=repr) for row in cursor.fetchall()))
        return found


def lost(before: Rows, database: str) -> dict[str, list[str]]:
    """The rows that are gone or were changed since, by table."""
    after = rows_of(database, {table: columns for table, (columns, _rows) in before.items()})
    gone = {table: list((rows - after[table][1]).elements()) for table, (_columns, rows) in before.items()}
    return {table: rows for table, rows in gone.items() if rows}
