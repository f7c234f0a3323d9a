"""Where HR's heavy reads go: to a copy of the database, when there is one that keeps up.

Counting and listing a whole municipality then takes nothing from who learns. Only what is read inside `reading()` goes
there: what decides who may see whom, and everything that is written, stays with the primary. The copy may be some
seconds behind, so a screen says of which moment it is.

A copy that is too far behind or does not answer is passed over: the primary answers, and the log says so.
"""

import logging
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from django.conf import settings
from django.db import DatabaseError, connections, models
from django.utils import timezone

logger = logging.getLogger(__name__)
REPLICA = "replica"
# Where nothing was written since, the last moment says nothing; then being connected and done is being up to date.
_REPLAYED_UNTIL = """
SELECT CASE
    WHEN NOT pg_is_in_recovery() THEN now()
    WHEN pg_last_wal_receive_lsn() = pg_last_wal_replay_lsn() AND EXISTS (SELECT FROM pg_stat_wal_receiver) THEN now()
    ELSE pg_last_xact_replay_timestamp()
END
"""
_reads_from: ContextVar[str | None] = ContextVar("database that is read from", default=None)
Item = TypeVar("Item")


@dataclass(frozen=True)
class Source:
    """alias: which database is read. as_of: of which moment what it says is; None for the primary, which is of now."""

    alias: str
    as_of: datetime | None = None


class ReplicaRouter:
    """Sends reads to the copy, only inside `reading()`. A row that came from there may be related to any other."""

    def db_for_read(self, _model: type[models.Model], **_hints: Any) -> str | None:
        return _reads_from.get()

    def db_for_write(self, _model: type[models.Model], **_hints: Any) -> str:
        return "default"

    def allow_relation(self, _one: models.Model, _other: models.Model, **_hints: Any) -> bool:
        return True

    def allow_migrate(self, alias: str, _app: str, **_hints: Any) -> bool:
        return alias != REPLICA


@contextmanager
def reading() -> Iterator[Source]:
    """Queries inside that only read go to the source it gives. Queries are asked where they are evaluated."""
    source = _choose()
    with reading_from(source):
        yield source


def read_from(source: Source, rows: Callable[[], Iterable[Item]]) -> Iterator[Item]:
    """The rows, each read from the source; in between, whoever takes them reads and writes as always."""
    with reading_from(source):
        waiting = iter(rows())
    while True:
        with reading_from(source):
            try:
                row = next(waiting)
            except StopIteration:
                return
        yield row


@contextmanager
def reading_from(source: Source) -> Iterator[None]:
    """More of what was begun with `reading()`."""
    before = _reads_from.set(source.alias)
    try:
        yield
    finally:
        _reads_from.reset(before)


def _choose() -> Source:
    if not settings.READS_FROM_REPLICA:
        return Source("default")
    try:
        as_of = replayed_until()
    except DatabaseError as error:
        logger.warning("The replica does not answer, so the primary is read: %s", error)
        return Source("default")
    if as_of is None or timezone.now() - as_of > settings.REPLICA_MOST_BEHIND:
        logger.warning("The replica is as of %s, which is too far behind, so the primary is read.", as_of)
        return Source("default")
    return Source(REPLICA, as_of)


def replayed_until() -> datetime | None:
    """Up to which moment the copy has everything; None when it has replayed nothing since it started."""
    connection = connections[REPLICA]
    if connection.vendor != "postgresql":
        return timezone.now()
    with connection.cursor() as cursor:
        cursor.execute(_REPLAYED_UNTIL)
        row = cursor.fetchone()
    return row[0] if row else None
