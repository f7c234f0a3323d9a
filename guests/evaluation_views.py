"""Participants say how a session was."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from people.requests import SignedInRequest

from . import evaluations
from .evaluation_forms import EvaluationForm
from .models import CaseRating


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def evaluate(request: SignedInRequest, pk: int) -> HttpResponse:
    """Where the mail after a session leads to."""
    session = evaluations.session_to_evaluate(request.user, pk)
    form = EvaluationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        if evaluations.evaluate(session, request.user, CaseRating.Useful(said["useful"]), said["plan"], said["wish"]):
            messages.success(request, _("Thank you. What you said helps to make the next session better."))
        else:
            messages.info(request, _("You already said how it was. Your first answer stays."))
        return redirect("session", pk)
    context = {"session": session, "form": form, "is_given": evaluations.has_evaluated(session, request.user)}
    return render(request, "guests/sessions/evaluation.html", context)
