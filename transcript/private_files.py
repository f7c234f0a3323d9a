"""Giving out a file that somebody handed in, to someone of whom the view knows that they may have it.

It is a file to save. Should a browser show it all the same, it is not a page of this site: it runs
nothing, loads nothing and is kept by no cache.
"""

import logging

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from .models import Evidence

logger = logging.getLogger(__name__)


def evidence_file(request: HttpRequest, evidence: Evidence, back: str) -> HttpResponseBase:
    """The file as a download; when it is not on the disk, the page at `back` with a sentence."""
    try:
        file = evidence.file.open("rb")
    except OSError:
        logger.exception("The file of evidence %s cannot be read.", evidence.pk)
        messages.error(request, _("The file cannot be opened. Tell the person who manages this website."))
        return redirect(back)
    response = FileResponse(file, as_attachment=True, filename=evidence.file_name, content_type=evidence.content_type)
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
