"""One line in the log for each request, and one id that it shares with the web server and every line in between.

No line holds an address of a page (it may contain the code of a certificate or the link of a mail), a query, an IP
address or who asked: the name of the view is enough to find out what is slow or fails. Who did what is in the audit
log, which has rules of its own (BIO2 8.15.01).
"""

import logging
import re
import time
import uuid
from collections.abc import Callable
from contextvars import ContextVar

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from .figures import note_request

HEADER = "X-Request-ID"
# What a web server makes; anything else of outside is not repeated in a log.
ACCEPTED = re.compile(r"[0-9A-Za-z-]{16,64}")

logger = logging.getLogger("leren.request")
_request_id: ContextVar[str] = ContextVar("request_id", default="")


def request_id() -> str:
    """The id of the request that is being answered; empty outside one."""
    return _request_id.get()


class RequestIdFilter(logging.Filter):
    """Adds the id of the request to each line."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.request_id = request_id()
        return True


def view_name(request: HttpRequest) -> str:
    """What answered, never the path: a view by its name, a page by its type; "unknown" when no address matched."""
    route = getattr(request, "_wagtail_route_for_request", None)
    if route is not None:
        return route.page._meta.label_lower
    match = getattr(request, "resolver_match", None)
    if match is None:
        return "unknown"
    return match.view_name or match._func_path


class RequestLogMiddleware:
    """Outermost, so that it sees every answer and how long all of it took."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        token = _request_id.set(_given(request) or uuid.uuid4().hex)
        began = time.perf_counter()
        try:
            response = self.get_response(request)
            response.headers[HEADER] = request_id()
            _log(request, response.status_code, time.perf_counter() - began)
            return response
        finally:
            _request_id.reset(token)


def _given(request: HttpRequest) -> str:
    """The id that the web server in front gave; without one in front a visitor could choose it."""
    given = request.headers.get(HEADER, "") if settings.ALLAUTH_TRUSTED_PROXY_COUNT else ""
    return given if ACCEPTED.fullmatch(given) else ""


def _log(request: HttpRequest, status: int, seconds: float) -> None:
    view = view_name(request)
    note_request(view, request.method or "", status, seconds)
    level = logging.ERROR if status >= 500 else logging.INFO
    logger.log(
        level,
        "request",
        extra={"view": view, "method": request.method, "status": status, "milliseconds": round(seconds * 1000)},
    )
