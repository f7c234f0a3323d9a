"""The screen on which editors see what to read again because a source changed, in the Wagtail admin."""

from typing import Any, cast

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST
from django.views.generic import TemplateView
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.sidebar import LinkMenuItem
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.models import Page

from people.models import User

from .source_reviews import Kind, changed_sources, may_read, note_read, number_open, number_open_below

TITLE = gettext_lazy("Changed sources")


class ChangedSourcesView(WagtailAdminTemplateMixin, TemplateView):
    """By source, what cites it and has not been read since its text changed."""

    template_name = "curriculum/admin/changed_sources.html"
    page_title = TITLE
    header_icon = "rotate"
    request: HttpRequest

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not may_read(cast("User", request.user)):
            raise PermissionDenied
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return response

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": TITLE}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {"changed": changed_sources()}


@require_POST
def source_was_read(request: HttpRequest, source: int, kind: str, pk: int) -> HttpResponse:
    """One page or question was read again; `change` is the newest one that stood on the screen."""
    user = cast("User", request.user)
    if not may_read(user):
        raise PermissionDenied
    change = request.POST.get("change", "")
    if kind not in list(Kind) or not (change.isascii() and change.isdecimal()):
        raise Http404
    if note_read(user, source, Kind(kind), pk, int(change)):
        messages.success(request, _("Noted that this was read again."))
    else:
        messages.warning(request, _("Somebody noted that already, or the source is no longer cited there."))
    return redirect("changed_sources")


class ChangedSourcesMenuItem(MenuItem):
    """With the number of texts to read."""

    def is_shown(self, request: HttpRequest) -> bool:
        return may_read(cast("User", request.user))

    def render_component(self, request: HttpRequest) -> LinkMenuItem:
        component: LinkMenuItem = super().render_component(request)
        if number := number_open():
            # First, for the menu cuts off long labels.
            component.label = f"({number}) {self.label}"
        return component


@hooks.register("register_admin_menu_item")
def changed_sources_in_menu() -> MenuItem:
    return ChangedSourcesMenuItem(
        TITLE, reverse("changed_sources"), name="changed-sources", icon_name="rotate", order=256
    )


@hooks.register("register_admin_urls")
def changed_sources_addresses() -> list[URLPattern]:
    return [
        path("changed-sources/", ChangedSourcesView.as_view(), name="changed_sources"),
        path("changed-sources/<int:source>/<str:kind>/<int:pk>/", source_was_read, name="source_was_read"),
    ]


@hooks.register("before_edit_page")
def tell_who_edits(request: HttpRequest, page: Page) -> None:
    """Shown above the page that is opened in the editor."""
    if request.method != "GET" or not may_read(cast("User", request.user)):
        return
    if number := number_open_below(page):
        sentence = ngettext(
            "The text of a source changed. Read %(number)s page or question again: see “%(list)s” in the menu.",
            "The text of a source changed. Read %(number)s pages or questions again: see “%(list)s” in the menu.",
            number,
        )
        messages.warning(request, sentence % {"number": number, "list": TITLE})
