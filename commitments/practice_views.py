"""The own self-scan on the seven recommendations: look at it, fill it in, remove it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from people.requests import SignedInRequest

from . import practice as rules
from .forms import PracticeForm


@never_cache
@require_safe
def practice_scan(request: SignedInRequest) -> HttpResponse:
    """The first round and the latest per recommendation, and a course for the lowest."""
    practice = rules.practice_of(request.user)
    lowest = practice.lowest
    course = rules.course_that_fits(lowest) if lowest else None
    context = {"practice": practice, "lowest": lowest, "course": course, "crumbs": _crumbs()}
    return render(request, "commitments/practice_scan.html", context)


def _crumbs() -> list[dict[str, str]]:
    return [{"url": reverse("my_learning"), "title": _("My learning")}]


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def fill_in(request: SignedInRequest) -> HttpResponse:
    """The fourteen statements with a scale of five each."""
    practice = rules.practice_of(request.user)
    form = PracticeForm(request.POST if request.method == "POST" else None, practice.kept)
    if form.is_valid():
        rules.answer(request.user, practice.to_fill_in, form.cleaned_data)
        messages.success(request, _("Your answers have been kept."))
        return redirect("practice_scan")
    here = {"url": reverse("practice_scan"), "title": _("Self-scan")}
    context = {"practice": practice, "form": form, "crumbs": [*_crumbs(), here]}
    return render(request, "commitments/practice_form.html", context)


@require_POST
def remove(request: SignedInRequest) -> HttpResponse:
    """Remove all own answers of all rounds."""
    rules.remove(request.user)
    messages.success(request, _("Your answers to the self-scan have been removed."))
    return redirect("practice_scan")
