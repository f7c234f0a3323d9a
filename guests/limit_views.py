"""How many sessions an enterprise gives, who of it gives them, and how many it wants to give."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from people.requests import SignedInRequest

from . import fair_use
from .profiles import own_enterprise


class LimitForm(forms.Form):
    """How many sessions an enterprise wants to give."""

    use_required_attribute = False

    sessions_a_year = forms.IntegerField(
        label=gettext_lazy("At most so many sessions a year"),
        required=False,
        min_value=0,
        max_value=365,
        # A number field of the browser forgets what it cannot read.
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        help_text=gettext_lazy("From January through December. Empty: there is no limit."),
        error_messages={"invalid": gettext_lazy("Fill in a number, such as 6, or nothing.")},
    )


@require_http_methods(["GET", "HEAD", "POST"])
def session_limit(request: SignedInRequest, pk: int) -> HttpResponse:
    """Of an own enterprise."""
    enterprise = own_enterprise(request.user, pk)
    form = LimitForm(request.POST or None, initial={"sessions_a_year": enterprise.sessions_a_year})
    if request.method == "POST" and form.is_valid():
        fair_use.set_limit(enterprise, form.cleaned_data["sessions_a_year"])
        messages.success(request, _("Your choice has been saved. Municipalities read it before they invite you."))
        return redirect("studio_session_limit", pk)
    context = {"enterprise": enterprise, "form": form, "loads": fair_use.loads_of_presenters(enterprise)}
    return render(request, "guests/studio/session_limit.html", context)
