"""A site with folders of its own, that may be wiped."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection

from tests.prepared_database import copy_prepared_database


@pytest.fixture
def folders(settings, tmp_path: Path) -> tuple[Path, Path]:
    """Of public and of private files."""
    media, private = tmp_path / "media", tmp_path / "private"
    settings.MEDIA_ROOT, settings.PRIVATE_MEDIA_ROOT = str(media), str(private)
    for folder in (media, private):
        folder.mkdir()
    return media, private


@pytest.fixture
def may_be_wiped(transactional_db) -> Iterator[None]:
    """Whatever goes wrong in between, the next test finds its tables."""
    yield
    if "people_user" not in connection.introspection.table_names():
        connection.close()
        copy_prepared_database(connection.settings_dict | {"NAME": "postgres"})
        call_command("migrate", interactive=False, verbosity=0)


def wipe() -> None:
    """As on a new machine: no table is left."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("DROP SCHEMA public CASCADE")
            cursor.execute("CREATE SCHEMA public")
        return
    connection.close()
    for file in Path(connection.settings_dict["NAME"]).parent.glob(f"{Path(connection.settings_dict['NAME']).name}*"):
        file.unlink()
