"""`check --deploy` refuses settings of the database with which writers were seen to fail or to lose data."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register

# Value by pragma; each is in SQLITE_OPTIONS of config/settings/base.py.
PRAGMAS = {"journal_mode": ("WAL",), "synchronous": ("NORMAL", "FULL"), "foreign_keys": ("ON", "1")}
LEAST_WAIT, MOST_WAIT = 5, 20
# Their locks are not those that SQLite relies on (https://www.sqlite.org/howtocorrupt.html, 2.1).
NETWORKS = ("nfs", "nfs4", "cifs", "smb3", "smbfs", "fuse.sshfs", "9p", "ceph", "glusterfs", "fuse.glusterfs")
LIMITS = ("statement_timeout", "lock_timeout", "idle_in_transaction_session_timeout")


@register(Tags.database, deploy=True)
def database_is_safe(**_options: Any) -> list[CheckMessage]:
    """Whether the default database waits for its turn, gives up in time and is on a disk of this machine."""
    hint = "Use the settings of config/settings/base.py."
    return [Error(problem, hint=hint, id="operations.E001") for problem in problems_of(settings.DATABASES["default"])]


def problems_of(database: dict[str, Any]) -> list[str]:
    """What is wrong with the settings of a database, a sentence for each."""
    of_engine = {"django.db.backends.sqlite3": _of_sqlite, "django.db.backends.postgresql": _of_postgresql}
    return of_engine[database["ENGINE"]](database)


def _of_sqlite(database: dict[str, Any]) -> list[str]:
    options = database.get("OPTIONS", {})
    problems = []
    if options.get("transaction_mode") != "IMMEDIATE":
        problems.append("SQLite without transaction_mode IMMEDIATE: two writers meet 'database is locked'.")
    if not LEAST_WAIT <= options.get("timeout", 0) <= MOST_WAIT:
        problems.append(f"SQLite must wait {LEAST_WAIT} to {MOST_WAIT} seconds for another writer (timeout).")
    set_at_start = _pragmas(options.get("init_command", ""))
    for name, allowed in PRAGMAS.items():
        if set_at_start.get(name) not in allowed:
            problems.append(f"SQLite needs PRAGMA {name}={' or '.join(allowed)} in init_command.")
    kind = kind_of_disk(Path(database["NAME"]))
    if kind in NETWORKS:
        problems.append(f"The file of SQLite is on a network disk ({kind}), where its locks do not hold.")
    return problems


def _pragmas(command: str) -> dict[str, str]:
    words = [part.strip().removeprefix("PRAGMA ").partition("=") for part in command.split(";") if part.strip()]
    return {name.strip().lower(): value.strip().upper() for name, _equals, value in words}


def kind_of_disk(path: Path, mounts: Path = Path("/proc/mounts")) -> str:
    """The file system that holds the path, such as ext4; empty where the system does not tell."""
    if not mounts.exists():
        return ""
    lines = [line.split() for line in mounts.read_text().splitlines()]
    places = {Path(place.replace("\\040", " ")): kind for _device, place, kind, *_rest in lines}
    return next((places[folder] for folder in [path.resolve(), *path.resolve().parents] if folder in places), "")


def _of_postgresql(database: dict[str, Any]) -> list[str]:
    options = database.get("OPTIONS", {})
    problems = [f"PostgreSQL has no {limit}." for limit in LIMITS if f"{limit}=" not in options.get("options", "")]
    pool = options.get("pool")
    if not isinstance(pool, dict) or not pool.get("timeout"):
        problems.append("PostgreSQL has no pool with a timeout: a page would wait without end for a connection.")
    if database.get("CONN_MAX_AGE"):
        problems.append("CONN_MAX_AGE must be 0 with a pool.")
    return problems
