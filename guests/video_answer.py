"""Giving out a video in pieces: players ask for a range of it (RFC 9110, 14), and some play nothing otherwise."""

import re
from collections.abc import Iterator
from typing import IO

from django.db.models.fields.files import FieldFile
from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse

from people.private_files import guarded, sent_by_web_server

_RANGE = re.compile(r"^bytes=([0-9]{0,18})-([0-9]{0,18})$")
_CHUNK = 256 * 1024


def video_answer(stored: FieldFile, content_type: str, asked: str) -> HttpResponseBase:
    """The part that the header Range asks for; all of it when it asks for none or in a way not known here."""
    size = stored.size
    whole = HttpResponse(content_type=content_type, headers={"Accept-Ranges": "bytes"})
    if by_web_server := sent_by_web_server(stored, whole):
        # It looks at the header Range itself.
        return guarded(by_web_server)
    first, last = 0, size - 1
    found = _RANGE.match(asked)
    if found and not (found[1] or found[2]):
        found = None
    if found:
        first, last = _part(found[1], found[2], size)
        if first > last:
            return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    answer = StreamingHttpResponse(_pieces(stored.open("rb"), first, last), content_type=content_type)
    answer["Accept-Ranges"] = "bytes"
    answer["Content-Length"] = str(last - first + 1)
    if found:
        answer.status_code = 206
        answer["Content-Range"] = f"bytes {first}-{last}/{size}"
    return guarded(answer)


def _part(begin: str, end: str, size: int) -> tuple[int, int]:
    if not begin:
        return max(size - int(end), 0), size - 1
    return int(begin), min(int(end), size - 1) if end else size - 1


def _pieces(file: IO[bytes], first: int, last: int) -> Iterator[bytes]:
    with file:
        file.seek(first)
        left = last - first + 1
        while left > 0 and (piece := file.read(min(_CHUNK, left))):
            left -= len(piece)
            yield piece
