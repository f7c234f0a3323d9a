"""A copy of a PostgreSQL database while it is used, by pg_dump; put back by pg_restore and psql.

The programs are those of the Debian package postgresql-client, of the version of the server or newer.
"""

import os
import subprocess
from pathlib import Path
from typing import Any

from django.db import transaction
from django.db.backends.postgresql.client import DatabaseClient

from .errors import BackupError

# What is not in the copy, such as a table of a newer version, must not stay and point at what is.
_EMPTY = """
DO $$ DECLARE one record; BEGIN
    FOR one IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' LOOP
        EXECUTE format('DROP TABLE public.%I CASCADE', one.tablename);
    END LOOP;
END $$;
"""


def save(connection: Any, target: Path) -> dict[str, int]:
    """Write the database of one moment to `target`; returns the number of rows per table at that same moment."""
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        # The limits of the site are for pages; a copy may take longer.
        cursor.execute("SET LOCAL statement_timeout = 0")
        cursor.execute("SET LOCAL idle_in_transaction_session_timeout = 0")
        cursor.execute("SELECT pg_export_snapshot()")
        (snapshot,) = cursor.fetchone()
        _run(connection, "pg_dump", "--format=custom", f"--snapshot={snapshot}", f"--file={target}")
        return _rows(cursor)


def load(connection: Any, source: Path, rows: dict[str, int]) -> None:
    """Put the copy in the place of the database, in one transaction. Raises BackupError, and then nothing changed."""
    commands, empty, check = (source.with_suffix(f".{name}.sql") for name in ("commands", "empty", "check"))
    options = ["--clean", "--if-exists", "--no-owner", "--no-privileges"]
    _start(["pg_restore", *options, f"--file={commands}", str(source)], {})
    empty.write_text(_EMPTY)
    check.write_text(_check(rows))
    files = [f"--file={file}" for file in (empty, commands, check)]
    connection.close()
    _run(connection, "psql", "--single-transaction", "--set=ON_ERROR_STOP=1", "--no-psqlrc", "--quiet", *files)


def rows_of(connection: Any) -> dict[str, int]:
    with connection.cursor() as cursor:
        return _rows(cursor)


def _check(rows: dict[str, int]) -> str:
    """Commands that fail, and undo everything, when a table has another number of rows."""
    wrong = " OR ".join(f'(SELECT count(*) FROM public."{name}") <> {count:d}' for name, count in rows.items())  # noqa: S608
    words = "the rows are not those of the manifest"
    return f"DO $$ BEGIN IF {wrong or 'false'} THEN RAISE EXCEPTION '{words}'; END IF; END $$;"


def _rows(cursor: Any) -> dict[str, int]:
    cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename")
    rows = {}
    for (name,) in cursor.fetchall():
        cursor.execute(f'SELECT count(*) FROM public."{name}"')  # noqa: S608 - our own tables
        (rows[name],) = cursor.fetchone()
    return rows


def _run(connection: Any, program: str, *options: str) -> None:
    """Run a program of PostgreSQL on the database of the connection, with its host, account and password."""
    (_psql, *place), environment = DatabaseClient.settings_to_cmd_args_env(connection.settings_dict, [])
    # Somebody who still holds a table may not keep everyone waiting for ever.
    limits = {"PGOPTIONS": "-c lock_timeout=60s", "PGCONNECT_TIMEOUT": "10"}
    _start([program, *options, *place], limits | (environment or {}))


def _start(command: list[str], environment: dict[str, str]) -> None:
    try:
        finished = subprocess.run(  # noqa: S603 - a fixed program; names come from the settings
            command,
            env={**os.environ, **environment},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )
    except FileNotFoundError as error:
        raise BackupError(f"{command[0]} is not installed; run: sudo apt-get install postgresql-client") from error
    if finished.returncode != 0:
        lines = finished.stderr.strip().splitlines() or ["it gave no reason"]
        raise BackupError(f"{command[0]} failed: {lines[0]}")
