"""Headers that every answer has, whichever view gave it."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

# The site asks for none of these; a passkey it does.
PERMISSIONS_POLICY = ", ".join(
    f"{feature}=()"
    for feature in (
        "accelerometer",
        "browsing-topics",
        "camera",
        "display-capture",
        "geolocation",
        "gyroscope",
        "magnetometer",
        "microphone",
        "midi",
        "payment",
        "serial",
        "usb",
    )
)


class ResponseHeadersMiddleware:
    """First of all, so that what any other middleware answers has them too.

    Whoever is signed in gets pages with their own name and work on it: no cache keeps those, not that of a shared
    computer either. A view that says otherwise, such as one for an icon, has its way.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        response.headers.setdefault("X-Content-Type-Options", "nosniff")
        if "Cache-Control" not in response.headers and _is_personal(request):
            response.headers["Cache-Control"] = "private, no-store"
        return response


def _is_personal(request: HttpRequest) -> bool:
    """Without a cookie nobody looks at the session, so that a page for everyone stays one."""
    has_session = settings.SESSION_COOKIE_NAME in request.COOKIES
    user = getattr(request, "user", None)
    return has_session and user is not None and user.is_authenticated
