"""Who does their work with a second step only: administrators, editors and HR officers (BIO2 5.17, ASVS 6.3.3).

Asked for where they do that work, not for their own learning. Who signs in through the municipality has done it there.
"""

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from allauth.account.authentication import get_authentication_records
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.cache import add_never_cache_headers

from .models import Membership, User
from .perms import has_platform_role, may_enter_admin, organisations_with_role
from .roles import PlatformRole
from .single_sign_on.session import signed_in_by_provider

STEPS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
_SET_UP_HERE = "second_factor_set_up"
_GO_ON_TO = "second_factor_next"


class SecondFactorMiddleware:
    """Leads to the page to set up a second step, or to do it, before the work."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.protected = re.compile("|".join(settings.SECOND_FACTOR_ADDRESSES))

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not self.protected.search(request.path_info) or not must_have_second_factor(request.user):
            return self.get_response(request)
        if second_factor_done(request):
            request.session.pop(_GO_ON_TO, None)
            return self.get_response(request)
        if request.method == "GET" and request.headers.get("Sec-Fetch-Mode", "navigate") == "navigate":
            request.session[_GO_ON_TO] = request.get_full_path()
        response = HttpResponseRedirect(_page_of_the_step(request))
        add_never_cache_headers(response)
        return response


def must_have_second_factor(user: User | AnonymousUser) -> bool:
    """Whether `user` may do more than learn: administrator, editor, HR officer or privacy officer."""
    if not settings.SECOND_FACTOR_REQUIRED or not user.is_authenticated:
        return False
    may_edit = User.objects.filter(may_enter_admin(), pk=user.pk).exists()
    if may_edit or has_platform_role(user, PlatformRole.PRIVACY_OFFICER):
        return True
    return organisations_with_role(user, Membership.Role.HR).exists()


def second_factor_done(request: HttpRequest) -> bool:
    """Whether this session was begun, or went on, with more than a password or a mail."""
    if signed_in_by_provider(request):
        return True
    records = get_authentication_records(request, request.user)
    did_it = any(record.get("method") == "mfa" for record in records) or _SET_UP_HERE in request.session
    return did_it and has_second_factor(request.user)


def has_second_factor(user: User | AnonymousUser) -> bool:
    has_it: bool = get_adapter().is_mfa_enabled(user, STEPS)
    return has_it


def go_on_to(request: HttpRequest) -> str:
    """Where this person was going when the second step came first; empty when it did not."""
    return str(request.session.get(_GO_ON_TO, ""))


def _page_of_the_step(request: HttpRequest) -> str:
    if not has_second_factor(request.user):
        return reverse("mfa_index")
    has_app = get_adapter().is_mfa_enabled(request.user, [Authenticator.Type.TOTP])
    step = reverse("mfa_reauthenticate" if has_app else "mfa_reauthenticate_webauthn")
    return f"{step}?{urlencode({'next': go_on_to(request) or '/'})}"


def on_set_up(request: HttpRequest, authenticator: Authenticator, **_signal: Any) -> None:
    """Who sets it up has just shown to have it."""
    if authenticator.type in STEPS:
        request.session[_SET_UP_HERE] = True
