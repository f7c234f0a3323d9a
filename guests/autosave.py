"""Saving while an author writes: the fields of the form in, a few words of JSON back.

200 {"version", "saved_at", "reading"}: all that was sent is on disk. 400 {"errors": {"summary": "…"}}: those texts
cannot be kept, the rest was saved ("version" says so). 401: signed out; the page keeps what was typed.
409 {"version", "texts"}: the case was changed elsewhere since, and nothing was overwritten; or, with "refused",
the editors have it. GET tells the version and a fresh token against forged requests.
"""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, JsonResponse
from django.middleware.csrf import get_token
from django.utils import timezone
from django.utils.formats import date_format
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from cms.refused import Refused

from . import cases
from .forms import CaseForm
from .reading_help import reading_help


# Whoever is signed out gets a status a program understands, not the page to sign in.
@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def studio_autosave(request: HttpRequest, pk: int) -> JsonResponse:
    """An own case: its version, or what was typed into it."""
    if not request.user.is_authenticated:
        return JsonResponse({"signed_out": True}, status=401)
    own = cases.case_for_author(request.user, pk)
    if request.method == "GET":
        return JsonResponse({"version": cases.version_of(own), "token": get_token(request)})
    form = CaseForm(request.POST)
    goes_on = request.POST.get("goes_on") == "1"
    try:
        version = cases.save_draft(own, form.readable, request.user, request.POST.get("version", ""), goes_on=goes_on)
    except cases.NewerVersion as newer:
        return JsonResponse({"version": newer.version, "texts": cases.texts_of(newer.draft)}, status=409)
    except Refused as refusal:
        return JsonResponse({"refused": str(refusal)}, status=409)
    return _saved(form, version)


def _saved(form: CaseForm, version: str) -> JsonResponse:
    answer: dict[str, Any] = {
        "version": version,
        "saved_at": date_format(timezone.localtime(timezone.now()), "H:i"),
        "reading": reading_help(form.data),
    }
    if form.errors:
        answer["errors"] = {name: str(errors[0]) for name, errors in form.errors.items()}
    return JsonResponse(answer, status=400 if form.errors else 200)
