"""What the platform cannot work without; /readyz asks only this, so it has to be quick."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.executor import MigrationExecutor
from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django.utils.timesince import timesince
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from operations.heartbeat import SWEEP, silent_for
from operations.models import Beat
from people.checks import NOT_SHARED
from people.private_files import private_storage

from .finding import Level, Measure, Seen

# In bytes: a few uploads and a night of logs; then somebody must have made room.
LEAST_FREE = 500 * 1024 * 1024
# A week or two of a busy site, in which somebody can make room.
SOON_FULL = 4 * LEAST_FREE
SWEEP_MAY_BE_SILENT = timedelta(minutes=5)


def database() -> Seen:
    """It writes: a database that can only be read answers, and nobody can save."""
    table, name, at = (connection.ops.quote_name(each) for each in (Beat._meta.db_table, "name", "at"))
    with _impatient() as impatient, impatient.cursor() as cursor:
        now = impatient.ops.adapt_datetimefield_value(timezone.now())
        cursor.execute(
            f"INSERT INTO {table} ({name}, {at}) VALUES (%s, %s) "  # noqa: S608 - names of our own
            f"ON CONFLICT ({name}) DO UPDATE SET {at} = excluded.{at}",
            ["readiness", now],
        )
        version = ".".join(map(str, impatient.get_database_version()))
    said = _("%(kind)s %(version)s answers, and can be written to.")
    return Seen(Level.GOOD, said % {"kind": connection.display_name, "version": version})


@contextmanager
def _impatient() -> Iterator[BaseDatabaseWrapper]:
    """A connection that gives up within two seconds, where that of a page waits for its turn or for a lock."""
    if connection.vendor == "postgresql":
        own = connection.copy()
        own.settings_dict["OPTIONS"].pop("pool", None)
        # The least that libpq knows.
        own.settings_dict["OPTIONS"] |= {
            "connect_timeout": 2,
            "options": "-c statement_timeout=1s -c lock_timeout=1s",
        }
        try:
            yield own
        finally:
            own.close()
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout")
        (patience,) = cursor.fetchone()
        cursor.execute("PRAGMA busy_timeout = 1000")
        try:
            yield connection
        finally:
            cursor.execute(f"PRAGMA busy_timeout = {patience}")


def migrations() -> Seen:
    executor = MigrationExecutor(connection)
    missing = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    if not missing:
        return Seen(Level.GOOD, _("The database is of this version."), 0)
    said = ngettext(
        "%(count)d change of the database still has to be made. Run “manage.py migrate” on the server.",
        "%(count)d changes of the database still have to be made. Run “manage.py migrate” on the server.",
        missing,
    )
    return Seen(Level.NOW, said % {"count": missing}, missing)


def shared_cache() -> Seen:
    cache.set("readiness", "yes", 10)
    if cache.get("readiness") != "yes":
        return Seen(Level.NOW, _("The cache forgets what it is given. Look at CACHE_URL and at Redis."))
    if settings.CACHES["default"]["BACKEND"].endswith(NOT_SHARED):
        said = _("Every process has a cache of its own, so limits on signing in count wrong. Set CACHE_URL to Redis.")
        return Seen(Level.SOON, said)
    return Seen(Level.GOOD, _("The cache answers, and all processes share it."))


def storage() -> Seen:
    for each in (default_storage, private_storage()):
        name = each.save("readiness/check", ContentFile(b"yes"))
        each.delete(name)
    return Seen(Level.GOOD, _("Files can be kept, those for everyone and those for some people only."))


def disk() -> Seen:
    """The folder with the least room counts."""
    folders = [Path(folder) for folder in (settings.MEDIA_ROOT, settings.PRIVATE_MEDIA_ROOT) if folder]
    if connection.vendor == "sqlite":
        folders.append(Path(connection.settings_dict["NAME"]).parent)
    # Folders that are made with their first file are not there yet.
    room = {folder: shutil.disk_usage(folder).free for folder in folders if folder.exists()}
    if not room:
        return Seen(Level.GOOD, _("No folder of this machine holds files yet."))
    free, folder = min((free, str(folder)) for folder, free in room.items())
    words = {"free": filesizeformat(free), "folder": folder}
    if free < LEAST_FREE:
        return Seen(Level.NOW, _("Only %(free)s is free for %(folder)s. Make room, or nobody can save.") % words, free)
    if free < SOON_FULL:
        return Seen(Level.SOON, _("%(free)s is free for %(folder)s. Give it more room soon.") % words, free)
    return Seen(Level.GOOD, _("%(free)s is free for %(folder)s.") % words, free)


def sweep() -> Seen:
    silent = silent_for(SWEEP)
    if silent is None:
        return Seen(Level.NOW, _("No regular job was ever done: no mail goes out. Start the timer of the sweep."))
    words = {"time": timesince(timezone.now() - silent)}
    if silent < SWEEP_MAY_BE_SILENT:
        said = _("The regular jobs, such as sending mail, were alive %(time)s ago.")
        return Seen(Level.GOOD, said % words, silent.total_seconds())
    said = _("No regular job was done for %(time)s: no mail goes out. Look whether the timer of the sweep runs.")
    return Seen(Level.NOW, said % words, silent.total_seconds())


DATABASE = Measure("database", gettext_lazy("Database"), database)
MIGRATIONS = Measure("migrations_missing", gettext_lazy("Version of the database"), migrations)
CACHE = Measure("cache", gettext_lazy("Cache"), shared_cache)
STORAGE = Measure("storage", gettext_lazy("Files"), storage)
DISK = Measure("disk_free", gettext_lazy("Room on the disk"), disk, unit="bytes")
SWEEP_ALIVE = Measure("sweep_silent", gettext_lazy("Regular jobs"), sweep, unit="seconds")

# Without a database the others would only wait for it in turn.
FIRST = DATABASE
NEED_DATABASE = (MIGRATIONS, SWEEP_ALIVE)
NEED_NOTHING = (CACHE, STORAGE, DISK)
