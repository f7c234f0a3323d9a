"""Pages for when something is not there or went wrong."""

import errno
import sys
from functools import cache
from http import HTTPStatus

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from .cache import NO_ANSWER

# What stands behind the site is away or busy; in a moment it may be there again.
AWAY = (OperationalError, *NO_ANSWER)
# Full, over the quota, larger than allowed, and mounted to read only.
NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS)
SECONDS_TO_WAIT = 30
# What is left of a refused request is read up to here, so that its sender gets the answer: a browser that still sends
# when the connection is closed shows a page of its own.
READ_ON_UP_TO = 50_000_000


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """A form that is larger than we read, or a request that no page of ours sends."""
    if not isinstance(exception, RequestDataTooBig | TooManyFieldsSent):
        # Drawn without request: what is wrong may be the name of the host, before anybody is known.
        return HttpResponse(render_to_string("400.html"), status=HTTPStatus.BAD_REQUEST)
    _read_on(request)
    return render(request, "413.html", status=HTTPStatus.REQUEST_ENTITY_TOO_LARGE)


def _read_on(request: HttpRequest) -> None:
    left = READ_ON_UP_TO
    while left > 0 and (part := request.read(min(left, 65_536))):
        left -= len(part)


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The one 404 page; it never says whether the thing exists for somebody else."""
    return render(request, "404.html", status=404)


def come_back() -> HttpResponse:
    """Not now, and when: without request or database, which may be what is away or busy."""
    headers = {"Retry-After": str(SECONDS_TO_WAIT)}
    return HttpResponse(_come_back_page(), status=HTTPStatus.SERVICE_UNAVAILABLE, headers=headers)


@cache
def _come_back_page() -> str:
    """The same for everyone, and in a rush for thousands."""
    return render_to_string("503.html")


def server_error(request: HttpRequest) -> HttpResponse:
    """Drawn without request or database, which may be what is broken.

    503 with the time to wait when a database or a cache does not answer or has no connection left; 507 (RFC 4918)
    when a file has no room. The log has the error.
    """
    error = sys.exc_info()[1]
    if isinstance(error, AWAY):
        return come_back()
    if isinstance(error, OSError) and error.errno in NO_ROOM:
        return HttpResponse(render_to_string("507.html"), status=507)
    return HttpResponse(render_to_string("500.html"), status=500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that was open too long, or came from another site."""
    return render(request, "403_csrf.html", status=403)
