"""HR's heavy reads go to a copy of the database that keeps up; nothing else does, and without one nothing."""

import csv
import io
from datetime import timedelta

import pytest
from django.db import OperationalError, connections
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from hr import replica
from hr.exporting import make_exports
from hr.models import Export, LookAt
from hr.replica import REPLICA, ReplicaRouter, Source, read_from, reading
from people.models import Membership, User
from tests.config.test_production_settings import start, start_and_print
from tests.factories.courses import make_course
from tests.factories.hr import finish, make_municipality, signed_in
from tests.factories.people import make_member

ADDRESS = "postgres://leren@replica/leren"


@pytest.fixture
def behind(settings, monkeypatch):
    """Makes the copy so many minutes behind, or fail."""
    settings.READS_FROM_REPLICA = True

    def set_it(minutes: float | None = None, fails: bool = False):
        moment = None if minutes is None else timezone.now() - timedelta(minutes=minutes)

        def replayed_until():
            if fails:
                raise OperationalError("connection refused")
            return moment

        monkeypatch.setattr(replica, "replayed_until", replayed_until)
        return moment

    return set_it


def test_without_a_copy_the_primary_is_read():
    with reading() as source:
        assert source == Source("default", as_of=None)


def test_a_copy_that_keeps_up_is_read_and_says_of_which_moment_it_is(behind):
    moment = behind(4.9)
    router = ReplicaRouter()
    with reading() as source:
        assert source == Source(REPLICA, as_of=moment)
        assert router.db_for_read(User) == REPLICA
        assert router.db_for_write(User) == "default"
    assert router.db_for_read(User) is None
    assert router.allow_migrate(REPLICA, "people") is False


@pytest.mark.parametrize("trouble", [{"minutes": 5.1}, {"minutes": None}, {"fails": True}])
def test_a_copy_that_is_too_far_behind_or_away_is_passed_over_and_the_log_says_so(behind, caplog, trouble):
    behind(**trouble)
    with reading() as source:
        assert source == Source("default", as_of=None)
    assert "so the primary is read" in caplog.text


def test_between_rows_whoever_takes_them_reads_the_primary(behind):
    behind(0)
    router, asked = ReplicaRouter(), []

    def rows():
        for number in range(2):
            asked.append(router.db_for_read(User))
            yield number

    with reading() as source:
        taken = read_from(source, rows)
    assert [router.db_for_read(User) for _row in taken] == [None, None]
    assert asked == [REPLICA, REPLICA]


def test_the_copy_has_limits_of_its_own_and_is_only_read():
    shown = start_and_print("READS_FROM_REPLICA, DATABASES['replica']['OPTIONS']", DATABASE_REPLICA_URL=ADDRESS)
    assert shown.startswith("True")
    assert "statement_timeout=120s" in shown
    assert "default_transaction_read_only=on" in shown
    assert "pool" not in shown
    assert start_and_print("READS_FROM_REPLICA, 'replica' in DATABASES") == "False False"
    refused = start(DATABASE_REPLICA_URL="sqlite:////srv/leren/copy.sqlite3")
    assert "DATABASE_REPLICA_URL must start with postgres://" in refused.stderr


@pytest.mark.django_db(transaction=True, databases=["default", REPLICA])
def test_screens_and_files_are_read_from_the_copy_and_written_to_the_primary(behind):
    # What is no copy is of now; how a real one answers is asked of PostgreSQL itself.
    assert timezone.now() - replica.replayed_until() < timedelta(minutes=1)
    moment = behind(2)
    town, course = make_municipality(), make_course()
    colleague = make_member(town.organisation, town.below, name="Sanne de Vries")
    finish(colleague, course)
    outsider = signed_in(make_member(town.organisation, role=Membership.Role.MEMBER))
    client = signed_in(town.officer)
    for address in ("/hr/", "/hr/dashboard/", "/hr/matrix/", "/hr/bestanden/", "/hr/effect/"):
        with CaptureQueriesContext(connections[REPLICA]) as asked:
            page = client.get(address)
        assert len(asked) > 0, address
        assert all(query["sql"].lstrip("( ").startswith(("SELECT", "PRAGMA", "DECLARE")) for query in asked), address
        assert f"{timezone.localtime(moment):%H:%M}" in page.content.decode(), address
        with CaptureQueriesContext(connections[REPLICA]) as asked:
            assert outsider.get(address).status_code == 404
        assert len(asked) == 0, address

    with CaptureQueriesContext(connections[REPLICA]) as asked:
        lines = b"".join(client.get("/hr/export.csv")).decode("utf-8-sig")
    assert len(asked) > 0
    assert "Sanne de Vries" in {cell for row in csv.reader(io.StringIO(lines), delimiter=";") for cell in row}
    assert LookAt.objects.filter(user=colleague, look__kind="export").exists()

    client.post("/hr/bestanden/")
    with CaptureQueriesContext(connections[REPLICA]) as asked:
        assert make_exports() == 1
    assert len(asked) > 0
    assert Export.objects.get().state == Export.State.READY
