"""Certificates that count and have no PDF: what is wrong, what to do, and a button to try again.

For administrators only.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem

from .drawing import draw, problems
from .models import DrawingProblem
from .pdf import missing_glyphs
from .perms import certificate_to_manage

TITLE = gettext_lazy("Certificates without PDF")


@dataclass(frozen=True)
class Undrawn:
    """One row of the list. in_name: whether another spelling of the name takes away what is wrong."""

    problem: DrawingProblem
    in_name: bool


def _undrawn() -> Iterator[Undrawn]:
    for problem in problems():
        is_glyph = problem.kind == DrawingProblem.Kind.GLYPH
        yield Undrawn(problem, is_glyph and bool(missing_glyphs(problem.certificate.holder_name)))


def is_administrator(request: HttpRequest) -> bool:
    return request.user.is_active and request.user.is_superuser


@require_safe
def undrawn_certificates(request: HttpRequest) -> HttpResponse:
    """What stands in the way, the longest first."""
    if not is_administrator(request):
        raise Http404
    context = {"undrawn": list(_undrawn()), "header_icon": "warning", "page_title": TITLE}
    return render(request, "certificates/admin/undrawn.html", context)


@require_POST
def draw_now(request: HttpRequest, pk: int) -> HttpResponse:
    """Try again, without waiting for the sweep."""
    certificate = certificate_to_manage(request.user, pk)
    if draw(certificate):
        messages.success(request, _("The PDF is there. The holder can download it."))
    else:
        messages.error(request, _("It did not work again. Below you see what is wrong."))
    return redirect("undrawn_certificates")


class UndrawnMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return is_administrator(request)


def menu_item() -> MenuItem:
    return UndrawnMenuItem(
        TITLE, reverse("undrawn_certificates"), name="certificates-without-pdf", icon_name="warning", order=611
    )


@hooks.register("register_admin_urls")
def drawing_urls() -> list[URLPattern]:
    return [
        path("certificaten-zonder-pdf/", undrawn_certificates, name="undrawn_certificates"),
        path("certificaten-zonder-pdf/<int:pk>/opnieuw/", draw_now, name="draw_certificate_now"),
    ]
