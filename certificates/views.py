"""The public verification page and the holder's own PDF."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_safe

from .codes import canonical_code
from .file_check import issued_file, unknown_file
from .forms import CheckForm, FileForm
from .models import Certificate
from .perms import certificate_for, pdf_for
from .seal_keys import published_certificates
from .sharing import find_shared
from .upload import BoundedUploadHandler
from .verify import find_certificate, find_erased, too_many_unknown

View = Callable[..., HttpResponse]


def _leaves_no_trace(view: View) -> View:
    """Not indexed, not kept in a cache, its address not told to the next site: the address is the key."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: str, **kwargs: str) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response["X-Robots-Tag"] = "noindex, nofollow"
        response.setdefault("Referrer-Policy", "no-referrer")
        response["Cache-Control"] = "no-store"
        return response

    return wrapped


@login_not_required
@require_safe
@_leaves_no_trace
def check(request: HttpRequest) -> HttpResponse:
    """Ask for a code and go to its page; what was typed stays when there is no such certificate."""
    if "code" not in request.GET:
        return _check_page(request, CheckForm())
    form = CheckForm(request.GET)
    if form.is_valid():
        return redirect("certificate_verify", canonical_code(form.cleaned_data["code"]))
    if form.has_error("code", "unknown") and too_many_unknown(request):
        return _too_many(request)
    return _check_page(request, form)


def _check_page(request: HttpRequest, form: CheckForm) -> HttpResponse:
    return render(request, "certificates/check.html", {"form": form})


@login_not_required
@require_safe
@_leaves_no_trace
def verify(request: HttpRequest, code: str) -> HttpResponse:
    """What the certificate states and whether it counts. Unknown and malformed give the same 404 page."""
    certificate = find_certificate(code)
    if certificate is None and (erased := find_erased(code)):
        return render(request, "certificates/erased.html", {"certificate": erased})
    if certificate is None:
        return _too_many(request) if too_many_unknown(request) else _unknown(request)
    if code != certificate.code:
        return redirect("certificate_verify", certificate.code)
    return _verification_page(request, certificate, is_shared=False)


@login_not_required
@require_safe
@_leaves_no_trace
def shared(request: HttpRequest, token: str) -> HttpResponse:
    """The same page at the address its holder gave, without the code; the same 404 when it was switched off."""
    certificate = find_shared(token)
    if certificate is None:
        return _too_many(request) if too_many_unknown(request) else _unknown(request)
    return _verification_page(request, certificate, is_shared=True)


def _verification_page(request: HttpRequest, certificate: Certificate, is_shared: bool) -> HttpResponse:
    context = {"certificate": certificate, "is_shared": is_shared, "keys": published_certificates()}
    return render(request, "certificates/verify.html", context)


def _unknown(request: HttpRequest) -> HttpResponse:
    return render(request, "certificates/unknown.html", {"form": CheckForm()}, status=404)


def _too_many(request: HttpRequest) -> HttpResponse:
    response = render(request, "certificates/too_many.html", status=429)
    response["Retry-After"] = "60"
    return response


@login_not_required
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@_leaves_no_trace
def check_file(request: HttpRequest) -> HttpResponse:
    """Say what a PDF is that someone hands in. Nothing of it is kept."""
    # The token is looked for in what was sent, so the bound must be there before (Django, file uploads).
    handler = BoundedUploadHandler(request)
    request.upload_handlers = [handler]
    return _check_file(request, handler)


@csrf_protect
def _check_file(request: HttpRequest, handler: BoundedUploadHandler) -> HttpResponse:
    if request.method != "POST":
        return _file_page(request, FileForm())
    form = FileForm(request.POST, request.FILES, was_too_large=handler.is_too_large)
    if not form.is_valid():
        return _file_page(request, form)
    file = form.cleaned_data["file"]
    content = file.read()
    issued = issued_file(content)
    if issued is None and too_many_unknown(request):
        return _too_many(request)
    return _file_page(request, FileForm(), checked=issued or unknown_file(content), file_name=file.name)


def _file_page(request: HttpRequest, form: FileForm, **found: Any) -> HttpResponse:
    context = {"file_form": form, "keys": published_certificates(), "checked": None, "file_name": ""}
    response = render(request, "certificates/file.html", context | found)
    # With no-referrer a browser sends its form as if from nowhere, which the check of its token refuses. So only
    # this page, whose address holds no code, has the form; other sites are told nothing here either.
    response["Referrer-Policy"] = "same-origin"
    return response


@require_safe
def pdf(request: HttpRequest, code: str) -> HttpResponse:
    """The stored bytes, for the holder; a page that says it follows while they are not drawn.

    A file cannot say that it was revoked since; so then the page that can is shown instead.
    """
    stored = pdf_for(request.user, code)
    certificate = stored.certificate if stored else certificate_for(request.user, code)
    if certificate.is_revoked:
        return redirect("certificate_verify", certificate.code)
    if stored is None:
        return render(request, "certificates/pdf_follows.html", {"certificate": certificate})
    response = HttpResponse(bytes(stored.content), content_type="application/pdf")
    response["Content-Disposition"] = content_disposition_header(True, file_name(certificate, "pdf"))
    response["Cache-Control"] = "private, no-store"
    return response


def file_name(certificate: Certificate, extension: str) -> str:
    """certificaat-artikel-2-82.pdf: short, and plain enough for every file system."""
    words = slugify(f"{_('Certificate')} {certificate.course_title}".replace(".", " "))
    return f"{words[:80].rstrip('-')}.{extension}"
