"""Is the process alive, and can it do its work? Neither tells an anonymous visitor more than yes or no."""

import logging
from collections.abc import Callable

from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

logger = logging.getLogger(__name__)


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
    """200 when database, cache, storage and migrations are all in order, otherwise 503; the log says why."""
    failures = [check.__name__ for check in (_database, _migrations, _cache, _storage) if not _passes(check)]
    if failures:
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
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return cursor.fetchone() == (1,)


def _migrations() -> bool:
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


def _cache() -> bool:
    cache.set("readiness", "yes", 10)
    return cache.get("readiness") == "yes"


def _storage() -> bool:
    name = default_storage.save("readiness/check", ContentFile(b"yes"))
    default_storage.delete(name)
    return True
