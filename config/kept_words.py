"""What somebody sends after their session has ended is kept until they have signed in again.

The words wait in the session of the browser that sent them, for an hour, and are shown with a button that sends them
once more: nothing is done that its sender does not see. A request from another site never gets here, because
CsrfViewMiddleware comes first. Pages that save by themselves keep their words in the browser and tell so themselves.
"""

import time
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

KEPT_FOR = 60 * 60
# Of all fields together; what the longest form of ours may hold.
MOST_CHARACTERS = 500_000
_KEY = "kept_words"
_NOT_KEPT = ("csrfmiddlewaretoken", "password")


class KeepWordsMiddleware(LoginRequiredMiddleware):
    """Asks to sign in, as Django does, and keeps what a form sent."""

    def process_view(self, request: HttpRequest, view_func: Callable[..., Any], *arguments: Any) -> Any:
        response = super().process_view(request, view_func, *arguments)
        if response is None and request.method == "POST" and _kept_in(request).get("path") == request.get_full_path():
            # Sent once more: it is the page's now.
            del request.session[_KEY]
        return response

    def handle_no_permission(self, request: HttpRequest, view_func: Callable[..., Any]) -> HttpResponseRedirect:
        if request.method == "POST" and request.headers.get("Sec-Fetch-Mode", "navigate") == "navigate":
            fields = _fields_of(request)
            if sum(len(value) for _name, value in fields) <= MOST_CHARACTERS:
                until = time.time() + KEPT_FOR
                request.session[_KEY] = {"path": request.get_full_path(), "fields": fields, "until": until}
                return redirect_to_login(reverse("kept_words"), self.get_login_url(view_func))
        return super().handle_no_permission(request, view_func)


def _fields_of(request: HttpRequest) -> list[tuple[str, str]]:
    return [
        (name, str(value))
        for name, values in request.POST.lists()
        if not any(part in name for part in _NOT_KEPT)
        for value in values
    ]


def _kept_in(request: HttpRequest) -> dict[str, Any]:
    """What is kept: path, fields and until; empty when nothing is (any more)."""
    kept: dict[str, Any] = request.session.get(_KEY, {})
    return kept if kept and kept["until"] > time.time() else {}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def kept_words(request: HttpRequest) -> HttpResponse:
    """What was sent while signed out, to send once more or to throw away."""
    if request.method == "POST":
        request.session.pop(_KEY, None)
        messages.success(request, _("Thrown away."))
        return redirect("my_learning")
    kept = _kept_in(request)
    # A text has spaces; a number, a choice or a token says nothing to a reader.
    texts = [value for _name, value in kept.get("fields", []) if " " in value.strip()]
    return render(request, "kept_words.html", {"kept": kept, "texts": texts})
