"""Giving out a file that is not for everyone, to someone of whom the view knows that they may have it.

It is a file to save. Should a browser show it all the same, it is not a page of this site: it runs
nothing, loads nothing and is kept by no cache.
"""

import logging

from django.contrib import messages
from django.db.models.fields.files import FieldFile
from django.http import FileResponse, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from .models import Evidence

logger = logging.getLogger(__name__)


def evidence_file(request: HttpRequest, evidence: Evidence, back: str) -> HttpResponseBase:
    """What was handed in."""
    return private_file(request, evidence.file, evidence.file_name, evidence.content_type, back)


def private_file(request: HttpRequest, stored: FieldFile, name: str, content_type: str, back: str) -> HttpResponseBase:
    """The file as a download; when it is not on the disk, the page at `back` with a sentence."""
    try:
        file = stored.open("rb")
    except OSError:
        of = stored.instance
        logger.exception("The file of %s %s cannot be read.", of._meta.model_name, of.pk)
        messages.error(request, _("The file cannot be opened. Tell the person who manages this website."))
        return redirect(back)
    response = FileResponse(file, as_attachment=True, filename=name, content_type=content_type)
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
