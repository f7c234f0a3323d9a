"""Is the process alive, and can it do its work? Neither tells an anonymous visitor more than yes or no."""

import logging

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from operations.condition import Level
from operations.condition.finding import find_all
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
    failed = [one for one in find_all(FIRST, NEED_NOTHING, NEED_DATABASE) if one.level is Level.NOW]
    for finding in failed:
        logger.error("Readiness check %s failed", finding.measure.name)
    if failed:
        return HttpResponse("not ready", content_type="text/plain", status=503, headers={"Retry-After": "10"})
    return HttpResponse("ok", content_type="text/plain")
