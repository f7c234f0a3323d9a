"""Putting a backup back: everything is held against its manifest before anything of the site is touched."""

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO

from django.contrib.sessions.models import Session
from django.core.management import call_command, get_commands
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from people.models import User

from .archive import BLOCK, read_through
from .backup import copier
from .errors import BackupError
from .manifest import DATABASE, Manifest
from .site_files import all_files, put_back, remove_others

Say = Callable[[str], object]
# Of privacy: does again what was erased after the backup was made.
REAPPLY_ERASURES = "reapply_erasures"


def restore(file: Path, secret: bytes | None, replace: bool, say: Say) -> None:
    """Put the site back as it was. say: gets a sentence for each thing that was done.

    Raises BackupError: before the database is replaced nothing has changed, and after it the sentence says so.
    """
    if not replace:
        _refuse_a_site_in_use()
    with TemporaryDirectory(prefix="restore-") as work:
        database = Path(work) / DATABASE
        manifest = read_through(file, secret, _keep_database(database))
        _refuse_what_does_not_fit(manifest)
        say(
            f"The backup of {manifest.made_at} is whole: {sum(manifest.rows.values())} rows in {len(manifest.rows)} "
            f"tables and {len(manifest.files) - 1} files, all as their checksums say."
        )
        copier().load(connection, database, manifest.rows)
    say("The database was put back, with as many rows in each table as the manifest says.")
    _put_files_back(file, secret, manifest, say)
    _finish(manifest, say)


def _refuse_a_site_in_use() -> None:
    has_people = User._meta.db_table in connection.introspection.table_names() and User.objects.exists()
    if has_people or next(all_files(), None):
        raise BackupError(
            "This site is not empty: it has people or files, which would be lost. Nothing was restored. "
            "To put the backup in their place all the same, add --replace."
        )


def _keep_database(target: Path) -> Callable[[str, IO[bytes]], None]:
    def take(name: str, content: IO[bytes]) -> None:
        if name == DATABASE:
            with target.open("xb") as file:
                target.chmod(0o600)
                while block := content.read(BLOCK):
                    file.write(block)

    return take


def _refuse_what_does_not_fit(manifest: Manifest) -> None:
    if manifest.engine != connection.vendor:
        raise BackupError(
            f"The backup is of {manifest.engine} and this site uses {connection.vendor}; nothing was restored."
        )
    newer = _migrations_of_later(manifest.migrations)
    if newer:
        raise BackupError(
            f"The backup is of a newer version of the platform (it has {newer[-1]}). "
            "Install that version first; nothing was restored."
        )


def _migrations_of_later(migrations: list[str]) -> list[str]:
    """Those with a higher number than this version has of the same app; of squashed ones old names may be there."""
    latest: dict[str, str] = {}
    for app, name in MigrationLoader(None).disk_migrations:
        latest[app] = max(latest.get(app, ""), name)
    named = [migration.split(".", 1) for migration in migrations]
    return [f"{app}.{name}" for app, name in named if app in latest and name > latest[app]]


def _put_files_back(file: Path, secret: bytes | None, manifest: Manifest, say: Say) -> None:
    def take(name: str, content: IO[bytes]) -> None:
        if name != DATABASE:
            put_back(name, content)

    try:
        read_through(file, secret, take)
        removed = remove_others(set(manifest.files))
    except OSError as error:
        raise BackupError(
            f"The database was put back, but the files were not: {error.strerror or error}. "
            "Repair that and restore again with --replace."
        ) from error
    say(f"{len(manifest.files) - 1} files were put back; {removed} that were not in the backup were removed.")


def _finish(manifest: Manifest, say: Say) -> None:
    """Bring what was put back to this version, and to what has been decided since."""
    before = len(manifest.migrations)
    call_command("migrate", interactive=False, verbosity=0)
    after = len(MigrationLoader(connection).applied_migrations)
    say(f"Migrations that the backup did not have yet: {after - before}.")
    ended, _per_model = Session.objects.all().delete()
    say(f"{ended} sessions of back then were ended; everyone signs in again.")
    if REAPPLY_ERASURES in get_commands():
        call_command(REAPPLY_ERASURES)
        say("What was erased after the backup was made was erased again.")
    call_command("update_index", verbosity=0)
    say("The search index was made anew.")
