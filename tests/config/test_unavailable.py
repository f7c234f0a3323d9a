"""A database that is used up or locked gives a page that says to wait, at once and not after a long silence."""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from config.settings.base import POSTGRESQL_OPTIONS, database_from_url
from tests.factories.people import PASSWORD, make_user

pytestmark = pytest.mark.row("R2", "R10")


@contextmanager
def used_up() -> Iterator[None]:
    """PostgreSQL: somebody has the only connection of the pool. SQLite: somebody writes and does not end."""
    if connection.vendor == "sqlite":
        with closing(sqlite3.connect(connection.settings_dict["NAME"], isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            connection.cursor().execute("PRAGMA busy_timeout = 200")
            yield
            other.execute("ROLLBACK")
        connection.close()
        return
    connection.close()
    connection.settings_dict["OPTIONS"]["pool"] = {"min_size": 1, "max_size": 1, "timeout": 0.3}
    other = connection.copy(connection.alias)
    try:
        other.ensure_connection()
        yield
    finally:
        other.close()
        connection.close()
        connection.close_pool()
        del connection.settings_dict["OPTIONS"]["pool"]


@pytest.mark.django_db(transaction=True)
def test_when_no_connection_is_left_the_page_says_so_and_when_to_come_back():
    user = make_user()
    client = Client(raise_request_exception=False)
    words = {"login": user.email, "password": PASSWORD}
    client.post(reverse("account_login"), {"login": "", "password": ""})
    with used_up():
        begun = time.monotonic()
        response = client.post(reverse("account_login"), words)
        took = time.monotonic() - begun

    page = response.content.decode()
    assert (response.status_code, response["Retry-After"]) == (503, "30")
    assert "Wat u net verstuurde, is niet opgeslagen." in page
    assert "Wacht een halve minuut." in page
    assert took < 10
    assert client.post(reverse("account_login"), words).status_code == 302


def test_an_error_of_ours_is_still_an_error_of_ours(client: Client, monkeypatch):
    from config import health

    def breaks() -> bool:
        raise LookupError("no such thing")

    monkeypatch.setattr(health, "HttpResponse", breaks)
    client.raise_request_exception = False
    assert client.get("/healthz").status_code == 500


def test_in_production_nothing_waits_without_end():
    options = database_from_url("postgres://leren@127.0.0.1/leren")["OPTIONS"]
    assert options == POSTGRESQL_OPTIONS
    for limit in ("statement_timeout=30s", "lock_timeout=10s", "idle_in_transaction_session_timeout=60s"):
        assert limit in options["options"]
    assert options["pool"]["timeout"] <= 10


@pytest.mark.django_db
def test_the_connection_of_a_page_has_those_limits():
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            limits = {}
            for name in ("statement_timeout", "lock_timeout", "idle_in_transaction_session_timeout"):
                cursor.execute(f"SHOW {name}")
                (limits[name],) = cursor.fetchone()
            assert limits == {
                "statement_timeout": "30s",
                "lock_timeout": "10s",
                "idle_in_transaction_session_timeout": "1min",
            }
        else:
            values = [cursor.execute(f"PRAGMA {name}").fetchone()[0] for name in ("busy_timeout", "foreign_keys")]
            assert values == [20000, 1]
            assert cursor.execute("PRAGMA journal_mode").fetchone() == ("wal",)
