"""The list of evidence that people handed in, and judging one piece."""

from collections.abc import Iterable

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from people.requests import SignedInRequest
from transcript.models import Evidence
from transcript.private_files import evidence_file

from .evidence import AlreadyJudgedError, evidence_for_officer, evidence_to_judge, judge, waiting
from .forms import JudgementForm
from .looks import note_looks_in
from .models import Look
from .queries import ROWS_PER_PAGE
from .scope import officer_scope


@never_cache
@require_safe
def evidence_list(request: SignedInRequest) -> HttpResponse:
    """Everything that was handed in, what waits for an answer first."""
    found = evidence_to_judge(request.user)
    page = Paginator(found, ROWS_PER_PAGE).get_page(request.GET.get("pagina"))
    _note_looks(request, page.object_list)
    context = {
        "waiting": waiting(found),
        "page": page,
        "crumbs": [_overview()],
    }
    return render(request, "hr/evidence_list.html", context)


def _note_looks(request: SignedInRequest, shown: Iterable[Evidence]) -> None:
    learners = {one.user_id for one in shown}
    note_looks_in(request.user, Look.Kind.EVIDENCE, officer_scope(request.user), learners)


def _overview() -> dict[str, str]:
    return {"url": reverse("hr_overview"), "title": _("Progress of your people")}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def evidence(request: SignedInRequest, pk: int) -> HttpResponse:
    """One piece of evidence: look, and confirm it or send it back."""
    shown = evidence_for_officer(request.user, pk)
    _note_looks(request, [shown])
    form = JudgementForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        _judge(request, pk, form)
        return redirect("hr_evidence")
    crumbs = [_overview(), {"url": reverse("hr_evidence"), "title": _("Evidence")}]
    return render(request, "hr/evidence.html", {"evidence": shown, "form": form, "crumbs": crumbs})


def _judge(request: SignedInRequest, pk: int, form: JudgementForm) -> None:
    state = form.cleaned_data["judgement"]
    try:
        judged = judge(request.user, pk, state, form.cleaned_data["remark"])
    except AlreadyJudgedError as first:
        messages.warning(request, _already_judged(first.evidence))
        return
    said = _("Confirmed: %(title)s.") if state == Evidence.State.CONFIRMED else _("Sent back: %(title)s.")
    messages.success(request, said % {"title": judged.title})


def _already_judged(evidence: Evidence) -> str:
    confirmed = evidence.state == Evidence.State.CONFIRMED
    said = (
        _("Somebody confirmed “%(title)s” before you, on %(moment)s. Your judgement has not been kept.")
        if confirmed
        else _("Somebody sent “%(title)s” back before you, on %(moment)s. Your judgement has not been kept.")
    )
    return said % {"title": evidence.title, "moment": date_format(localtime(evidence.judged_at), "j F Y, H:i")}


@require_safe
def evidence_of_someone(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """The file that was handed in."""
    shown = evidence_for_officer(request.user, pk)
    _note_looks(request, [shown])
    return evidence_file(request, shown, back=reverse("hr_evidence_one", args=[shown.pk]))
