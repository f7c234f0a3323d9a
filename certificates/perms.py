"""Fetching is authorising: the holder gets the certificate, administrators the register, everybody else a 404."""

from django.contrib.auth.models import AnonymousUser
from django.http import Http404
from django.shortcuts import get_object_or_404

from people.models import User

from .codes import canonical_code
from .models import Certificate, CertificatePdf


def certificate_for(user: User | AnonymousUser, code: str) -> Certificate:
    """The own certificate with this code, with `is_drawn`; unknown, malformed and foreign are the same 404."""
    canonical = canonical_code(code)
    if canonical is None or not user.is_authenticated:
        raise Http404
    return get_object_or_404(Certificate.objects.with_is_drawn(), code=canonical, user=user)


def pdf_for(user: User | AnonymousUser, code: str) -> CertificatePdf | None:
    """The PDF of the own certificate with this code, and of that certificate what a download asks for; else None.

    None does not tell whether the certificate is there: ask certificate_for then.
    """
    canonical = canonical_code(code)
    if canonical is None or not user.is_authenticated:
        return None
    own = CertificatePdf.objects.filter(certificate__code=canonical, certificate__user=user)
    fields = (f"certificate__{name}" for name in ("code", "status", "course_title"))
    return own.select_related("certificate").only("content", *fields).first()


def certificate_to_manage(user: User | AnonymousUser, pk: int) -> Certificate:
    """Any certificate, for administrators only: to issue again, revoke or draw."""
    if not (user.is_active and user.is_superuser):
        raise Http404
    return get_object_or_404(Certificate, pk=pk)
