"""The public verification page and the holder's own PDF."""

from collections.abc import Callable
from functools import wraps

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from .forms import CheckForm
from .models import Certificate, CertificatePdf
from .perms import certificate_for
from .verify import find_certificate, too_many_unknown_codes

View = Callable[..., HttpResponse]


def _leaves_no_trace(view: View) -> View:
    """Not indexed, not kept in a cache, its address not told to the next site: the address is the key."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: str, **kwargs: str) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response["X-Robots-Tag"] = "noindex, nofollow"
        response["Referrer-Policy"] = "no-referrer"
        response["Cache-Control"] = "no-store"
        return response

    return wrapped


@login_not_required
@require_safe
@_leaves_no_trace
def check(request: HttpRequest) -> HttpResponse:
    """Ask for a code and go to its page; what was typed stays when there is no such certificate."""
    if "code" not in request.GET:
        return render(request, "certificates/check.html", {"form": CheckForm()})
    form = CheckForm(request.GET)
    if form.is_valid() and form.certificate:
        return redirect("certificate_verify", form.certificate.code)
    if form.has_error("code", "unknown") and too_many_unknown_codes(request):
        return _too_many(request)
    return render(request, "certificates/check.html", {"form": form})


@login_not_required
@require_safe
@_leaves_no_trace
def verify(request: HttpRequest, code: str) -> HttpResponse:
    """What the certificate states and whether it counts. Unknown and malformed give the same 404 page."""
    certificate = find_certificate(code)
    if certificate is None:
        return _too_many(request) if too_many_unknown_codes(request) else _unknown(request)
    if code != certificate.code:
        return redirect("certificate_verify", certificate.code)
    return render(request, "certificates/verify.html", {"certificate": certificate})


def _unknown(request: HttpRequest) -> HttpResponse:
    return render(request, "certificates/unknown.html", {"form": CheckForm()}, status=404)


def _too_many(request: HttpRequest) -> HttpResponse:
    response = render(request, "certificates/too_many.html", status=429)
    response["Retry-After"] = "60"
    return response


@require_safe
def pdf(request: HttpRequest, code: str) -> HttpResponse:
    """The stored bytes, for the holder; a page that says it follows while they are not drawn.

    A file cannot say that it was revoked since; so then the page that can is shown instead.
    """
    certificate = certificate_for(request.user, code)
    if certificate.is_revoked:
        return redirect("certificate_verify", certificate.code)
    stored = CertificatePdf.objects.filter(certificate=certificate).first()
    if stored is None:
        return render(request, "certificates/pdf_follows.html", {"certificate": certificate})
    response = HttpResponse(bytes(stored.content), content_type="application/pdf")
    response["Content-Disposition"] = content_disposition_header(True, _file_name(certificate))
    response["Cache-Control"] = "private, no-store"
    return response


def _file_name(certificate: Certificate) -> str:
    """certificaat-artikel-2-82.pdf: short, and plain enough for every file system."""
    words = slugify(f"{_('Certificate')} {certificate.course_title}".replace(".", " "))
    return f"{words[:80].rstrip('-')}.pdf"
