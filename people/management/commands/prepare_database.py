"""Migrate and complete the site, one process at a time: where many machines start, each may ask for it."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection

# Of nothing else in this database: "leren" in ASCII.
LOCK = 0x6C6572656E
PATIENCE = 30 * 60


class Command(BaseCommand):
    help = "Migrates and makes what every site has. Who comes while another does it waits, and finds it done."

    def handle(self, *_args: Any, verbosity: int, **_options: Any) -> None:
        with alone():
            call_command("migrate", interactive=False, verbosity=verbosity)
            call_command("setup_site", verbosity=0)


@contextmanager
def alone(patience: float = PATIENCE) -> Iterator[None]:
    """Raises CommandError after so many seconds. PostgreSQL lets the lock go when this process dies.

    Asked again and again: a query that waits would be ended by the limits on queries. SQLite has one machine.
    """
    if connection.vendor != "postgresql":
        yield
        return
    deadline = time.monotonic() + patience
    while not _ask("SELECT pg_try_advisory_lock(%s)"):
        if time.monotonic() > deadline:
            raise CommandError("Another process has been migrating for too long. Look at it, stop it and try again.")
        time.sleep(1)
    try:
        yield
    finally:
        _ask("SELECT pg_advisory_unlock(%s)")


def _ask(query: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(query, [LOCK])
        return bool(cursor.fetchone()[0])
