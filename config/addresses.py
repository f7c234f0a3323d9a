"""Addresses that nothing can stand behind."""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse


class NoNulMiddleware:
    """Not found, as any address that is not there: PostgreSQL breaks on a NUL where SQLite finds nothing.

    After the other middleware, so that the page that says so is drawn for who asks.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Raises Http404."""
        if "\0" in request.path:
            raise Http404
        return self.get_response(request)
