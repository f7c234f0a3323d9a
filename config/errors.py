"""Pages for when something is not there or went wrong."""

import errno
import sys

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


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The one 404 page; it never says whether the thing exists for somebody else."""
    return render(request, "404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Drawn without request or database, which may be what is broken.

    503 with the time to wait when a database or a cache does not answer or has no connection left; 507 (RFC 4918)
    when a file has no room. The log has the error.
    """
    error = sys.exc_info()[1]
    if isinstance(error, AWAY):
        headers = {"Retry-After": str(SECONDS_TO_WAIT)}
        return HttpResponse(render_to_string("503.html"), status=503, headers=headers)
    if isinstance(error, OSError) and error.errno in NO_ROOM:
        return HttpResponse(render_to_string("507.html"), status=507)
    return HttpResponse(render_to_string("500.html"), status=500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that was open too long, or came from another site."""
    return render(request, "403_csrf.html", status=403)
