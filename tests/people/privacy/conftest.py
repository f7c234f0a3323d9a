"""A garden of planted words, and looking for them everywhere."""

from collections.abc import Callable, Collection
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import storages
from django.db import connection

from people.models import User
from people.privacy.erasure import erase

from .planting import Garden, people_with_words, plant


@pytest.fixture(autouse=True)
def own_files(settings, tmp_path):
    """The journal and the media of this test alone."""
    settings.MEDIA_ROOT = str(tmp_path / "media")
    settings.ERASURE_JOURNAL = str(tmp_path / "journal" / "erasures.jsonl")


@pytest.fixture
def garden(home):
    """What was planted, and two people about whom it is; a third one stands beside both in their rows."""
    garden = Garden()
    me, other, third = people_with_words(garden)
    plant(garden, me, third)
    plant(garden, other, third)
    plant(garden, third, me)
    return garden, me, other


@pytest.fixture
def erased(django_capture_on_commit_callbacks) -> Callable[..., str]:
    """Erase somebody, and do what waits for the end of the transaction."""

    def _erased(user: User, how: Any = "request", **options: Any) -> str:
        with django_capture_on_commit_callbacks(execute=True):
            return erase(user, how, **options)

    return _erased


def found_in_database(words: Collection[str]) -> dict[str, set[str]]:
    """Which of these words stand in which table, in whatever column."""
    found: dict[str, set[str]] = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608 - a name of our own
            text = "\n".join(_text(value) for row in cursor.fetchall() for value in row)
            if present := {word for word in words if word in text}:
                found[table] = present
    return found


def found_in_files(words: Collection[str], media: Path) -> set[str]:
    """Which of these words stand in a file or in its name."""
    texts = [f"{path} {path.read_text(errors='replace')}" for path in media.rglob("*") if path.is_file()]
    texts += list(_private_texts(""))
    return {word for word in words for text in texts if word in text}


def _private_texts(folder: str):
    private = storages["private"]
    folders, files = private.listdir(folder)
    for name in files:
        path = f"{folder}/{name}".lstrip("/")
        with private.open(path) as file:
            yield f"{path} {file.read().decode(errors='replace')}"
    for name in folders:
        yield from _private_texts(f"{folder}/{name}".lstrip("/"))


def _text(value: Any) -> str:
    if isinstance(value, memoryview | bytes):
        return bytes(value).decode(errors="replace")
    return str(value)
