"""While the cache cannot be reached the limits on signing in cannot count, so nobody signs in; a page says so."""

import logging
from collections.abc import Callable

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

logger = logging.getLogger(__name__)


class CacheDownMiddleware:
    """In place of the page for what nobody expected, when the cache is what went wrong."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if _cache_answers():
            return None
        logger.error("The cache does not answer; %s was refused", request.path, exc_info=exception)
        return HttpResponse(render_to_string("503.html"), status=503, headers={"Retry-After": "60"})


def _cache_answers() -> bool:
    try:
        cache.get("readiness")
    except Exception:
        # Each kind of cache fails in its own way.
        return False
    return True
