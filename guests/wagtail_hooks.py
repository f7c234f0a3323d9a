"""What the Wagtail admin must not do to cases that courses rest on."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.models import Page

from .models import CaseStepPage


def _refusal(request: HttpRequest, pages: list[Page]) -> HttpResponse | None:
    for page in pages:
        step = CaseStepPage.objects.filter(case__path__startswith=page.path).exclude(path__startswith=page.path).first()
        if step is not None:
            messages.error(
                request,
                _("“%(page)s” cannot be deleted: it is part of the course “%(course)s”. Take it out there first.")
                % {"page": page.title, "course": step.course.title},
            )
            return redirect("wagtailadmin_explore", page.get_parent().pk)
    return None


@hooks.register("before_delete_page", order=-1)
def refuse_to_delete_case_in_use(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Says where the case is used, before Wagtail or the database refuses without a word."""
    return _refusal(request, [page])


@hooks.register("before_bulk_action", order=-1)
def refuse_to_delete_cases_in_use(
    request: HttpRequest, action_type: str, objects: list[Any], action: Any
) -> HttpResponse | None:
    """The same for the list's bulk action."""
    if action_type != "delete":
        return None
    return _refusal(request, [item for item in objects if isinstance(item, Page)])
