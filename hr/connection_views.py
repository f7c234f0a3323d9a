"""Connections with programs of the organisation: tokens for the API, and webhooks."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from people.requests import SignedInRequest

from .api.tokens import make_token, revoke_token_for, tokens_of
from .api.webhooks import make_webhook, webhooks_of
from .connection_forms import TokenForm, WebhookForm
from .scope import officer_scope


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def connections(request: SignedInRequest) -> HttpResponse:
    """What there is, and making a token; its secret is on the page that answers, and nowhere else."""
    form = TokenForm(request.POST if request.method == "POST" else None, officer_scope(request.user))
    if form.is_valid() and form.organisation:
        chosen = form.cleaned_data
        token, secret = make_token(request.user, form.organisation, chosen["name"], chosen["scopes"])
        fresh = TokenForm(None, officer_scope(request.user))
        return _page(request, form=fresh, shown={"name": token.name, "secret": secret})
    return _page(request, form=form)


@never_cache
@require_POST
def revoke_token(request: SignedInRequest, pk: int) -> HttpResponse:
    """From now on the program gets nothing any more."""
    token = revoke_token_for(request.user, pk)
    messages.success(request, _("“%(name)s” gets nothing any more.") % {"name": token.name})
    return redirect("hr_connections")


@never_cache
@require_POST
def add_webhook(request: SignedInRequest) -> HttpResponse:
    """Have a program told; the secret with which it recognises us is on the page that answers."""
    form = WebhookForm(request.POST, officer_scope(request.user))
    if form.is_valid() and form.organisation:
        webhook = make_webhook(request.user, form.organisation, form.cleaned_data["url"])
        return _page(request, shown={"name": webhook.url, "secret": webhook.secret})
    return _page(request, webhook_form=form)


@never_cache
@require_POST
def remove_webhook(request: SignedInRequest, pk: int) -> HttpResponse:
    """Tell it nothing any more, also not what still waits."""
    webhook = get_object_or_404(webhooks_of(request.user), pk=pk)
    webhook.delete()
    messages.success(request, _("“%(name)s” is told nothing any more.") % {"name": webhook.url})
    return redirect("hr_connections")


def _page(
    request: SignedInRequest,
    form: TokenForm | None = None,
    webhook_form: WebhookForm | None = None,
    shown: dict[str, str] | None = None,
) -> HttpResponse:
    scope = officer_scope(request.user)
    context: dict[str, Any] = {
        "form": form or TokenForm(None, scope),
        "webhook_form": webhook_form or WebhookForm(None, scope),
        "shown": shown,
        "tokens": tokens_of(request.user),
        "webhooks": webhooks_of(request.user),
        "crumbs": [{"url": reverse("hr_overview"), "title": _("Progress of your people")}],
    }
    return render(request, "hr/connections.html", context)
