"""Pages travel compressed: a lesson is then a quarter of its size."""

from django.http import HttpRequest, HttpResponseBase
from django.middleware.gzip import GZipMiddleware

TEXT = ("text/html", "text/css", "text/csv", "text/calendar", "application/json")


class TextGZipMiddleware(GZipMiddleware):
    """Compresses text only: pictures, PDF and workbooks are compressed already.

    Django adds a random number of bytes, so that the length of a page tells nothing of its secrets (BREACH).
    """

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if not response.headers.get("Content-Type", "").startswith(TEXT):
            return response
        return super().process_response(request, response)
