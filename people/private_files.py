"""Files that are not for everyone, given out to someone of whom the view knows that they may have them.

It is a file to save. Should a browser show it all the same, it is not a page of this site: it runs
nothing, loads nothing and is kept by no cache.
"""

import logging

from django.contrib import messages
from django.core.files.storage import Storage, storages
from django.db.models.fields.files import FieldFile
from django.http import FileResponse, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _

logger = logging.getLogger(__name__)


def private_storage() -> Storage:
    """Files that only a view gives out, after it has looked at who asks."""
    return storages["private"]


def private_file(request: HttpRequest, stored: FieldFile, name: str, content_type: str, back: str) -> HttpResponseBase:
    """The file as a download; when it is not on the disk, the page at `back` with a sentence."""
    try:
        file = stored.open("rb")
    except OSError:
        of = stored.instance
        logger.exception("The file of %s %s cannot be read.", of._meta.model_name, of.pk)
        messages.error(request, _("The file cannot be opened. Tell the person who manages this website."))
        return redirect(back)
    return guarded(FileResponse(file, as_attachment=True, filename=name, content_type=content_type))


def guarded(response: HttpResponseBase) -> HttpResponseBase:
    """With the headers that keep it from being a page of ours."""
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
