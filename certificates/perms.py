"""Fetching is authorising: the holder gets the certificate, everybody else a 404."""

from django.contrib.auth.models import AnonymousUser
from django.http import Http404
from django.shortcuts import get_object_or_404

from people.models import User

from .codes import canonical_code
from .models import Certificate


def certificate_for(user: User | AnonymousUser, code: str) -> Certificate:
    """The own certificate with this code; unknown, malformed and foreign are the same 404."""
    canonical = canonical_code(code)
    if canonical is None or not user.is_authenticated:
        raise Http404
    return get_object_or_404(Certificate, code=canonical, user=user)
