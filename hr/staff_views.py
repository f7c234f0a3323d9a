"""A staff file: give it, see what it would do, have it done, and take it back."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from people.requests import SignedInRequest

from .job_views import progress_of
from .jobs import StoppedError
from .made_files import remove
from .models import StaffFile
from .scope import officer_scope
from .staff_forms import ApplyForm, ColumnsForm, StaffUploadForm, columns_refused
from .staff_import import files
from .staff_import.apply import BusyError, ask_to_apply, ask_to_undo
from .staff_import.plan import RefusedError
from .staff_import.reading import Table
from .staff_import.undo import last_applied, may_be_undone
from .staff_import.words import Preview, column_name, first_of, numbers

MOST_FILES_SHOWN = 20


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def staff(request: SignedInRequest) -> HttpResponse:
    """Give a file, and what became of earlier ones."""
    scope = officer_scope(request.user)
    is_sent = request.method == "POST"
    form = StaffUploadForm(request.POST if is_sent else None, request.FILES if is_sent else None, scope)
    if form.is_valid():
        name, table = form.cleaned_data["file"]
        file = files.look_at(request.user, form.cleaned_data["organisation"], name, table)
        return redirect("hr_staff_file", file.pk)
    context = {
        "form": form,
        "files": files.staff_files_of(request.user)[:MOST_FILES_SHOWN],
        "several": len(form.organisations) > 1,
        "days": files.LOOKED_AT_IS_KEPT_FOR.days,
        "crumbs": _crumbs(),
    }
    return render(request, "hr/staff.html", context)


def _crumbs(*more: dict[str, str]) -> list[dict[str, str]]:
    return [{"url": reverse("hr_overview"), "title": _("Progress of your people")}, *more]


def _crumbs_of_file() -> list[dict[str, str]]:
    return _crumbs({"url": reverse("hr_staff"), "title": _("Staff file")})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def staff_file(request: SignedInRequest, pk: int) -> HttpResponse:
    """One file: what it would do, how far it is, or what it did. POST: which columns it has."""
    file = files.staff_file_for(request.user, pk)
    if file.state != StaffFile.State.LOOKED_AT:
        return _show_result(request, file)
    try:
        table = files.table_of(file)
    except StoppedError as stopped:
        return _show_gone(request, file, stopped.reason)
    form = ColumnsForm(request.POST if request.method == "POST" else None, file, table.headings)
    if form.is_valid():
        file.columns, file.is_complete = form.columns, form.cleaned_data["is_complete"]
        file.save(update_fields=["columns", "is_complete"])
        return redirect("hr_staff_file", file.pk)
    return _show_preview(request, file, table, form)


@never_cache
@require_POST
def apply_staff_file(request: SignedInRequest, pk: int) -> HttpResponse:
    """Have it done as the screen says."""
    file = files.staff_file_for(request.user, pk)
    if file.state != StaffFile.State.LOOKED_AT:
        return redirect("hr_staff_file", pk)
    # Who confirms it is who asks it, and is not ended by it.
    file.asked_by = request.user
    try:
        table = files.table_of(file)
        plan = files.plan_for(file, table)
    except (StoppedError, RefusedError):
        # The page itself says what is wrong.
        return redirect("hr_staff_file", pk)
    form = ApplyForm(request.POST, plan)
    if not form.is_valid():
        return _show_preview(request, file, table, ColumnsForm(None, file, table.headings), form)
    try:
        ask_to_apply(file, request.user, plan)
    except BusyError:
        messages.warning(request, _busy())
    return redirect("hr_staff_file", pk)


def _busy() -> str:
    return _("Another staff file is being applied now. Try again when that is done.")


def _show_preview(
    request: SignedInRequest, file: StaffFile, table: Table, form: ColumnsForm, apply_form: ApplyForm | None = None
) -> HttpResponse:
    context: dict[str, Any] = {"file": file, "form": form, "crumbs": _crumbs_of_file(), "preview": None}
    try:
        plan = files.plan_for(file, table)
    except RefusedError as refused:
        context["form"] = form if form.is_bound else columns_refused(file, table.headings, str(refused))
    else:
        context |= {"preview": Preview(plan), "apply_form": apply_form or ApplyForm(None, plan)}
        context["has_domain"] = file.organisation.email_domains.exists()
    return render(request, "hr/staff_preview.html", context)


def _show_gone(request: SignedInRequest, file: StaffFile, reason: str) -> HttpResponse:
    messages.error(request, reason)
    return redirect("hr_staff")


def _show_result(request: SignedInRequest, file: StaffFile) -> HttpResponse:
    said, did = numbers(file.said), numbers(file.did)
    ended = file.changes.filter(kind="ended").select_related("membership__user").order_by("pk")
    context = {
        "file": file,
        "is_undoing": file.is_waiting and file.applied_at is not None,
        "numbers": [(said[name], did[name]) for name in said],
        "faults": [(row, column_name(column), text) for row, column, text in file.did.get("faults", [])],
        "faults_left": max(0, file.did.get("faulty", 0) - len(file.did.get("faults", []))),
        "notes": file.did.get("notes", []),
        "ended": first_of(list(ended)),
        "left_alone": file.did.get("left", []),
        "may_be_undone": may_be_undone(file),
        "crumbs": _crumbs_of_file(),
    }
    return render(request, "hr/staff_result.html", context)


@never_cache
@require_safe
def staff_file_progress(request: SignedInRequest, pk: int) -> JsonResponse:
    """How far it is, for the script on the page."""
    return progress_of(files.staff_file_for(request.user, pk))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def undo_staff_file(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take the last file back, after a question."""
    file = files.staff_file_for(request.user, pk)
    if not may_be_undone(file):
        if file.undone_at is None and last_applied(file.organisation) != file:
            messages.warning(request, _("Another file was applied after this one. Only the last can be undone."))
        return redirect("hr_staff_file", pk)
    if request.method == "POST":
        try:
            ask_to_undo(file, request.user)
        except BusyError:
            messages.warning(request, _busy())
        return redirect("hr_staff_file", pk)
    crumbs = [*_crumbs_of_file(), {"url": reverse("hr_staff_file", args=[pk]), "title": file.name}]
    context = {"file": file, "changes": file.changes.count(), "crumbs": crumbs}
    return render(request, "hr/staff_undo.html", context)


@require_POST
def remove_staff_file(request: SignedInRequest, pk: int) -> HttpResponse:
    """Throw away what was looked at only."""
    file = files.staff_file_for(request.user, pk)
    if file.applied_at is None and not file.is_waiting:
        remove(file)
        messages.success(request, _("The file has been removed. It changed nothing."))
    return redirect("hr_staff")
