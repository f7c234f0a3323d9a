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
def refuse_to_delete_what_people_learned(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Says so before the confirmation page, instead of failing after it."""
    return _refusal(request, [page])


@hooks.register("before_bulk_action")
def refuse_bulk_delete(request: HttpRequest, action_type: str, objects: list[Any], action: Any) -> HttpResponse | None:
    """The same for the list's bulk action."""
    if action_type != "delete":
        return None
    return _refusal(request, [item for item in objects if isinstance(item, Page)])
