"""What the Wagtail admin must not do to cases that courses rest on."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.models import Page

from . import arrival_admin, review_admin  # noqa: F401 - register their menu items and addresses
from .models import CaseStepPage


# Before the hook of courses, which knows only that something rests on the page.
@hooks.register("before_delete_page", order=-1)
def refuse_to_delete_case_in_use(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Says in which course a case (or one below this page) is used."""
    uses = CaseStepPage.objects.filter(case__path__startswith=page.path)
    step = uses.not_descendant_of(page, inclusive=True).first()
    if step is None:
        return None
    messages.error(
        request,
        _("“%(page)s” cannot be deleted: it is part of the course “%(course)s”. Take it out there first.")
        % {"page": page.title, "course": step.course.title},
    )
    return redirect("wagtailadmin_explore", page.get_parent().pk)
