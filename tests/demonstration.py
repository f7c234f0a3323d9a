"""The demonstration content in the database of a test. Loading it takes longer than most tests, so it is done once."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from io import StringIO

from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import connection, transaction

from .factories.site import make_site


class Demonstration:
    """On SQLite what was loaded is kept, and put in the place of the database when a test of this process asks again.

    said: what `load_demo` printed.
    """

    def __init__(self) -> None:
        self.said = ""
        self._loaded = _new_memory()

    def load(self) -> None:
        """Everything `load_demo` brings, committed."""
        if connection.vendor == "sqlite" and self.said:
            _put_back(self._loaded)
            return
        make_site()
        output = StringIO()
        call_command("load_demo", stdout=output)
        self.said = output.getvalue()
        if connection.vendor == "sqlite":
            connection.connection.backup(self._loaded)

    @contextmanager
    def for_a_while(self) -> Iterator[None]:
        """Afterwards the database is as it was."""
        if connection.vendor != "sqlite":
            with transaction.atomic():
                self.load()
                yield
                transaction.set_rollback(True)
            return
        with closing(_new_memory()) as before:
            connection.ensure_connection()
            connection.connection.backup(before)
            self.load()
            yield
            _put_back(before)

    def close(self) -> None:
        self._loaded.close()


def _new_memory() -> sqlite3.Connection:
    return sqlite3.connect(":memory:", check_same_thread=False)


def _put_back(kept: sqlite3.Connection) -> None:
    connection.ensure_connection()
    kept.backup(connection.connection)
    # Their numbers are those of the copy now.
    ContentType.objects.clear_cache()
