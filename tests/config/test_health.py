"""Is the process alive, and can it work: yes or no, and nothing else for a stranger."""

import json
import os
import socket
import subprocess
import sys
from collections import namedtuple
from datetime import timedelta
from unittest.mock import patch

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import OperationalError, connection
from django.test import Client
from django.utils import timezone

from operations.condition.readiness import LEAST_FREE
from operations.heartbeat import SWEEP, beat
from operations.models import Beat
from people import sweep

pytestmark = pytest.mark.row("R7")


@pytest.fixture
def swept(db) -> None:
    """The sweep was here a moment ago."""
    beat(SWEEP)


def test_alive_answers_without_the_database(client: Client):
    # No `db` fixture: pytest-django refuses any query in this test.
    response = client.get("/healthz")
    assert response.status_code == 200
    assert response.content == b"ok"


@pytest.mark.usefixtures("swept")
def test_ready_when_everything_works(client: Client):
    response = client.get("/readyz")
    assert response.status_code == 200
    assert response.content == b"ok"


def broken(*args: object, **kwargs: object) -> None:
    raise OperationalError("connection to server at 10.1.2.3 failed: password of leren is wrong")


@pytest.mark.usefixtures("swept")
@pytest.mark.parametrize(
    ("place", "name"),
    [
        (connection, "cursor"),
        (cache, "get"),
        ("operations.condition.readiness.default_storage", "save"),
        ("operations.condition.readiness.MigrationExecutor", "migration_plan"),
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


@pytest.mark.usefixtures("swept")
def test_not_ready_while_migrations_wait(client: Client):
    with patch("operations.condition.readiness.MigrationExecutor.migration_plan", return_value=[("something", False)]):
        assert client.get("/readyz").status_code == 503


@pytest.mark.usefixtures("swept")
def test_not_ready_when_the_sweep_is_silent_for_five_minutes(client: Client, caplog):
    Beat.objects.filter(name=SWEEP).update(at=timezone.now() - timedelta(minutes=5))
    assert client.get("/readyz").status_code == 503
    assert "Readiness check sweep_silent failed" in caplog.text

    sweep.sweep()
    assert client.get("/readyz").status_code == 200


@pytest.mark.django_db
def test_not_ready_before_the_first_sweep(client: Client):
    assert client.get("/readyz").status_code == 503


@pytest.mark.django_db
def test_a_sweep_is_alive_after_each_job_also_one_that_fails(monkeypatch, caplog):
    beats = []

    def breaks() -> int:
        raise LookupError("no such row")

    def looks() -> int:
        beats.append(Beat.objects.filter(name=SWEEP).count())
        return 0

    monkeypatch.setattr(sweep, "_jobs", [looks, breaks, lambda: looks()])
    monkeypatch.setattr(sweep, "_last_jobs", [])
    sweep.sweep()
    assert beats == [0, 1]


@pytest.mark.usefixtures("swept")
def test_not_ready_when_the_disk_is_nearly_full(client: Client):
    usage = namedtuple("usage", "total used free")
    for free, status in ((LEAST_FREE - 1, 503), (LEAST_FREE, 200)):
        with patch("operations.condition.readiness.shutil.disk_usage", return_value=usage(LEAST_FREE * 9, 0, free)):
            assert client.get("/readyz").status_code == status


@pytest.mark.usefixtures("swept")
def test_ready_writes_to_the_database_and_leaves_the_patience_of_pages_as_it_was(client: Client):
    before = timezone.now()
    client.get("/readyz")
    assert Beat.objects.get(name="readiness").at >= before
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            assert cursor.execute("PRAGMA busy_timeout").fetchone() == (20000,)


ASK_BOTH = """
import json, time, django
django.setup()
from django.test import Client
answers = {}
for address in ("/healthz", "/healthz", "/readyz"):
    begun = time.monotonic()
    status = Client(raise_request_exception=False).get(address, headers={"host": "localhost"}).status_code
    answers[address] = [status, time.monotonic() - begun]
print(json.dumps(answers))
"""


def test_with_the_database_down_it_is_alive_and_within_two_seconds_not_ready():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        # Bound and not listening: nobody else gets the port, and who connects is refused.
        url = f"postgres://leren@127.0.0.1:{taken.getsockname()[1]}/leren"
        environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "config.settings.dev", "DATABASE_URL": url}
        finished = subprocess.run(
            [sys.executable, "-c", ASK_BOTH],
            cwd=settings.BASE_DIR,
            env=environment,
            capture_output=True,
            text=True,
            check=True,
        )
    answers = json.loads(finished.stdout.splitlines()[-1])
    assert answers["/healthz"][0] == 200
    assert answers["/readyz"][0] == 503
    assert answers["/readyz"][1] < 2
    assert "Readiness check database failed" in finished.stderr


@pytest.mark.parametrize("address", ["/healthz", "/readyz"])
def test_health_is_only_read(client: Client, address: str):
    assert client.post(address).status_code == 405
