"""The register of contact moments with enterprises: see, add, strike out and export."""

from datetime import date

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from guests import fair_play, tenders
from guests.models import ContactMoment
from people.requests import SignedInRequest

from .contact_forms import ContactForm
from .exports import Cell, Layout, csv_lines
from .file_audit import note_file
from .queries import ROWS_PER_PAGE
from .scope import officer_scope


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def contact_moments(request: SignedInRequest) -> HttpResponse:
    """The register of the own organisations, and adding a line."""
    organisations = officer_scope(request.user).in_organisations()
    form = ContactForm(request.POST if request.method == "POST" else None, organisations)
    if form.is_valid():
        told = {name: form.cleaned_data[name] for name in ("enterprise", "happened_on", "colleague", "subject")}
        fair_play.record(form.organisation, by=request.user, **told)
        messages.success(request, _("The contact moment has been recorded."))
        _warn_of_tenders(request, form)
        return redirect("hr_contact_moments")
    register = Paginator(fair_play.contact_moments_of(organisations), ROWS_PER_PAGE)
    context = {
        "form": form,
        "organisations": form.organisations,
        "tenders": tenders.of_municipalities(organisations),
        "page": register.get_page(request.GET.get("pagina")),
        "crumbs": [{"url": reverse("hr_overview"), "title": _("Progress of your people")}],
    }
    return render(request, "hr/contact_moments.html", context)


def _warn_of_tenders(request: SignedInRequest, form: ContactForm) -> None:
    words = _(
        "Mind: there is a tender with %(enterprise)s: “%(subject)s”. Does your line say what was spoken about? Tell"
        " your buyer about this contact, and give all enterprises the same information."
    )
    told = form.cleaned_data
    for tender in tenders.to_mind(told["enterprise"], form.organisation, for_enterprise=False):
        messages.warning(request, words % {"enterprise": tender.enterprise.name, "subject": tender.subject})


@require_POST
def strike_out(request: SignedInRequest, pk: int) -> HttpResponse:
    """A wrong line stays readable, struck out."""
    organisations = officer_scope(request.user).in_organisations()
    if fair_play.strike_out(fair_play.contact_moments_of(organisations), pk):
        messages.success(request, _("The contact moment has been struck out. Record the right one as a new one."))
    return redirect("hr_contact_moments")


@never_cache
@require_safe
def export_contact_moments(request: SignedInRequest) -> HttpResponseBase:
    """The whole register as CSV, with what was struck out."""
    organisations = officer_scope(request.user).in_organisations()
    moments = fair_play.contact_moments_of(organisations)
    note_file(request.user, "contact_moments", moments.count())
    lines = csv_lines(moments.iterator(), _layout())
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    subject = _("contact-moments")
    response["Content-Disposition"] = f'attachment; filename="{subject}-{timezone.localdate().isoformat()}.csv"'
    return response


def _layout() -> Layout[ContactMoment]:
    columns = [
        (_("Organisation"), 32),
        (_("Day"), 16),
        (_("Enterprise"), 32),
        (_("Who of the municipality"), 32),
        (_("Subject"), 48),
        (_("Recorded on"), 16),
        (_("Recorded by"), 32),
        (_("Struck out on"), 16),
    ]

    def cells(line: ContactMoment) -> list[Cell]:
        return [
            line.organisation.name,
            line.happened_on,
            line.enterprise_name,
            line.colleague,
            line.subject,
            timezone.localdate(line.recorded_at),
            line.recorded_by.get_full_name() if line.recorded_by else "",
            timezone.localdate(line.struck_at) if line.struck_at else None,
        ]

    return Layout("contact-moments", columns, cells, lambda _line: True, date.isoformat)
