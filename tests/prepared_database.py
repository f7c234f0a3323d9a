"""The migrations run once for all processes and runs of the suite; each process tests in a copy.

Migrating takes longer than a few hundred tests. The prepared database is made anew when a migration or a pinned
package has changed; what a copy lacks beside that, such as permissions, is added by the migrate that follows. On
SQLite it begins as a database of the version before, so that most of the suite runs on one that was upgraded; on
PostgreSQL it begins empty.
"""

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import psycopg
from django.conf import settings
from psycopg.sql import SQL, Identifier, Literal

from .version_before import put_code_of, version_before

VAR = Path(settings.BASE_DIR) / "var"


def copy_prepared_database(database: dict) -> None:
    """Put a migrated copy where the suite expects its database. database: settings, with their TEST name."""
    copy = _copy_on_postgresql if "postgresql" in database["ENGINE"] else _copy_on_sqlite
    with _alone():
        copy(database, _state_of_migrations())


def _state_of_migrations() -> str:
    root = Path(settings.BASE_DIR)
    files = [root / "requirements.txt", *root.glob("*/migrations/*.py")]
    digest = hashlib.sha256()
    for file in sorted(files):
        digest.update(f"{file.relative_to(root)}\n".encode() + file.read_bytes())
    return digest.hexdigest()[:16]


@contextmanager
def _alone() -> Iterator[None]:
    with (VAR / "prepared-database.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _migrate(url: str, code: Path = Path(settings.BASE_DIR)) -> None:
    command = [sys.executable, "manage.py", "migrate", "--noinput", "--verbosity=0"]
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "config.settings.dev", "DATABASE_URL": url}
    subprocess.run(command, cwd=code, env=environment, check=True)


def prepared_sqlite(copy: Path) -> None:
    """Put a migrated SQLite database at `copy`, also when the suite runs on PostgreSQL."""
    with _alone():
        shutil.copyfile(_prepared_on_sqlite(_state_of_migrations()), copy)


@contextmanager
def database_of(commit: str, copy: Path) -> Iterator[str]:
    """The address of a database that this version made and nobody used yet: the file `copy`, or one of PostgreSQL when
    the suite runs there, which goes afterwards."""
    database = settings.DATABASES["default"]
    if "postgresql" not in database["ENGINE"]:
        with _alone():
            shutil.copyfile(_sqlite_of(commit), copy)
        yield f"sqlite:///{copy}"
        return
    name = f"{database['TEST']['NAME']}_before_{os.getpid()}"
    server = {key: database[key.upper()] or None for key in ("host", "port", "user", "password")}
    with psycopg.connect(dbname=database["NAME"], autocommit=True, **server) as connection:
        _renew(connection, name)
        try:
            _migrate_with(commit, _url(database, name))
            yield _url(database, name)
        finally:
            connection.execute(SQL("DROP DATABASE {} WITH (FORCE)").format(Identifier(name)))


def _prepared_on_sqlite(state: str) -> Path:
    def fill(unfinished: Path) -> None:
        if commit := version_before():
            shutil.copyfile(_sqlite_of(commit), unfinished)
        _migrate(f"sqlite:///{unfinished}")

    return _made_once("prepared", state, fill)


def _sqlite_of(commit: str) -> Path:
    return _made_once("before", commit[:16], lambda unfinished: _migrate_with(commit, f"sqlite:///{unfinished}"))


def _migrate_with(commit: str, url: str) -> None:
    with TemporaryDirectory() as code:
        put_code_of(commit, Path(code))
        _migrate(url, Path(code))


def _made_once(name: str, state: str, fill: Callable[[Path], None]) -> Path:
    """A database in this state; the one of another state goes."""
    made = VAR / f"{name}-{state}.sqlite3"
    if not made.exists():
        for outdated in VAR.glob(f"{name}-*.sqlite3*"):
            outdated.unlink()
        unfinished = VAR / f"{name}-unfinished.sqlite3"
        fill(unfinished)
        unfinished.rename(made)
    return made


def _copy_on_sqlite(database: dict, state: str) -> None:
    name = Path(database["TEST"]["NAME"])
    prepared = _prepared_on_sqlite(state)
    for left in name.parent.glob(f"{name.name}-*"):
        left.unlink()
    shutil.copyfile(prepared, name)


def _copy_on_postgresql(database: dict, state: str) -> None:
    name = database["TEST"]["NAME"]
    prepared = f"{name.partition('_gw')[0]}_prepared"
    server = {key: database[key.upper()] or None for key in ("host", "port", "user", "password")}
    with psycopg.connect(dbname=database["NAME"], autocommit=True, **server) as connection:
        query = "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s"
        if connection.execute(query, [prepared]).fetchone() != (state,):
            _renew(connection, prepared)
            _migrate(_url(database, prepared))
            connection.execute(SQL("COMMENT ON DATABASE {} IS {}").format(Identifier(prepared), Literal(state)))
        _renew(connection, name, prepared)


def _renew(connection: psycopg.Connection, name: str, template: str = "template1") -> None:
    connection.execute(SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(Identifier(name)))
    connection.execute(SQL("CREATE DATABASE {} TEMPLATE {}").format(Identifier(name), Identifier(template)))


def delete_rows(_style: object, tables: list[str], **_options: bool) -> list[str]:
    """How a test on PostgreSQL empties the database, in the place of `sql_flush`.

    TRUNCATE makes every table and index anew, which takes seconds for a handful of rows. References are checked at
    the end of the transaction, so the order does not matter.
    """
    return [f'DELETE FROM "{table}"' for table in tables]  # noqa: S608 - the names of our own tables


def _url(database: dict, name: str) -> str:
    sign_in = ":".join(part for part in (database["USER"], database["PASSWORD"]) if part)
    return f"postgres://{sign_in}@{database['HOST']}:{database['PORT'] or 5432}/{name}"
