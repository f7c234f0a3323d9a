"""Tenders: declared by entrepreneurs, HR officers and editors, each for their own."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cms.refused import Refused
from people.requests import SignedInRequest

from . import tenders
from .models import Tender
from .tender_forms import DeclareForm, HideForm, TenderForm

ON_A_PAGE = 50


@never_cache
@require_safe
def tender_list(request: SignedInRequest) -> HttpResponse:
    """What stands, then what was struck out."""
    sides = tenders.sides_for(request.user)
    found = tenders.latest_first(tenders.tenders_of(request.user))
    page = Paginator(found, ON_A_PAGE).get_page(request.GET.get("pagina"))
    return render(request, "guests/tenders/list.html", {"sides": sides, "page": page})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def new_tender(request: SignedInRequest) -> HttpResponse:
    """Declare one; its page follows, where cases can be hidden."""
    form = DeclareForm(request.POST or None, tenders.sides_for(request.user))
    if request.method == "POST" and form.is_valid():
        declared = tenders.declare(request.user, form.cleaned_data["enterprise"], form.told)
        messages.success(request, _("The tender has been declared."))
        return redirect("tender", declared.pk)
    return render(request, "guests/tenders/new.html", {"form": form})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def tender(request: SignedInRequest, pk: int) -> HttpResponse:
    """One tender: what to mind, which cases are hidden, and correcting it."""
    found = tenders.tender_for(request.user, pk)
    if request.method == "POST" and tenders.may_change(request.user, found):
        return _correct(request, found)
    return _tender_page(request, found)


def _correct(request: SignedInRequest, found: Tender) -> HttpResponse:
    form = TenderForm(request.POST)
    if not form.is_valid():
        return _tender_page(request, found, form=form)
    try:
        corrected = tenders.correct(found, request.user, **form.told)
    except Refused as refusal:
        return _tender_page(request, found, form=form, problem=str(refusal))
    messages.success(request, _("The tender has been corrected. The old line stays readable, struck out."))
    return redirect("tender", corrected.pk)


def _tender_page(
    request: SignedInRequest,
    found: Tender,
    form: TenderForm | None = None,
    hiding: HideForm | None = None,
    problem: str = "",
) -> HttpResponse:
    context: dict[str, Any] = {"tender": found, "problem": problem, "form": form}
    if form is None and found.struck_at is None and tenders.may_change(request.user, found):
        days = {"subject": found.subject, "starts_on": found.starts_on, "ends_on": found.ends_on}
        context["form"] = TenderForm(initial=days)
    context["hiding"] = hiding or (HideForm(None, found) if tenders.may_hide(request.user, found) else None)
    return render(request, "guests/tenders/tender.html", context)


@require_POST
def hide(request: SignedInRequest, pk: int) -> HttpResponse:
    """Choose which of its cases nobody sees as long as it runs."""
    found = tenders.tender_for(request.user, pk)
    if not tenders.may_hide(request.user, found):
        messages.error(request, _("Only the enterprise and the editors hide its cases, and only before it is over."))
        return redirect("tender", pk)
    form = HideForm(request.POST, found)
    if not form.is_valid():
        return _tender_page(request, found, hiding=form)
    try:
        tenders.hide(found, request.user, form.cleaned_data["everything"], form.cleaned_data["cases"])
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Your choice has been saved. It counts while the tender runs."))
    return redirect("tender", pk)


@require_POST
def end(request: SignedInRequest, pk: int) -> HttpResponse:
    """Today is its last day."""
    found = tenders.tender_for(request.user, pk)
    if not tenders.may_change(request.user, found):
        return _not_yours(request, pk)
    try:
        ended = tenders.end(found, request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("tender", pk)
    messages.success(request, _("Today is the last day of this tender. From tomorrow hidden cases are seen again."))
    return redirect("tender", ended.pk)


@require_POST
def strike_out(request: SignedInRequest, pk: int) -> HttpResponse:
    """Declared by mistake."""
    found = tenders.tender_for(request.user, pk)
    if not tenders.may_change(request.user, found):
        return _not_yours(request, pk)
    try:
        tenders.strike_out(found)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The tender has been struck out. What it hid is seen again."))
    return redirect("tenders")


def _not_yours(request: SignedInRequest, pk: int) -> HttpResponse:
    messages.error(request, _("The municipality declared this tender. Ask them or the editors to change it."))
    return redirect("tender", pk)
