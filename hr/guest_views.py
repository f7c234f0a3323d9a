"""Entrepreneurs and the own municipality: an HR officer invites them."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from guests import invitations
from guests.arrival_forms import NewEnterpriseForm
from people.requests import SignedInRequest

from .scope import officer_scope


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invite_entrepreneur(request: SignedInRequest) -> HttpResponse:
    """Invite one, and see what became of earlier invitations of the own organisation."""
    organisations = officer_scope(request.user).in_organisations()
    form = NewEnterpriseForm(request.POST if request.method == "POST" else None, organisations)
    if form.is_valid() and _invited(request, form):
        return redirect("hr_entrepreneurs")
    context = {
        "form": form,
        "invitations": invitations.invitations_of(organisations),
        "crumbs": [{"url": reverse("hr_overview"), "title": _("Progress of your people")}],
    }
    return render(request, "hr/entrepreneurs.html", context)


def _invited(request: SignedInRequest, form: NewEnterpriseForm) -> bool:
    chosen = form.cleaned_data
    try:
        invitation = invitations.invite(
            chosen["email"],
            chosen["name"],
            request.user,
            enterprise_name=chosen["enterprise_name"],
            organisation=form.organisation,
        )
    except invitations.RefusedError as refusal:
        form.add_error("enterprise_name", str(refusal))
        return False
    words = {"email": invitation.email}
    if invitation.is_open:
        messages.success(request, _("The invitation has been sent to %(email)s.") % words)
    else:
        messages.error(request, _("The e-mail could not be sent. Invite %(email)s again later.") % words)
    return True


@require_POST
def withdraw_entrepreneur(request: SignedInRequest, pk: int) -> HttpResponse:
    """The link does nothing any more."""
    organisations = officer_scope(request.user).in_organisations()
    if invitations.withdraw_from(invitations.invitations_of(organisations), pk):
        messages.success(request, _("The invitation has been withdrawn. Its link does nothing any more."))
    else:
        messages.info(request, _("This invitation was not open any more."))
    return redirect("hr_entrepreneurs")
