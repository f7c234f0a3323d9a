"""Pages about oneself and one's place: own details, and the link of an invitation."""

from enum import StrEnum

from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from .forms import NameForm
from .invitations import find_accepted, find_open, join_and_say_so, proves
from .models import Invitation, Membership, User
from .requests import SignedInRequest


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def my_details(request: SignedInRequest) -> HttpResponse:
    """One's own name; address and password are changed with allauth, which verifies them."""
    # A copy: a refused name must not appear in the header of the page that refuses it.
    form = NameForm(request.POST or None, instance=User.objects.get(pk=request.user.pk))
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Your name has been changed."))
        return redirect("my_details")
    memberships = Membership.objects.current().filter(user=request.user).select_related("organisation", "department")
    return render(request, "people/my_details.html", {"form": form, "memberships": memberships})


class NextStep(StrEnum):
    """What the holder of the link has to do to join."""

    JOIN = "join"
    SIGN_UP = "sign_up"
    SIGN_IN = "sign_in"
    OTHER_ADDRESS = "other_address"
    NOTHING = "nothing"


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Says who invites and to what; POST takes the next step. The link itself proves the address."""
    found = find_open(token)
    if found is None:
        return _used_or_unknown(request, token)
    next_step = _next_step(request.user, found)
    if request.method == "POST" and next_step != NextStep.OTHER_ADDRESS:
        return _take(request, next_step, found)
    status = 403 if request.method == "POST" else 200
    return render(request, "people/invitation.html", {"invitation": found, "next_step": next_step}, status=status)


def _used_or_unknown(request: HttpRequest, token: str) -> HttpResponse:
    accepted = find_accepted(token, request.user) if request.user.is_authenticated else None
    if accepted is None:
        return render(request, "people/invitation_gone.html", status=404)
    return render(request, "people/invitation.html", {"invitation": accepted, "next_step": NextStep.NOTHING})


def _next_step(user: User | AnonymousUser, found: Invitation) -> NextStep:
    if user.is_authenticated:
        return NextStep.JOIN if proves(user, found.email) else NextStep.OTHER_ADDRESS
    has_account = User.objects.filter(email__iexact=found.email).exists()
    return NextStep.SIGN_IN if has_account else NextStep.SIGN_UP


def _take(request: HttpRequest, next_step: NextStep, found: Invitation) -> HttpResponse:
    if request.user.is_authenticated:
        join_and_say_so(request, request.user)
        return redirect("/")
    if next_step == NextStep.SIGN_IN:
        return redirect(f"{reverse('account_login')}?{urlencode({'next': request.path})}")
    get_adapter().stash_verified_email(request, found.email)
    return redirect("account_signup")
