"""Is the process alive, and can it do its work? Neither tells an anonymous visitor more than yes or no."""

import logging
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from operations.heartbeat import SWEEP, silent_for
from operations.models import Beat
from people.private_files import private_storage

logger = logging.getLogger(__name__)

# In bytes: a few uploads and a night of logs; then somebody must have made room.
LEAST_FREE = 500 * 1024 * 1024
SWEEP_MAY_BE_SILENT = timedelta(minutes=5)


@login_not_required
@never_cache
@require_safe
def alive(request: HttpRequest) -> HttpResponse:
    """200 as long as this process answers; touches nothing else."""
    return HttpResponse("ok", content_type="text/plain")


@login_not_required
@never_cache
@require_safe
def ready(request: HttpRequest) -> HttpResponse:
    """200 when all it needs is in order, otherwise 503 within two seconds; the log says why."""
    # Without a database the others would only wait for it in turn.
    needs_database = (_migrations, _sweep) if _passes(_database) else None
    others = [_passes(check) for check in (_cache, _storage, _disk, *(needs_database or ()))]
    if needs_database is None or not all(others):
        return HttpResponse("not ready", content_type="text/plain", status=503, headers={"Retry-After": "10"})
    return HttpResponse("ok", content_type="text/plain")


def _passes(check: Callable[[], bool]) -> bool:
    try:
        passed = check()
    except Exception:
        logger.exception("Readiness check %s failed", check.__name__)
        return False
    if not passed:
        logger.error("Readiness check %s failed", check.__name__)
    return passed


def _database() -> bool:
    """It writes: a database that can only be read answers, and nobody can save."""
    table, name, at = (connection.ops.quote_name(each) for each in (Beat._meta.db_table, "name", "at"))
    with _impatient() as impatient, impatient.cursor() as cursor:
        now = impatient.ops.adapt_datetimefield_value(timezone.now())
        cursor.execute(
            f"INSERT INTO {table} ({name}, {at}) VALUES (%s, %s) "  # noqa: S608 - names of our own
            f"ON CONFLICT ({name}) DO UPDATE SET {at} = excluded.{at}",
            ["readiness", now],
        )
    return True


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


def _migrations() -> bool:
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


def _sweep() -> bool:
    silent = silent_for(SWEEP)
    return silent is not None and silent < SWEEP_MAY_BE_SILENT


def _cache() -> bool:
    cache.set("readiness", "yes", 10)
    return cache.get("readiness") == "yes"


def _storage() -> bool:
    for storage in (default_storage, private_storage()):
        name = storage.save("readiness/check", ContentFile(b"yes"))
        storage.delete(name)
    return True


def _disk() -> bool:
    folders = [Path(folder) for folder in (settings.MEDIA_ROOT, settings.PRIVATE_MEDIA_ROOT) if folder]
    if connection.vendor == "sqlite":
        folders.append(Path(connection.settings_dict["NAME"]).parent)
    return all(shutil.disk_usage(folder).free >= LEAST_FREE for folder in folders if folder.exists())
