"""A copy of a SQLite database while it is used, by the backup API of SQLite. The live file is never copied itself.

https://www.sqlite.org/backup.html
"""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from .errors import BackupError


def save(connection: Any, target: Path) -> dict[str, int]:
    """Write the database of one moment to `target`; returns the number of rows per table."""
    connection.ensure_connection()
    with closing(sqlite3.connect(target)) as copy:
        # All pages in one step: readers and, with a write-ahead log, writers go on meanwhile.
        connection.connection.backup(copy)
        # One file, without a log beside it.
        copy.execute("PRAGMA journal_mode=DELETE")
        return _rows(copy)


def load(connection: Any, source: Path, rows: dict[str, int]) -> None:
    """Put the copy in the place of the database, in one transaction. Raises BackupError, and then nothing changed."""
    connection.ensure_connection()
    try:
        with closing(sqlite3.connect(source)) as copy:
            if copy.execute("PRAGMA integrity_check").fetchall() != [("ok",)] or _rows(copy) != rows:
                raise BackupError("The database in the backup is damaged; nothing was restored.")
            copy.backup(connection.connection)
    except sqlite3.Error as error:
        raise BackupError(f"The database could not be put back ({error}); nothing was restored.") from error
    finally:
        connection.close()


def rows_of(connection: Any) -> dict[str, int]:
    connection.ensure_connection()
    return _rows(connection.connection)


def _rows(database: sqlite3.Connection) -> dict[str, int]:
    # Tables that begin with sqlite_ are of SQLite itself.
    query = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite^_%' ESCAPE '^'"
    tables = [name for (name,) in database.execute(query).fetchall()]
    return {name: _count(database, name) for name in sorted(tables)}


def _count(database: sqlite3.Connection, table: str) -> int:
    count: int = database.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0]  # noqa: S608 - our own tables
    return count
