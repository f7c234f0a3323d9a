"""Awarding a certificate to a list of people: fill in, look at what it does, do it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from courses.awards import Award
from people.requests import SignedInRequest

from .awarding import Awarded, already_finished, award_all
from .forms import AwardForm
from .looks import note_looks_in
from .models import Look
from .scope import officer_scope


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def award(request: SignedInRequest) -> HttpResponse:
    """The list; then who of them gets a certificate, before anything is written; then it is done."""
    scope = officer_scope(request.user)
    form = AwardForm(request.POST if request.method == "POST" else None, request.user)
    if form.is_valid() and form.candidates:
        # The next page says who of them finished the course before.
        note_looks_in(request.user, Look.Kind.AWARD, scope, [user.pk for user in form.candidates.people])
    if form.is_valid() and form.candidates and "confirmed" in request.POST:
        chosen = form.cleaned_data
        details = Award(by=request.user, reason=chosen["reason"], finished_on=chosen["finished_on"])
        _tell(request, award_all(form.candidates.people, chosen["course"], details))
        return redirect("hr_award")
    context = {"form": form, "crumbs": [{"url": reverse("hr_overview"), "title": _("Progress of your people")}]}
    if form.is_valid() and form.candidates and "again" not in request.POST:
        before = already_finished(form.candidates.people, form.cleaned_data["course"])
        context |= {
            "now": [user for user in form.candidates.people if user.pk not in before],
            "before": [user for user in form.candidates.people if user.pk in before],
            **form.cleaned_data,
        }
        return render(request, "hr/award_check.html", context)
    return render(request, "hr/award.html", context)


def _tell(request: HttpRequest, awarded: Awarded) -> None:
    if count := len(awarded.now):
        said = ngettext(
            "%(count)s person has a certificate now, and gets a mail about it.",
            "%(count)s people have a certificate now, and get a mail about it.",
            count,
        )
        messages.success(request, said % {"count": count})
    if names := ", ".join(user.get_full_name() for user in awarded.before):
        messages.info(
            request, _("Nothing changed for who had finished the course before: %(names)s.") % {"names": names}
        )
