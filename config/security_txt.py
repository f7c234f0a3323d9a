"""Whom to tell of a vulnerability: /.well-known/security.txt (RFC 9116)."""

from datetime import UTC, date, datetime, time, timedelta

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

# The day on which somebody last looked whether this file is still right, with the release of that moment.
LOOKED_AT = date(2026, 11, 30)
# "Less than a year" (RFC 9116, 2.5.5).
HOLDS_FOR = timedelta(days=360)


def expires() -> datetime:
    return datetime.combine(LOOKED_AT + HOLDS_FOR, time(), tzinfo=UTC)


@login_not_required
@require_safe
def security_txt(request: HttpRequest) -> HttpResponse:
    """In plain text, for programs and people."""
    lines = [
        f"Contact: {settings.SECURITY_CONTACT}",
        f"Expires: {expires():%Y-%m-%dT%H:%M:%SZ}",
        "Preferred-Languages: nl, en",
        f"Canonical: {settings.BASE_URL}/.well-known/security.txt",
    ]
    return HttpResponse("\n".join([*lines, ""]), content_type="text/plain; charset=utf-8")
