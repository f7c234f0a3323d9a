"""Files that are not for everyone, given out to someone of whom the view knows that they may have them.

It is a file to save. Should a browser show it all the same, it is not a page of this site: it runs
nothing, loads nothing and is kept by no cache.
"""

import logging
from urllib.parse import quote

from django.conf import settings
from django.contrib import messages
from django.core.files.storage import Storage, storages
from django.db.models.fields.files import FieldFile
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
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
    answer = FileResponse(file, as_attachment=True, filename=name, content_type=content_type)
    if by_web_server := sent_by_web_server(stored, answer):
        file.close()
        return guarded(by_web_server)
    return guarded(answer)


def sent_by_web_server(stored: FieldFile, answer: HttpResponseBase) -> HttpResponse | None:
    """The same answer without content, which the web server in front adds; None when that was not asked for.

    nginx looks for the file behind an address that is for itself alone (X-Accel-Redirect, docs/operations.md). Only
    for a view that has looked at who asks.
    """
    if not settings.PRIVATE_FILES_ACCEL:
        return None
    folder = "private" if stored.storage is storages["private"] else "media"
    kept = ("Content-Type", "Content-Disposition", "Accept-Ranges")
    headers = {name: value for name, value in answer.headers.items() if name in kept}
    headers["X-Accel-Redirect"] = quote(f"{settings.PRIVATE_FILES_ACCEL}{folder}/{stored.name}")
    return HttpResponse(headers=headers)


def guarded(response: HttpResponseBase) -> HttpResponseBase:
    """With the headers that keep it from being a page of ours."""
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
