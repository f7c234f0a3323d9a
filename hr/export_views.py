"""Workbooks that are made in the background: ask for one, see how far it is, save it."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from people.private_files import private_file
from people.requests import SignedInRequest

from .exporting import ask, export_for, exports_of, rows_in
from .exports import layout_of
from .filters import OverviewFilter
from .job_views import progress_of
from .made_files import KEPT_FOR, remove
from .replica import reading
from .scope import scope_for

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def exports(request: SignedInRequest) -> HttpResponse:
    """What was asked for, and asking for the selection in the address."""
    form = OverviewFilter(request.GET, scope_for(request.user))
    if not form.is_valid():
        # There the filters stand, with what is wrong about them.
        return redirect(f"{reverse('hr_overview')}?{request.GET.urlencode()}")
    layout = layout_of(request.GET.get("opmaak", ""))
    if request.method == "POST" and layout:
        ask(request.user, form, layout.name)
        return redirect("hr_exports")
    with reading() as source:
        rows = rows_in(form.selection)
    context = {
        "as_of": source.as_of,
        "layout": layout,
        "is_filtered": form.is_filtered,
        "chosen": form.chosen,
        "rows": rows,
        "exports": exports_of(request.user),
        "days": KEPT_FOR.days,
        "crumbs": [{"url": reverse("hr_overview"), "title": _("Progress of your people")}],
    }
    return render(request, "hr/exports.html", context)


@never_cache
@require_safe
def export_progress(request: SignedInRequest, pk: int) -> JsonResponse:
    """How far it is, for the script on the page."""
    return progress_of(export_for(request.user, pk))


@require_safe
def export_file(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """The workbook as a download."""
    export = export_for(request.user, pk)
    layout = layout_of(export.layout)
    if not export.is_ready or layout is None:
        messages.warning(request, _("The file is not ready yet."))
        return redirect("hr_exports")
    return private_file(request, export.file, layout.file_name("xlsx"), XLSX, back=reverse("hr_exports"))


@require_POST
def remove_export(request: SignedInRequest, pk: int) -> HttpResponse:
    """Throw it away, also while it is in the making."""
    remove(export_for(request.user, pk))
    messages.success(request, _("The file has been removed."))
    return redirect("hr_exports")
