"""The demonstration content, loaded once for all tests of a file."""

from collections.abc import Iterator
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection, transaction

from tests.factories.site import make_site


@pytest.fixture(scope="module")
def demo_of_this_file(django_db_setup: None, django_db_blocker) -> Iterator[str]:
    """What `load_demo` said; everything is taken back after the last test of the file."""
    with django_db_blocker.unblock():
        with transaction.atomic():
            make_site()
            output = StringIO()
            call_command("load_demo", stdout=output)
            yield output.getvalue()
            transaction.set_rollback(True)
        # As Django's own tests do: PostgreSQL removes no database that somebody is connected to.
        connection.close()


@pytest.fixture
def loaded(demo_of_this_file: str) -> Iterator[str]:
    """The same for one test, whose own changes are taken back after it. In place of `db`, not beside it."""
    with transaction.atomic():
        yield demo_of_this_file
        transaction.set_rollback(True)
