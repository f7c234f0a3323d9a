"""One world for all tests of a module: each undoes what it did (looking.undone)."""

from collections.abc import Iterator

import pytest
from django.db import connection, transaction

from .world import World, make_world


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker) -> Iterator[World]:
    with django_db_blocker.unblock():
        with transaction.atomic():
            yield make_world()
            transaction.set_rollback(True)
        # As Django's own tests do: what comes next may be without a database.
        connection.close()
