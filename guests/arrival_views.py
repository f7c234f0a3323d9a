"""How entrepreneurs come in: the link of an invitation, and asking for one. The admin side is arrival_admin.py."""

from enum import StrEnum

from allauth.account.utils import perform_login
from allauth.core import ratelimit
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from . import applications, invitations
from .arrival_forms import ApplicationForm
from .models import GuestInvitation


class NextStep(StrEnum):
    """What the holder of the link has to do to come in."""

    ACCEPT = "accept"
    SIGN_IN = "sign_in"
    OTHER_ADDRESS = "other_address"


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Says who invites whom for what; one button accepts. The link itself proves the address."""
    found = invitations.find_open(token)
    if found is None:
        return render(request, "guests/invitation_gone.html", status=404)
    next_step = _next_step(request, found)
    if request.method == "POST" and next_step == NextStep.SIGN_IN:
        return redirect(f"{reverse('account_login')}?{urlencode({'next': request.path})}")
    if request.method == "POST" and next_step == NextStep.ACCEPT:
        return _accept(request, token)
    status = 403 if request.method == "POST" else 200
    return render(request, "guests/invitation.html", {"invitation": found, "next_step": next_step}, status=status)


def _next_step(request: HttpRequest, found: GuestInvitation) -> NextStep:
    owner = invitations.account_of(found.email)
    if request.user.is_authenticated:
        return NextStep.ACCEPT if request.user == owner else NextStep.OTHER_ADDRESS
    return NextStep.SIGN_IN if owner else NextStep.ACCEPT


def _accept(request: HttpRequest, token: str) -> HttpResponse:
    try:
        arrival = invitations.accept(token, request.user)
    except PermissionDenied:
        # The address got an owner since the page was made.
        return redirect(request.path)
    if arrival is None:
        return render(request, "guests/invitation_gone.html", status=404)
    messages.success(request, _("Welcome. You can begin: everything you write can be changed later."))
    profile = reverse("studio_profile", args=[arrival.enterprise.pk])
    if request.user.is_authenticated:
        return redirect(profile)
    signed_in: HttpResponse = perform_login(request, arrival.guest, redirect_url=profile)
    return signed_in


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def apply(request: HttpRequest) -> HttpResponse:
    """Ask to come in. The answer is the same whoever has an account."""
    form = ApplicationForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return render(request, "guests/apply.html", {"form": form})
    if not ratelimit.consume(request, action="guest_application", key=form.cleaned_data["email"].lower()):
        return ratelimit.respond_429(request)
    applications.apply(form.application)
    return redirect("guest_application_sent")


@login_not_required
@require_safe
def application_sent(request: HttpRequest) -> HttpResponse:
    return render(request, "guests/application_sent.html")


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def prove_application(request: HttpRequest, token: str) -> HttpResponse:
    """The link in the mail: what was filled in, and one button. A program that opens links proves nothing."""
    application = applications.find_unproven(token)
    if application is None:
        return render(request, "guests/application_gone.html", status=404)
    if request.method != "POST":
        return render(request, "guests/application.html", {"application": application})
    applications.prove(application)
    return redirect("guest_application_proven")


@login_not_required
@require_safe
def application_proven(request: HttpRequest) -> HttpResponse:
    return render(request, "guests/application_proven.html")
