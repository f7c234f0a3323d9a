"""What a learner says at a case in a course."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from courses.models import StepPage
from courses.perms import StepLockedError
from people.requests import SignedInRequest

from . import case_use
from .case_steps import case_step_for
from .models import CaseRating


@require_POST
def rate(request: SignedInRequest, pk: int) -> HttpResponse:
    """Whether the case was useful, in one press; once more changes it."""
    try:
        step = case_step_for(request.user, pk)
    except StepLockedError as locked:
        return _not_open_yet(request, pk, locked)
    useful = request.POST.get("useful", "")
    if useful not in CaseRating.Useful:
        return HttpResponseBadRequest()
    case_use.rate(request.user, step.case, CaseRating.Useful(useful))
    messages.success(request, _("Thank you for your answer."))
    return redirect(f"{step.get_url(request)}#nuttig")


def _not_open_yet(request: SignedInRequest, pk: int, locked: StepLockedError) -> HttpResponse:
    messages.error(request, locked.sentence)
    return redirect(StepPage.objects.get(pk=pk).get_url(request))
