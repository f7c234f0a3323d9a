"""The studio: where entrepreneurs write. They never enter the Wagtail admin."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cms.refused import Refused
from people.requests import SignedInRequest

from . import cases
from .forms import CaseForm, StartForm
from .hidden_cases import hidden_cases
from .models import CasePage
from .reading_help import reading_help
from .review import remarks_for_author


@require_GET
def studio(request: SignedInRequest) -> HttpResponse:
    """The own cases and how far each is."""
    enterprises = cases.enterprises_for_author(request.user)
    hidden = set(hidden_cases().filter(enterprise__in=enterprises).values_list("pk", flat=True))
    rows = [
        {"case": own, "state": cases.state_of(own), "is_hidden": own.live and own.pk in hidden}
        for own in cases.cases_of(request.user)
    ]
    context = {"rows": rows, "can_start": cases.library() is not None, "enterprises": enterprises}
    return render(request, "guests/studio/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def new_case(request: SignedInRequest) -> HttpResponse:
    """Only the title (and which enterprise): from then on everything is kept."""
    form = StartForm(request.POST or None, enterprises=cases.enterprises_for_author(request.user))
    if request.method == "POST" and form.is_valid():
        case = cases.start_case(request.user, form.chosen_enterprise, form.cleaned_data["title"])
        return redirect("studio_case", case.pk)
    return render(request, "guests/studio/new.html", {"form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def case(request: SignedInRequest, pk: int) -> HttpResponse:
    """Write, keep, look and hand in; read-only while the editors have it."""
    own = cases.case_for_author(request.user, pk)
    if request.method == "POST":
        return _save(request, own)
    state = cases.state_of(own)
    draft = cases.draft_of(own)
    if not state.editable:
        return render(request, "guests/studio/submitted.html", {"case": draft, "state": state})
    return _form_page(request, own, CaseForm(initial=cases.texts_of(draft)), cases.version_of(own))


def _form_page(
    request: SignedInRequest,
    own: CasePage,
    form: CaseForm,
    version: str,
    newer: CasePage | None = None,
    problem: str = "",
) -> HttpResponse:
    """The form with what was typed; `newer` is what someone else saved meanwhile, `problem` why it was not kept."""
    context: dict[str, Any] = {
        "case": own,
        "form": form,
        "state": cases.state_of(own),
        "version": version,
        "newer": newer,
        "problem": problem,
        "rows": _rows(form, remarks_for_author(own)),
    }
    return render(request, "guests/studio/case.html", context)


def _rows(form: CaseForm, remarks: dict[str, str]) -> list[dict[str, Any]]:
    """The fields with what stands beside each: `reading` is None where sentences are not measured."""
    reading = reading_help({name: form[name].value() for name in form.fields})
    return [
        {"field": field, "reading": reading.get(field.name), "remark": remarks.get(field.name, "")} for field in form
    ]


def _save(request: SignedInRequest, own: CasePage) -> HttpResponse:
    """Keep the draft first, whichever button was pressed, so that nothing typed is lost."""
    version = request.POST.get("version", "")
    form = CaseForm(request.POST)
    if not form.is_valid():
        return _form_page(request, own, form, version)
    try:
        version = cases.save_draft(own, form.cleaned_data, request.user, version)
    except cases.NewerVersion as newer:
        return _form_page(request, own, form, newer.version, newer=newer.draft)
    except Refused as refusal:
        return _form_page(request, own, form, version, problem=str(refusal))
    match request.POST.get("action"):
        case "preview":
            return redirect("studio_preview", own.pk)
        case "pictures":
            return redirect("studio_pictures", own.pk)
        case "submit":
            return _submit(request, own, CaseForm(request.POST, complete=True), version)
    messages.success(request, _("Your draft has been saved."))
    return redirect("studio_case", own.pk)


@require_POST
def submit(request: SignedInRequest, pk: int) -> HttpResponse:
    """Hand in what the preview showed."""
    own = cases.case_for_author(request.user, pk)
    form = CaseForm(cases.texts_of(cases.draft_of(own)), complete=True)
    return _submit(request, own, form, request.POST.get("version", ""))


def _submit(request: SignedInRequest, own: CasePage, complete: CaseForm, version: str) -> HttpResponse:
    own.refresh_from_db()
    if not complete.is_valid():
        problem = _("Your text has been saved as a draft, but not submitted yet: something is still missing.")
        return _form_page(request, own, complete, version, problem=problem)
    try:
        cases.submit(own, request.user, version)
    except cases.NewerVersion as newer:
        return _form_page(request, own, complete, newer.version, newer=newer.draft)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("studio_case", own.pk)
    messages.success(request, _("Your case has been submitted. You get an e-mail when the editors have read it."))
    return redirect("studio")


@require_POST
def withdraw(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take a submitted case back."""
    own = cases.case_for_author(request.user, pk)
    if cases.withdraw(own, request.user):
        messages.success(request, _("You have withdrawn your case. You can change it again."))
    else:
        messages.info(request, _("The editors have answered already. Below you see what they said."))
    return redirect("studio_case", own.pk)


@require_GET
def preview(request: SignedInRequest, pk: int) -> HttpResponse:
    """The latest draft exactly as a learner would see it."""
    own = cases.case_for_author(request.user, pk)
    context = {
        "case": cases.draft_of(own),
        "state": cases.state_of(own),
        "version": cases.version_of(own),
        "has_news": own.has_unpublished_changes,
    }
    response = render(request, "guests/studio/preview.html", context)
    response.headers["X-Robots-Tag"] = "noindex"
    return response
