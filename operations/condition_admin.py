"""The page on which administrators see how the platform is doing, and send themselves a test mail."""

from typing import cast

from allauth.core import ratelimit
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component

from people.models import User

from .condition import Level, findings
from .first_steps import Step, first_steps
from .mail_check import send_test_mail

TITLE = gettext_lazy("How is it going?")


def is_administrator(request: HttpRequest) -> bool:
    return request.user.is_active and request.user.is_superuser


@require_safe
def condition(request: HttpRequest) -> HttpResponse:
    """What asks for attention, the most urgent first; what is in order below it."""
    if not is_administrator(request):
        raise Http404
    now = findings()
    return render(
        request,
        "operations/admin/condition.html",
        {
            "wrong": [finding for finding in now if not finding.is_good],
            "good": [finding for finding in now if finding.is_good],
            "is_urgent": any(finding.level is Level.NOW for finding in now),
            "looked_at": timezone.now(),
            "steps": unfinished(first_steps()),
            "header_icon": "circle-check",
            "header_title": TITLE,
            "page_title": TITLE,
        },
    )


def unfinished(steps: list[Step]) -> list[Step]:
    """All of them as long as one is left; none after that."""
    return [] if all(step.is_done for step in steps) else steps


@require_POST
def mail_check(request: HttpRequest) -> HttpResponse:
    if not is_administrator(request):
        raise Http404
    if not ratelimit.consume(request, action="test_mail"):
        messages.error(request, _("You sent several test mails just now. Wait a few minutes and try again."))
        return _back_to_the_form()
    answer = send_test_mail(cast("User", request.user).email)
    if answer.taken:
        messages.success(request, answer.meaning)
    elif answer.said:
        said = _("%(meaning)s The answer was: %(said)s")
        messages.error(request, said % {"meaning": answer.meaning, "said": answer.said})
    else:
        messages.error(request, answer.meaning)
    return _back_to_the_form()


def _back_to_the_form() -> HttpResponse:
    return redirect("condition")


class ConditionMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return is_administrator(request)


def menu_item() -> MenuItem:
    return ConditionMenuItem(TITLE, reverse("condition"), name="condition", icon_name="circle-check", order=10)


class FirstStepsPanel(Component):
    """On the home page of the admin, until all is done."""

    name = "first_steps"
    template_name = "operations/admin/first_steps_panel.html"
    order = 10

    def __init__(self, steps: list[Step]) -> None:
        self.steps = steps

    def get_context_data(self, parent_context: object) -> dict[str, object]:
        return {"steps": self.steps}
