"""What the Wagtail admin must not do to pages that people's learning rests on."""

from collections.abc import Iterable
from typing import Any

from django.db import router
from django.db.models.deletion import Collector, ProtectedError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.models import Page

from .editing import number_finished_by_moving, number_finished_by_publishing, number_finished_without
from .editing_warnings import refusal, warning
from .models import PathPage


def rests_on(page: Page) -> bool:
    """Whether a row that must stay points at this page or at one below it."""
    for descendant in page.get_descendants(inclusive=True).specific():
        collector = Collector(using=router.db_for_write(type(descendant)))
        try:
            collector.collect([descendant])
        except ProtectedError:
            return True
    return False


def _refusal(request: HttpRequest, pages: Iterable[Page]) -> HttpResponse | None:
    for page in pages:
        if rests_on(page):
            messages.error(request, _why_not(page))
            return redirect("wagtailadmin_explore", page.get_parent().pk)
    return None


def _why_not(page: Page) -> str:
    paths = PathPage.objects.filter(items__course=page.pk).distinct().order_by("path")
    if paths:
        said = _("“%(page)s” cannot be deleted: it is part of a learning path. Take it out of %(paths)s first.")
        return said % {"page": page.title, "paths": ", ".join(f"“{path.title}”" for path in paths)}
    return _("“%(page)s” cannot be deleted: people have learned with it. Unpublish it instead.") % {"page": page.title}


@hooks.register("before_delete_page")
def look_before_a_page_is_deleted(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Refuses before the confirmation page, instead of failing after it; or warns on it."""
    refused = _refusal(request, [page])
    if refused is None and request.method == "GET":
        _warn(request, number_finished_without([page]))
    return refused


@hooks.register("before_move_page")
def warn_before_a_page_is_moved(request: HttpRequest, page: Page, destination: Page) -> None:
    if request.method == "GET":
        _warn(request, number_finished_by_moving([page], destination))


def _warn(request: HttpRequest, number: int) -> None:
    """Shown on the page that this request is answered with."""
    if number:
        messages.warning(request, warning(number))


@hooks.register("before_bulk_action")
def look_before_a_bulk_action(
    request: HttpRequest, action_type: str, objects: list[Any], action: Any
) -> HttpResponse | None:
    """The same for the bulk actions of a list.

    Deleting and unpublishing warn on their own page (templates/wagtailadmin/). Moving asks where to go on that
    page, and publishing does not show what is published: those two refuse what would finish people.
    """
    pages = [item for item in objects if isinstance(item, Page)]
    match action_type:
        case "delete":
            return _refusal(request, pages)
        case "move":
            number = number_finished_by_moving(pages, action.cleaned_form.cleaned_data["chooser"])
        case "publish":
            number = number_finished_by_publishing(pages)
        case _:
            return None
    if not number:
        return None
    messages.error(request, refusal(number))
    return redirect("wagtailadmin_explore", pages[0].get_parent().pk)
