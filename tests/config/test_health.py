"""Is the process alive, and can it work: yes or no, and nothing else for a stranger."""

from unittest.mock import patch

import pytest
from django.core.cache import cache
from django.db import OperationalError, connection
from django.test import Client


def test_alive_answers_without_the_database(client: Client):
    # No `db` fixture: pytest-django refuses any query in this test.
    response = client.get("/healthz")
    assert response.status_code == 200
    assert response.content == b"ok"


@pytest.mark.django_db
def test_ready_when_everything_works(client: Client):
    response = client.get("/readyz")
    assert response.status_code == 200
    assert response.content == b"ok"


def broken(*args: object, **kwargs: object) -> None:
    raise OperationalError("connection to server at 10.1.2.3 failed: password of leren is wrong")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("place", "name"),
    [
        (connection, "cursor"),
        (cache, "get"),
        ("config.health.default_storage", "save"),
        ("config.health.MigrationExecutor", "migration_plan"),
    ],
)
def test_not_ready_without_a_part_and_no_word_of_why(client: Client, caplog: pytest.LogCaptureFixture, place, name):
    target = patch(f"{place}.{name}", broken) if isinstance(place, str) else patch.object(place, name, broken)
    with target:
        response = client.get("/readyz")
    assert response.status_code == 503
    assert response.content == b"not ready"
    assert response["Retry-After"] == "10"
    assert "10.1.2.3" in caplog.text


@pytest.mark.django_db
def test_not_ready_while_migrations_wait(client: Client):
    with patch("config.health.MigrationExecutor.migration_plan", return_value=[("something", False)]):
        assert client.get("/readyz").status_code == 503


@pytest.mark.parametrize("address", ["/healthz", "/readyz"])
def test_health_is_only_read(client: Client, address: str):
    assert client.post(address).status_code == 405
