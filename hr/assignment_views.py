"""Assigning: the list, filling in, looking at what it does, and one assignment with its people."""

from collections.abc import Iterable
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from people.mail_kinds import MailKind
from people.models import User
from people.outbox import put_in_outbox
from people.requests import SignedInRequest

from .assignment_forms import AssignmentForm, ExemptionForm, step_in_words
from .assignment_preview import preview_of
from .assignments import end, exempt, make, take_exemption_back
from .duty_rows import (
    PEOPLE_PER_PAGE,
    DutyStatus,
    assignment_for,
    assignments_of,
    duties_of,
    exemption_for,
    mail_numbers,
    numbers_of,
    open_duty_for,
    rows_of,
)
from .looks import note_looks
from .models import Assignment, Duty, Exemption, Look
from .reminders import example_of
from .scope import officer_scope

ASSIGNMENTS_PER_PAGE = 50


def _crumbs(*assignments: Assignment, in_list: bool = True) -> list[dict[str, str]]:
    crumbs = [{"url": reverse("hr_overview"), "title": _("Progress of your people")}]
    if in_list:
        crumbs.append({"url": reverse("hr_assignments"), "title": _("Assignments")})
    return crumbs + [{"url": reverse("hr_assignment", args=[one.pk]), "title": str(one)} for one in assignments]


@never_cache
@require_safe
def assignments(request: SignedInRequest) -> HttpResponse:
    """What the own organisations ask, with the numbers of each."""
    found = assignments_of(request.user)
    page = Paginator(found, ASSIGNMENTS_PER_PAGE).get_page(request.GET.get("pagina"))
    numbers = numbers_of(page.object_list)
    context = {
        "page": page,
        "rows": [(one, numbers[one.pk]) for one in page.object_list],
        "crumbs": _crumbs(in_list=False),
    }
    return render(request, "hr/assignments.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def new_assignment(request: SignedInRequest) -> HttpResponse:
    """Fill in; then what it does, before anything is written or mailed; then it is made."""
    sent = request.POST if request.method == "POST" else None
    form = AssignmentForm(sent, officer_scope(request.user))
    if not form.is_valid() or "again" in request.POST:
        return render(request, "hr/assignment_new.html", {"form": form, "crumbs": _crumbs()})
    if "confirmed" not in request.POST:
        return _check(request, form)
    made = make(request.user, form.assignment, form.groups)
    messages.success(request, _("The assignment has been made. Everybody gets it within a few minutes."))
    return redirect("hr_assignment", made.pk)


def _check(request: HttpRequest, form: AssignmentForm) -> HttpResponse:
    assignment = form.assignment
    context = {
        "form": form,
        "assignment": assignment,
        "preview": preview_of(assignment, form.audience),
        "steps": _steps(assignment),
        "crumbs": _crumbs(),
    }
    return render(request, "hr/assignment_check.html", context)


def _steps(assignment: Assignment) -> list[str]:
    return [step_in_words(step) for step in sorted(assignment.reminds)]


@never_cache
@require_safe
def assignment(request: SignedInRequest, pk: int) -> HttpResponse:
    """One assignment: numbers, what became of its mail, and the people."""
    shown = assignment_for(request.user, pk)
    numbers = numbers_of([shown])[shown.pk]
    chosen = request.GET.get("status")
    status = DutyStatus(chosen) if chosen in DutyStatus.values else None
    page = Paginator(duties_of(shown, status), PEOPLE_PER_PAGE).get_page(request.GET.get("pagina"))
    exemptions = list(shown.exemptions.select_related("user", "by").order_by("user__name", "pk"))
    _note_looks(request.user, shown, [*page.object_list, *exemptions])
    context: dict[str, Any] = {
        "assignment": shown,
        "numbers": numbers,
        "statuses": [(one, numbers.of(one)) for one in DutyStatus],
        "status": status,
        "page": page,
        "rows": rows_of(list(page.object_list)),
        "query_string": f"status={status.value}" if status else "",
        "exemptions": exemptions,
        "mails": mail_numbers(shown),
        "steps": _steps(shown),
        "groups": _groups(shown),
        "crumbs": _crumbs(),
    }
    return render(request, "hr/assignment.html", context)


def _note_looks(officer: User, shown: Assignment, rows: Iterable[Duty | Exemption]) -> None:
    note_looks(officer, Look.Kind.ASSIGNMENT, {shown.organisation_id: {row.user_id for row in rows}})


def _groups(assignment: Assignment) -> list[str]:
    """Names of whom it is for, as far as they are groups or a few people."""
    if assignment.for_everyone:
        return [_("Everyone in your organisation")]
    groups = [*assignment.departments.all(), *assignment.job_titles.all()]
    return [str(one) for one in [*groups, *assignment.people.all()]]


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def exempt_someone(request: SignedInRequest, pk: int, duty: int) -> HttpResponse:
    """Say why somebody need not take it."""
    shown = assignment_for(request.user, pk)
    found = open_duty_for(request.user, shown, duty)
    _note_looks(request.user, shown, [found])
    form = ExemptionForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        exempt(shown, found.user, form.cleaned_data["reason"], request.user)
        messages.success(request, _("%(name)s is exempted and can read why.") % {"name": found.user})
        return redirect("hr_assignment", pk)
    context = {"assignment": shown, "person": found.user, "form": form, "crumbs": _crumbs(shown)}
    return render(request, "hr/exempt.html", context)


@require_POST
def take_back(request: SignedInRequest, pk: int, exemption: int) -> HttpResponse:
    """The exemption ends; it holds for this person again."""
    found = exemption_for(request.user, pk, exemption)
    take_exemption_back(found)
    messages.success(request, _("%(name)s is not exempted any more.") % {"name": found.user})
    return redirect("hr_assignment", pk)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def end_assignment(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ask whether it is meant; then nobody has to take it any more."""
    shown = get_object_or_404(assignments_of(request.user), pk=pk)
    if request.method == "POST":
        end(shown, request.user)
        messages.success(request, _("The assignment has ended. Nobody is reminded of it any more."))
        return redirect("hr_assignment", pk)
    context = {"assignment": shown, "numbers": numbers_of([shown])[shown.pk], "crumbs": _crumbs(shown)}
    return render(request, "hr/assignment_end.html", context)


@require_POST
def send_example(request: SignedInRequest, pk: int) -> HttpResponse:
    """The mail as people get it, to the officer alone."""
    shown = assignment_for(request.user, pk)
    subject, body = example_of(shown, request.user)
    mail = put_in_outbox(request.user, MailKind.DUTIES, f"duties-example:{uuid4()}", subject, body)
    if mail:
        said = _("An example is on its way to %(email)s. It takes a few minutes.")
        messages.success(request, said % {"email": request.user.email})
    else:
        messages.warning(
            request, _("You do not want this kind of mail. Change that with your details, and try again.")
        )
    return redirect("hr_assignment", pk)
