"""Is the process alive, and can it do its work? Neither tells an anonymous visitor more than yes or no."""

import logging

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from operations.condition import Level
from operations.condition.finding import Measure, find
from operations.condition.readiness import FIRST, NEED_DATABASE, NEED_NOTHING

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
    """200 when all it needs is in order, otherwise 503 within two seconds; the log says why."""
    needs_database = NEED_DATABASE if _passes(FIRST) else None
    others = [_passes(measure) for measure in (*NEED_NOTHING, *(needs_database or ()))]
    if needs_database is None or not all(others):
        return HttpResponse("not ready", content_type="text/plain", status=503, headers={"Retry-After": "10"})
    return HttpResponse("ok", content_type="text/plain")


def _passes(measure: Measure) -> bool:
    passed = find(measure).level is not Level.NOW
    if not passed:
        logger.error("Readiness check %s failed", measure.name)
    return passed
