"""Saving while somebody types: a few fields in, a few words of JSON back.

200 {"version", "saved_at", "token"}: everything that was sent is on disk. 400 {"errors": {"3": "…"}}: that
answer cannot be read, the rest was saved ("version" says so). 401: signed out; the page keeps what was typed.
409 {"version", "answers"}: answers were written elsewhere since and nothing was overwritten, or, with
"finished", the attempt has ended. GET tells the state and a fresh token against forged requests.
"""

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, JsonResponse
from django.middleware.csrf import get_token
from django.utils import timezone
from django.utils.formats import date_format
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from . import attempts
from .answering import take_in
from .forms import AnswerForm, field_name
from .models import Attempt
from .perms import attempt_for


# Whoever is signed out gets a status a program understands, not the page to sign in.
@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def quiz_autosave(request: HttpRequest, public_id: UUID) -> JsonResponse:
    """The own open attempt: its state, or some of its answers."""
    arrived = timezone.now()
    if not request.user.is_authenticated:
        return JsonResponse({"signed_out": True}, status=401)
    attempt = attempt_for(request.user, public_id)
    if request.method == "GET":
        attempts.close_if_over(attempt, arrived)
        return JsonResponse(_state(attempt) | {"token": get_token(request)})
    try:
        form = take_in(attempt, attempt.items, request.POST, saved=None, arrived=arrived)
    except attempts.FinishedError:
        return JsonResponse({"finished": True}, status=409)
    except attempts.StaleError:
        return JsonResponse(_state(attempt), status=409)
    saved = {"version": attempt.version, "saved_at": date_format(timezone.localtime(arrived), "H:i")}
    if form.errors:
        return JsonResponse(saved | {"errors": _sentences(form)}, status=400)
    return JsonResponse(saved)


def _sentences(form: AnswerForm) -> dict[int, str]:
    """What is wrong with an answer, by number of the question."""
    numbers = [item["number"] for item in form.items]
    return {number: str(form.errors[field_name(number)][0]) for number in numbers if field_name(number) in form.errors}


def _state(attempt: Attempt) -> dict[str, Any]:
    """version, the newest answers by number, and the seconds that are left (None without a limit)."""
    left = None if attempt.deadline is None else max(0, round((attempt.deadline - timezone.now()).total_seconds()))
    return {
        "version": attempt.version,
        "answers": attempt.saved_answers(),
        "seconds_left": left,
        "finished": attempt.is_finished,
    }
