"""Saved views: name a selection, open it, rename it, throw it away."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from people.requests import SignedInRequest

from .models import SavedView
from .saved_view_forms import SavedViewForm
from .saved_views import Screen, address_of, filter_of, saved_view_for, saved_views_of
from .scope import scope_for


@never_cache
@require_safe
def saved_views(request: SignedInRequest) -> HttpResponse:
    """The own views."""
    context = {"views": saved_views_of(request.user), "crumbs": _crumbs()[:1]}
    return render(request, "hr/saved_views.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def new_saved_view(request: SignedInRequest) -> HttpResponse:
    """Name the selection in the address; `scherm` says on which screen it is seen."""
    asked = request.GET.get("scherm")
    screen = asked if asked in Screen.values else Screen.LIST.value
    selection = filter_of(screen, request.GET, scope_for(request.user))
    query = selection.chosen.urlencode()
    if not selection.is_valid():
        return redirect(address_of(screen, query))
    return _edit(request, SavedView(user=request.user, screen=screen, query=query))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def saved_view(request: SignedInRequest, pk: int) -> HttpResponse:
    """Rename it, or change how often it is mailed."""
    return _edit(request, saved_view_for(request.user, pk))


def _edit(request: SignedInRequest, view: SavedView) -> HttpResponse:
    form = SavedViewForm(request.POST if request.method == "POST" else None, instance=view)
    if form.is_valid():
        if "report" in form.changed_data:
            # The first mail comes with the next week or month.
            view.last_mailed_on = timezone.localdate()
        form.save()
        messages.success(request, _("The view has been saved."))
        return redirect("hr_saved_views")
    context = {"form": form, "view": view, "crumbs": _crumbs()}
    return render(request, "hr/saved_view.html", context)


@never_cache
@require_safe
def open_saved_view(request: SignedInRequest, pk: int) -> HttpResponse:
    """To the selection itself; the address in a mail, which so names nothing of the selection."""
    view = saved_view_for(request.user, pk)
    return redirect(address_of(view.screen, view.query))


@require_POST
def remove_saved_view(request: SignedInRequest, pk: int) -> HttpResponse:
    """Throw the name away; nothing else changes."""
    saved_view_for(request.user, pk).delete()
    messages.success(request, _("The view has been removed."))
    return redirect("hr_saved_views")


def _crumbs() -> list[dict[str, str]]:
    return [
        {"url": reverse("hr_overview"), "title": _("Progress of your people")},
        {"url": reverse("hr_saved_views"), "title": _("Saved views")},
    ]
