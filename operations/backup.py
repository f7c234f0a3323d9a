"""Making a backup of everything that cannot be made anew: the database, and the files that people gave.

Not in it: the settings and the keys, which are kept elsewhere (docs/operations.md).
"""

import os
import shutil
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from types import ModuleType

from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from . import copy_of_postgresql, copy_of_sqlite
from .archive import Archive, read_through, writing
from .errors import BackupError
from .heartbeat import BACKUP, beat
from .manifest import DATABASE, Manifest
from .site_files import all_files, remove_half_files

# Whoever guesses this long a secret guesses the data as well.
SHORTEST_SECRET = 20
_SECONDS_UNTIL_LEFT_BEHIND = 24 * 60 * 60


@dataclass(frozen=True)
class Made:
    """What was made. removed: how many older backups were removed."""

    path: Path
    manifest: Manifest
    removed: int


def copier() -> ModuleType:
    """The module that copies and puts back a database of this kind."""
    return copy_of_postgresql if connection.vendor == "postgresql" else copy_of_sqlite


def secret_in(file: Path | None) -> bytes | None:
    """The key, or the passphrase, in this file. Raises BackupError."""
    if file is None:
        return None
    try:
        secret = file.read_bytes().strip()
    except OSError as error:
        raise BackupError(f"The file with the key cannot be read: {error.strerror} ({file}).") from error
    if len(secret) < SHORTEST_SECRET:
        raise BackupError(f"The key must have at least {SHORTEST_SECRET} characters.")
    return secret


def make_backup(folder: Path, secret: bytes | None, keep: int) -> Made:
    """Write a backup, read it back to see that it is whole, and remove all but the `keep` newest.

    Raises BackupError; then there is no new backup, and the older ones are all there.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        _remove_left_behind(folder)
        remove_half_files(_SECONDS_UNTIL_LEFT_BEHIND)
        with TemporaryDirectory(prefix=".backup-", suffix=".part", dir=folder) as work:
            path, manifest = _make(folder, Path(work), secret)
        beat(BACKUP)
        return Made(path, manifest, _remove_old(folder, keep))
    except OSError as error:
        raise BackupError(f"The backup could not be written: {error.strerror or error}.") from error


def _make(folder: Path, work: Path, secret: bytes | None) -> tuple[Path, Manifest]:
    made_at = datetime.now(UTC)
    part = work / "archive"
    database = work / DATABASE
    rows = copier().save(connection, database)
    with part.open("xb") as sink:
        part.chmod(0o600)
        with writing(sink, secret) as archive:
            # The database was copied first: a file that comes later is too much, and never missing.
            archive.add(DATABASE, database)
            _add_files(archive)
            manifest = Manifest(made_at.isoformat(), connection.vendor, _migrations(), rows, archive.files)
            archive.finish(manifest)
        sink.flush()
        os.fsync(sink.fileno())
    if read_through(part, secret, lambda _name, _file: None) != manifest:
        raise BackupError("The backup was not written as it should be: reading it back gave something else.")
    path = folder / f"backup-{made_at:%Y%m%dT%H%M%S%f}Z.tar.gz{'.encrypted' if secret else ''}"
    os.replace(part, path)
    return path, manifest


def _add_files(archive: Archive) -> None:
    for name, path in all_files():
        try:
            archive.add(name, path)
        except FileNotFoundError:
            # It was withdrawn while the backup was made, and so was its row.
            continue


def _migrations() -> list[str]:
    return sorted(f"{app}.{name}" for app, name in MigrationRecorder(connection).applied_migrations())


def backups_in(folder: Path) -> list[Path]:
    """The newest last."""
    return sorted(folder.glob("backup-*.tar.gz*"))


def _remove_old(folder: Path, keep: int) -> int:
    old = backups_in(folder)[:-keep]
    for path in old:
        path.unlink()
    return len(old)


def _remove_left_behind(folder: Path) -> None:
    """What a backup that was killed left; one that runs now is younger."""
    for left in folder.glob(".backup-*.part"):
        if left.stat().st_mtime < time.time() - _SECONDS_UNTIL_LEFT_BEHIND:
            shutil.rmtree(left)
