"""/media/ from a bucket: pictures as shown and recordings, for everyone, kept by browsers for a year.

Where a folder holds them, the web server in front does this. Originals and documents lie in the same bucket; those are
given out by other views, which look at who asks.
"""

import mimetypes
import re
from http import HTTPStatus
from typing import Any, TypeVar

from botocore.exceptions import ClientError
from django.contrib.auth.decorators import login_not_required
from django.core.files.storage import storages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.views.decorators.http import require_safe

from .object_storage import failing_like_a_disk

FOR_EVERYONE = ("images/", "media/", "media_thumbnails/", "captions/", "avatar_images/")
# What Python 3.11 does not know of itself; nosniff asks for the right one.
TYPES = mimetypes.MimeTypes()
TYPES.add_type("image/webp", ".webp")
TYPES.add_type("text/vtt", ".vtt")
# As a player asks for a part of a recording; anything else gets the whole.
ONE_RANGE = re.compile(r"bytes=(\d+-\d*|-\d+)")
PORTION = 64 * 1024
# A name is never used again (config/object_storage.py).
KEPT_FOR = "public, max-age=31536000, immutable"
Answer = TypeVar("Answer", bound=HttpResponseBase)


@login_not_required
@require_safe
def public_object(request: HttpRequest, path: str) -> HttpResponseBase:
    """The object, or the part that was asked for; nothing when the browser has it already."""
    # With a part that leads up again a name would be another than the one looked at here.
    if not path.startswith(FOR_EVERYONE) or ".." in path.split("/"):
        raise Http404
    try:
        with failing_like_a_disk():
            found = _ask(request, path)
    except OSError as error:
        return _refusal(error.__cause__, error)
    response = StreamingHttpResponse(
        found["Body"].iter_chunks(PORTION) if request.method == "GET" else (),
        status=HTTPStatus.PARTIAL_CONTENT if "ContentRange" in found else HTTPStatus.OK,
        content_type=TYPES.guess_type(path)[0] or "application/octet-stream",
    )
    response["Content-Length"] = str(found["ContentLength"])
    response["ETag"] = found["ETag"]
    response["Accept-Ranges"] = "bytes"
    if "ContentRange" in found:
        response["Content-Range"] = found["ContentRange"]
    if request.method == "GET":
        response._resource_closers.append(found["Body"].close)  # type: ignore[attr-defined]
    return _public(response)


def _ask(request: HttpRequest, path: str) -> dict[str, Any]:
    storage: Any = storages["default"]
    wanted: dict[str, Any] = {"Bucket": storage.bucket_name, "Key": path}
    if etag := request.headers.get("If-None-Match"):
        wanted["IfNoneMatch"] = etag
    part = request.headers.get("Range", "")
    client = storage.connection.meta.client
    if request.method == "HEAD":
        return client.head_object(**wanted)
    if ONE_RANGE.fullmatch(part):
        wanted["Range"] = part
    return client.get_object(**wanted)


def _refusal(cause: BaseException | None, error: OSError) -> HttpResponse:
    """The answer to what the storage refuses. Raises Http404, and `error` for what is no answer."""
    status = cause.response["ResponseMetadata"]["HTTPStatusCode"] if isinstance(cause, ClientError) else 0
    if status == HTTPStatus.NOT_FOUND:
        raise Http404
    if status == HTTPStatus.NOT_MODIFIED:
        return _public(HttpResponse(status=status))
    if status == HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE:
        return HttpResponse(status=status)
    raise error


def _public(response: Answer) -> Answer:
    response["Cache-Control"] = KEPT_FOR
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    return response
