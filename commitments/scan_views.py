"""The own self-scan: look at it, fill it in at one of two moments, remove it."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from people.requests import SignedInRequest

from . import scan as rules
from .forms import SCALE, ScanForm
from .intentions import RefusedError
from .models import Moment


@never_cache
@require_safe
def self_scan(request: SignedInRequest, course_id: int) -> HttpResponse:
    """The own answers from before and after side by side, and what can be filled in or changed."""
    scan = rules.scan_for(request.user, course_id)
    words: dict[int | None, Any] = dict(SCALE)
    rows = [(one, words.get(before), words.get(after)) for one, before, after in scan.side_by_side]
    open_moments = [moment for moment in Moment if not scan.refusal(moment)]
    context = {"scan": scan, "rows": rows, "open_moments": open_moments, "crumbs": _crumbs()}
    return render(request, "commitments/self_scan.html", context)


def _crumbs() -> list[dict[str, str]]:
    return [{"url": reverse("my_learning"), "title": _("My learning")}]


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def fill_in(request: SignedInRequest, course_id: int, moment: Moment) -> HttpResponse:
    """The statements with a scale of five each."""
    scan = rules.scan_for(request.user, course_id)
    form = ScanForm(request.POST if request.method == "POST" else None, scan.statements, scan.answers(moment))
    if form.is_valid():
        try:
            rules.answer(scan, moment, form.values)
        except RefusedError as refused:
            form.add_error(None, refused.sentence)
        else:
            messages.success(request, _("Your answers have been kept."))
            return redirect("self_scan", course_id)
    here = {"url": reverse("self_scan", args=[course_id]), "title": _("Self-scan")}
    context = {"scan": scan, "moment": moment, "refusal": scan.refusal(moment), "form": form}
    return render(request, "commitments/self_scan_form.html", context | {"crumbs": [*_crumbs(), here]})


@require_POST
def remove(request: SignedInRequest, course_id: int) -> HttpResponse:
    """Remove all own answers to the self-scan of this course."""
    rules.remove(rules.scan_for(request.user, course_id))
    messages.success(request, _("Your answers to the self-scan have been removed."))
    return redirect("my_learning")
