"""Pages from which people go to the sign-on of their organisation."""

import logging
from typing import Any

from allauth.account.utils import get_next_redirect_url
from allauth.socialaccount.providers.base.constants import AuthProcess
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from django import forms
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods
from requests import RequestException

from people.models import EmailDomain, IdentityProvider

from .adapter import out_of_order
from .protocols import provider_of
from .provider import find

logger = logging.getLogger(__name__)
# More buttons than these are a list to search in; then the address is enough.
MOST_BUTTONS = 8


class WorkAddressForm(forms.Form):
    """Finds the organisation by what stands behind the @."""

    email = forms.EmailField(
        label=gettext_lazy("Your e-mail address at work"),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"required": gettext_lazy("Fill in your e-mail address at work, as in name@municipality.nl.")},
    )
    provider: IdentityProvider

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"].strip().lower()
        domain = email.rpartition("@")[2]
        found = EmailDomain.objects.filter(domain=domain, organisation__identity_provider__is_on=True)
        match = found.select_related("organisation__identity_provider__organisation").first()
        if match is None:
            raise forms.ValidationError(
                _("Addresses at %(domain)s have no sign-in through work here. Sign in with a password or a code."),
                params={"domain": domain},
            )
        self.provider = match.organisation.identity_provider
        return email


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def choose(request: HttpRequest) -> HttpResponse:
    """Asks for the address at work, or shows a button for each organisation while they are few."""
    form = WorkAddressForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return _go(request, form.provider)
    providers = IdentityProvider.objects.filter(is_on=True).select_related("organisation")[: MOST_BUTTONS + 1]
    buttons = providers if len(providers) <= MOST_BUTTONS else []
    return render(request, "socialaccount/choose.html", _with_next(request, form=form, providers=buttons))


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest, slug: str) -> HttpResponse:
    """The way in of one organisation, to put on its intranet. A GET shows the button; only its POST goes there."""
    provider = find(slug)
    if provider is None:
        raise Http404
    if request.method == "POST":
        return _go(request, provider)
    return render(request, "socialaccount/start.html", _with_next(request, organisation=provider.organisation))


def _with_next(request: HttpRequest, **context: Any) -> dict[str, Any]:
    return {**context, "next": get_next_redirect_url(request) or ""}


def _go(request: HttpRequest, provider: IdentityProvider) -> HttpResponse:
    """A page that goes on by itself: browsers follow no form to another site (`form-action` of the CSP)."""
    organisation = str(provider.organisation)
    try:
        sign_on = provider_of(request, provider)
        response = sign_on.redirect(request, AuthProcess.LOGIN, get_next_redirect_url(request))
    except (RequestException, OAuth2Error) as error:
        logger.warning("Sign-on of %s does not answer: %s %s", organisation, type(error).__name__, str(error)[:200])
        return out_of_order(request, organisation)
    if not isinstance(response, HttpResponseRedirect):
        return response
    context = {"organisation": organisation, "address": response.url}
    return render(request, "socialaccount/login_redirect.html", context)
