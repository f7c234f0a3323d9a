"""Screens and exports for who follows people: thin, the rules are in scope.py and queries.py."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, HttpResponse, HttpResponseBase, QueryDict, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from commitments.counts import FEWEST_PEOPLE
from people.requests import SignedInRequest

from .counts import summary
from .effect import counts_of_intentions
from .evidence import evidence_of, waiting
from .export_views import XLSX
from .exporting import MOST_AT_ONCE, rows_in
from .exports import csv_lines, layout_of, xlsx_file
from .file_audit import note_file
from .filters import OverviewFilter
from .forms import InviteForm
from .invite import Outcome, invitations_of, invite_all, organisations_to_invite_for
from .looks import note_looks, note_pairs
from .models import Look
from .queries import DEFINITIONS, ROWS_PER_PAGE, RowPage, RowPaginator, Status, all_rows, people_in
from .replica import read_from, reading
from .scope import scope_for


@never_cache
@require_safe
def overview(request: SignedInRequest) -> HttpResponse:
    """Where it stands: numbers per course and the people behind them, filtered by the address."""
    scope = scope_for(request.user)
    form = OverviewFilter(request.GET, scope)
    selection = form.selection
    with reading() as source:
        numbers = summary(selection)
        total = numbers.total
        rows = total.of(selection.status) if selection.status else total.total
        page: RowPage = RowPaginator(selection, rows).get_page(request.GET.get("pagina"))  # type: ignore[assignment]
    note_looks(request.user, Look.Kind.LIST, page.people, form.scores_of)
    context = {
        "form": form,
        "as_of": source.as_of,
        "chosen": form.chosen,
        "is_filtered": form.is_filtered,
        "can_invite": bool(scope.organisations),
        "evidence_waiting": waiting(evidence_of(scope, request.user)) if scope.organisations else None,
        "numbers": numbers,
        "statuses": [(status, total.of(status), DEFINITIONS[status]) for status in Status],
        "page": page,
        "with_scores": bool(form.scores_of),
        "query_string": _without_page(request.GET),
    }
    return render(request, "hr/overview.html", context)


def _without_page(parameters: QueryDict) -> str:
    filters = parameters.copy()
    filters.pop("pagina", None)
    return filters.urlencode()


@never_cache
@require_safe
def export_csv(request: SignedInRequest) -> HttpResponseBase:
    """All rows of the selection as CSV, sent while they are read."""
    form = OverviewFilter(request.GET, scope_for(request.user))
    layout = layout_of(request.GET.get("opmaak", ""), bool(form.scores_of))
    if not form.is_valid() or layout is None:
        return _back_to_filter(request)
    with reading() as source:
        people, count = read_from(source, lambda: people_in(form.selection)), rows_in(form.selection)
        lines = csv_lines(read_from(source, lambda: all_rows(form.selection)), layout)
    note_pairs(request.user, Look.Kind.EXPORT, people, form.scores_of)
    note_file(request.user, "csv", count)
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{layout.file_name("csv")}"'
    return response


@never_cache
@require_safe
def export_xlsx(request: SignedInRequest) -> HttpResponseBase:
    """All rows of the selection as a workbook; where that takes long, the page on which it is asked for."""
    form = OverviewFilter(request.GET, scope_for(request.user))
    layout = layout_of(request.GET.get("opmaak", ""), bool(form.scores_of))
    if not form.is_valid() or layout is None:
        return _back_to_filter(request)
    with reading() as source:
        count = rows_in(form.selection)
        if count > MOST_AT_ONCE:
            return redirect(f"{reverse('hr_exports')}?{request.GET.urlencode()}")
    note_file(request.user, "xlsx", count)
    note_pairs(request.user, Look.Kind.EXPORT, read_from(source, lambda: people_in(form.selection)), form.scores_of)
    file = xlsx_file(read_from(source, lambda: all_rows(form.selection)), layout)
    return FileResponse(file, as_attachment=True, filename=layout.file_name("xlsx"), content_type=XLSX)


def _back_to_filter(request: SignedInRequest) -> HttpResponse:
    """A file never holds more than was asked for; the overview says which filter is not understood."""
    return redirect(f"{reverse('hr_overview')}?{request.GET.urlencode()}")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invite(request: SignedInRequest) -> HttpResponse:
    """Invite people to the own organisation, and see what became of earlier invitations."""
    organisations = organisations_to_invite_for(request.user)
    form = InviteForm(request.POST if request.method == "POST" else None, organisations)
    if form.is_valid():
        chosen = form.cleaned_data
        outcome = invite_all(chosen["emails"], chosen["organisation"], chosen["department"], request.user)
        _tell(request, outcome)
        return redirect("hr_invite")
    invitations = Paginator(invitations_of(organisations), ROWS_PER_PAGE)
    context = {
        "form": form,
        "crumbs": [{"url": reverse("hr_overview"), "title": _("Progress of your people")}],
        "organisations": form.organisations,
        "page": invitations.get_page(request.GET.get("pagina")),
        "now": timezone.now(),
    }
    return render(request, "hr/invite.html", context)


def _tell(request: SignedInRequest, outcome: Outcome) -> None:
    if count := len(outcome.invited):
        sent = ngettext("%(count)s invitation has been sent.", "%(count)s invitations have been sent.", count)
        messages.success(request, sent % {"count": count})
    if outcome.members:
        known = _("Not invited, because they already belong to your organisation: %(addresses)s.")
        messages.info(request, known % {"addresses": ", ".join(outcome.members)})
    if outcome.not_mailed:
        failed = _("The e-mail could not be sent to: %(addresses)s. Please invite them again later.")
        messages.error(request, failed % {"addresses": ", ".join(outcome.not_mailed)})


@never_cache
@require_safe
def intentions(request: SignedInRequest) -> HttpResponse:
    """Sums of the intentions of everyone else in the scope; no filter, so that no two answers can be subtracted."""
    people = scope_for(request.user).people().exclude(user=request.user)
    context = {
        "crumbs": [{"url": reverse("hr_overview"), "title": _("Progress of your people")}],
        "fewest_people": FEWEST_PEOPLE,
        "too_few": people.values("user").distinct().count() < FEWEST_PEOPLE,
        "rows": counts_of_intentions(people),
    }
    return render(request, "hr/intentions.html", context)
