"""What the commands `backup` and `restore` say and refuse; that everything comes back is in test_drill.py."""

import gzip
import io
import json
import os
import tarfile
import time
from datetime import timedelta
from pathlib import Path
from unittest.mock import patch

import pytest
from django.core.management import CommandError, call_command

from operations import backup
from operations.backup import backups_in
from operations.heartbeat import BACKUP, silent_for
from operations.manifest import DATABASE, MANIFEST, Manifest
from people.models import User
from tests.factories.people import make_user

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.row("R4"), pytest.mark.indexed]
KEY = "a long passphrase of a backup"


class QuickCopy:
    """In the place of the copy of a database, where a test is about what surrounds it."""

    @staticmethod
    def save(_connection: object, target: Path) -> dict[str, int]:
        target.write_bytes(b"database")
        return {"people_user": 1}


@pytest.fixture
def quick(monkeypatch) -> None:
    monkeypatch.setattr(backup, "copier", lambda: QuickCopy)


@pytest.fixture
def target(folders, tmp_path) -> Path:
    return tmp_path / "backups"


@pytest.fixture
def key_file(tmp_path) -> Path:
    file = tmp_path / "backup.key"
    file.write_text(f"{KEY}\n")
    return file


def test_an_encrypted_backup_replaces_a_site_only_when_told(folders, target, key_file, capsys):
    media, _private = folders
    (media / "foto.png").write_bytes(b"picture")
    before = make_user()
    call_command("backup", target, key_file=key_file)
    (made,) = backups_in(target)
    assert made.name.endswith(".tar.gz.encrypted")
    assert "not encrypted" not in capsys.readouterr().out

    after = make_user()
    (media / "later.png").write_bytes(b"later")
    with pytest.raises(CommandError, match=r"This site is not empty.*Nothing was restored.*add --replace"):
        call_command("restore", made, key_file=key_file)
    with pytest.raises(CommandError, match="encrypted; name the file with its key: --key-file"):
        call_command("restore", made, replace=True)
    key_file.write_text("another passphrase of a backup")
    with pytest.raises(CommandError, match="the key is another"):
        call_command("restore", made, replace=True, key_file=key_file)
    assert User.objects.filter(pk=after.pk).exists()

    key_file.write_text(KEY)
    full = patch("operations.restore.put_back", side_effect=OSError(30, "Read-only file system"))
    half_done = "The database was put back, but the files were not: Read-only file system"
    with full, pytest.raises(CommandError, match=half_done):
        call_command("restore", made, replace=True, key_file=key_file)
    call_command("restore", made, replace=True, key_file=key_file)
    assert set(User.objects.values_list("pk", flat=True)) == {before.pk}
    assert [file.name for file in media.iterdir()] == ["foto.png"]
    assert "1 that were not in the backup were removed." in capsys.readouterr().out


@pytest.mark.usefixtures("quick")
def test_the_newest_stay_and_what_was_left_behind_goes(folders, target, capsys):
    media, _private = folders
    target.mkdir()
    for folder, name in ((target, ".backup-old.part"), (target, ".backup-now.part")):
        (folder / name).mkdir()
    for half in (target / ".backup-old.part", media / ".half.part"):
        half.touch()
        os.utime(half, (0, time.time() - 25 * 60 * 60))
    made = []
    for _time in range(4):
        call_command("backup", target, keep=2)
        made.append(backups_in(target)[-1])

    assert backups_in(target) == made[-2:]
    assert not (target / ".backup-old.part").exists()
    assert (target / ".backup-now.part").exists()
    assert not (media / ".half.part").exists()
    assert "Older backups that were removed: 1." in capsys.readouterr().out


@pytest.mark.usefixtures("quick")
def test_when_it_cannot_be_written_the_older_ones_stay_and_nothing_is_left(target):
    call_command("backup", target)
    before = sorted(target.iterdir())
    for failure in (
        patch("operations.backup.os.fsync", side_effect=OSError(28, "No space left on device")),
        patch("operations.archive.Archive.finish", side_effect=OSError(28, "No space left on device")),
    ):
        with failure, pytest.raises(CommandError, match="could not be written: No space left on device"):
            call_command("backup", target, keep=1)
        assert sorted(target.iterdir()) == before


@pytest.mark.usefixtures("quick")
def test_a_backup_that_reads_back_as_something_else_is_no_backup(target):
    class Changed(Manifest):
        def as_json(self) -> bytes:
            return super().as_json().replace(b'"people_user": 1', b'"people_user": 2')

    with (
        patch("operations.backup.Manifest", Changed),
        pytest.raises(CommandError, match="not written as it should be"),
    ):
        call_command("backup", target)
    assert list(target.iterdir()) == []


@pytest.mark.usefixtures("quick")
def test_a_file_that_is_withdrawn_meanwhile_is_left_out(folders, target, tmp_path):
    gone = ("private/evidence/gone.pdf", tmp_path / "gone.pdf")
    with patch("operations.backup.all_files", return_value=[gone]):
        call_command("backup", target)
    assert len(backups_in(target)) == 1


@pytest.mark.usefixtures("quick")
@pytest.mark.row("R15")
def test_when_the_last_whole_backup_was_made_is_known(folders, target):
    with patch("operations.backup.read_through", return_value=None), pytest.raises(CommandError):
        call_command("backup", target)
    assert silent_for(BACKUP) is None
    call_command("backup", target)
    assert silent_for(BACKUP) < timedelta(minutes=5)


def test_a_key_that_is_no_key_is_refused(target, key_file):
    key_file.write_text("too short")
    with pytest.raises(CommandError, match="at least 20 characters"):
        call_command("backup", target, key_file=key_file)
    with pytest.raises(CommandError, match="cannot be read: No such file"):
        call_command("backup", target, key_file=key_file.with_name("none"))
    assert not target.exists()


def archive(path: Path, manifest: dict, files: dict[str, bytes]) -> Path:
    """A file as somebody else might make it."""
    with gzip.open(path, "wb") as packed, tarfile.open(fileobj=packed, mode="w|") as tar:
        for name, content in {**files, MANIFEST: json.dumps(manifest).encode()}.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            tar.addfile(info, io.BytesIO(content))
    return path


def test_what_is_damaged_strange_or_of_elsewhere_is_refused_before_anything_changes(folders, target, tmp_path):
    user = make_user()
    with patch("operations.backup.copier", lambda: QuickCopy):
        call_command("backup", target)
    (made,) = backups_in(target)
    with gzip.open(made) as packed, tarfile.open(fileobj=packed) as tar:
        manifest = json.load(tar.extractfile(MANIFEST))
    half, plain = tmp_path / "half", tmp_path / "plain"
    half.write_bytes(made.read_bytes()[:200])
    plain.write_bytes(b"no backup at all")
    right = {DATABASE: b"database"}
    others = {
        "There is no file": tmp_path / "none",
        "ends too early": half,
        "or is no backup at all": plain,
        "its files are not those of its manifest": archive(tmp_path / "changed", manifest, {DATABASE: b"databasE"}),
        "does not belong in a backup": archive(tmp_path / "out", manifest, right | {"media/../../x": b"x"}),
        "no manifest that this version can read": archive(tmp_path / "other", {"a": 1}, right),
        "this version reads format 1": archive(tmp_path / "format", manifest | {"format": 2}, right),
        "The backup is of other and this site uses": archive(
            tmp_path / "engine", manifest | {"engine": "other"}, right
        ),
        "of a newer version of the platform (it has people.9999_later)": archive(
            tmp_path / "newer", manifest | {"migrations": [*manifest["migrations"], "people.9999_later"]}, right
        ),
    }
    for words, file in others.items():
        with pytest.raises(CommandError) as refused:
            call_command("restore", file, replace=True)
        assert words in str(refused.value)
    # The archive is whole, and what is in it is no database.
    with pytest.raises(CommandError, match=r"could not be put back|pg_restore failed"):
        call_command("restore", made, replace=True)
    assert User.objects.get() == user


def test_a_program_of_postgresql_that_is_missing_or_fails_is_named():
    from operations.copy_of_postgresql import _start
    from operations.errors import BackupError

    with pytest.raises(BackupError, match="no_such_program is not installed; run: sudo apt-get install postgresql-c"):
        _start(["no_such_program"], {})
    with pytest.raises(BackupError, match="ls failed: ls: cannot access"):
        _start(["ls", "/no/such/folder"], {"LC_ALL": "C"})
