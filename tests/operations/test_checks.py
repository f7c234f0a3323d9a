"""The settings of the database are held against what was seen to work, before a site goes out."""

from copy import deepcopy
from pathlib import Path

import pytest

from config.settings.base import database_from_url
from operations.checks import database_is_safe, kind_of_disk, problems_of

pytestmark = pytest.mark.row("R1", "R2")
ON_SQLITE, ON_POSTGRESQL = "sqlite:////srv/leren/db.sqlite3", "postgres://leren@127.0.0.1/leren"


def problems(url: str, **options: object) -> list[str]:
    """What is said of these settings when these options are other than ours."""
    database = deepcopy(database_from_url(url)) | {"NAME": "/srv/leren/db.sqlite3"}
    database["OPTIONS"] |= options
    return problems_of(database)


def test_our_own_settings_are_in_order():
    assert problems(ON_SQLITE) == []
    assert problems(ON_POSTGRESQL) == []


def test_every_other_value_for_sqlite_is_refused():
    right = database_from_url(ON_SQLITE)["OPTIONS"]["init_command"]
    changes = {
        "transaction_mode IMMEDIATE": {"transaction_mode": "DEFERRED"},
        "5 to 20 seconds": {"timeout": 0.5},
        "PRAGMA journal_mode=WAL": {"init_command": right.replace("WAL", "DELETE")},
        "PRAGMA synchronous=NORMAL or FULL": {"init_command": right.replace("NORMAL", "OFF")},
        "PRAGMA foreign_keys=ON": {"init_command": right.replace("foreign_keys=ON", "foreign_keys=OFF")},
    }
    for words, change in changes.items():
        (said,) = problems(ON_SQLITE, **change)
        assert words in said
    assert len(problems(ON_SQLITE, init_command="")) == 3


def test_every_limit_that_postgresql_lacks_is_named():
    assert len(problems(ON_POSTGRESQL, options="")) == 3
    (said,) = problems(ON_POSTGRESQL, pool=True)
    assert "no pool with a timeout" in said


def test_a_disk_on_the_network_is_known_by_the_nearest_mount(tmp_path):
    mounts = tmp_path / "mounts"
    mounts.write_text("/dev/vda / ext4 rw 0 0\nserver:/srv /srv/leren nfs4 rw 0 0\nx /srv/two\\040words cifs rw 0 0\n")
    assert kind_of_disk(Path("/srv/leren/db.sqlite3"), mounts) == "nfs4"
    assert kind_of_disk(Path("/srv/two words/db.sqlite3"), mounts) == "cifs"
    assert kind_of_disk(Path("/srv/other/db.sqlite3"), mounts) == "ext4"
    assert kind_of_disk(Path("/srv/other/db.sqlite3"), tmp_path / "none") == ""


def test_sqlite_on_a_network_disk_is_refused(monkeypatch):
    monkeypatch.setattr("operations.checks.kind_of_disk", lambda _path: "nfs4")
    (said,) = problems(ON_SQLITE)
    assert "network disk (nfs4)" in said


def test_check_deploy_asks_it():
    from django.core.checks import registry

    assert database_is_safe in registry.registry.deployment_checks
