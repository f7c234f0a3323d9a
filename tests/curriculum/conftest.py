"""The demonstration content, once for all tests of a file."""

from collections.abc import Iterator

import pytest
from django.db import connection, transaction

from tests.demonstration import Demonstration


@pytest.fixture(scope="module")
def demo_of_this_file(django_db_setup: None, django_db_blocker, demonstration: Demonstration) -> Iterator[str]:
    """What `load_demo` said; everything is taken back after the last test of the file."""
    with django_db_blocker.unblock():
        with demonstration.for_a_while():
            yield demonstration.said
        # As Django's own tests do: PostgreSQL removes no database that somebody is connected to.
        connection.close()


@pytest.fixture
def loaded(demo_of_this_file: str) -> Iterator[str]:
    """The same for one test, whose own changes are taken back after it. In place of `db`, not beside it."""
    with transaction.atomic():
        yield demo_of_this_file
        transaction.set_rollback(True)
