"""Which mail one gets: the page to choose on, and the link that ends one kind."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from .forms import MailChoicesForm
from .mail_choices import choose, wanted_kinds, wants, whose_link
from .requests import SignedInRequest


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def mail_choices(request: SignedInRequest) -> HttpResponse:
    """One box per kind of mail; one's own only."""
    # Not "or None": no box ticked is an empty form, and a choice.
    sent = request.POST if request.method == "POST" else None
    form = MailChoicesForm(sent, wanted=wanted_kinds(request.user))
    if form.is_valid():
        for kind, wanted in form.chosen().items():
            choose(request.user, kind, wanted)
        messages.success(request, _("Your choices have been saved."))
        return redirect("mail_choices")
    return render(request, "people/mail_choices.html", {"form": form})


@login_not_required
@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """Ends one kind of mail for whoever holds the link; opening it only asks.

    Mail programs post here by themselves, without cookies and without following redirects (RFC 8058);
    so the token takes the place of sign-in and of the protection of forms, and the answer is a page.
    """
    found = whose_link(token)
    if found is None:
        return render(request, "people/unsubscribe_broken.html", status=404)
    user, kind = found
    if request.method == "POST":
        choose(user, kind, wanted=False)
    return render(request, "people/unsubscribe.html", {"kind": kind, "wanted": wants(user, kind)})
