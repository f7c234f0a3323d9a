"""The page from which everything about one's own account is reached, and ending one's own sessions."""

from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from .requests import SignedInRequest
from .second_factor import must_have_second_factor
from .sessions import end_one, open_sessions


@never_cache
@require_safe
def my_account(request: SignedInRequest) -> HttpResponse:
    kinds = list(Authenticator.objects.filter(user=request.user).values_list("type", flat=True))
    words = {
        "has_app": Authenticator.Type.TOTP in kinds,
        "passkeys": kinds.count(Authenticator.Type.WEBAUTHN),
        "session_count": len(open_sessions(request.user)),
        "must_have_second_factor": must_have_second_factor(request.user),
    }
    return render(request, "people/my_account.html", words)


@never_cache
@require_POST
def end_session(request: SignedInRequest, pk: int) -> HttpResponse:
    end_one(request.user, pk)
    messages.success(request, _("That device is signed out."))
    return redirect("usersessions_list")
