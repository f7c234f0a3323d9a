"""The own page of who presents a session, and what both sides prepare and do afterwards."""

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cms.refused import Refused

from . import checklist, materials, presenter_links, presenter_page, run_sheets, session_mail, thanks
from .models import Preparation
from .presenting_forms import PreparationForm, RunSheetForm, ThanksForm, starter_thanks, words_of_preparation
from .sides import Side
from .workplace import Workplace, by_link, for_host, for_side


@by_link
@require_GET
def presenter_page_by_link(request: HttpRequest, work: Workplace) -> HttpResponse:
    """Everything about the session on one page, without an account."""
    return render(request, "guests/presenter/page.html", presenter_page.page_of(work))


# --- Run sheet ---------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
def _run_sheet(request: HttpRequest, work: Workplace) -> HttpResponse:
    """The sheet to read and print, and the form below it."""
    known = run_sheets.parts_of(work.session)
    if request.method != "POST":
        return _run_sheet_page(request, work, RunSheetForm(parts=known))
    if work.session.is_over:
        messages.error(request, _("This session is over, so its run sheet stays as it is."))
        return redirect(work.address("run_sheet"))
    if "format" in request.POST:
        return _begin(request, work, request.POST["format"])
    form = RunSheetForm(request.POST, parts=known)
    version = request.POST.get("version", "")
    if not form.is_valid():
        return _run_sheet_page(request, work, form, version)
    try:
        run_sheets.keep(work.session, form.written, version)
    except run_sheets.Changed:
        return _run_sheet_page(request, work, form, is_newer=True)
    messages.success(request, _("The run sheet has been saved."))
    return redirect(work.address("run_sheet"))


def _begin(request: HttpRequest, work: Workplace, key: str) -> HttpResponse:
    """A first sheet from a template or the programme; not over one that is there."""
    chosen = run_sheets.format_of(key)
    if chosen:
        parts = chosen.written
    elif key == "programme" and work.session.agenda.strip():
        parts = run_sheets.from_programme(work.session)
    else:
        messages.error(request, _("Choose how to begin."))
        return redirect(work.address("run_sheet"))
    if work.session.parts.exists():
        messages.error(request, _("There is a run sheet already. Change it below, or take all parts out first."))
        return redirect(work.address("run_sheet"))
    run_sheets.keep(work.session, parts, run_sheets.version_of(work.session))
    messages.success(request, _("This is a beginning. Change it until it fits."))
    return redirect(work.address("run_sheet"))


def _run_sheet_page(
    request: HttpRequest, work: Workplace, form: RunSheetForm, version: str = "", is_newer: bool = False
) -> HttpResponse:
    """With what was typed; `is_newer`: somebody else saved meanwhile, and the table above shows what."""
    session = work.session
    context = {
        "work": work,
        "session": session,
        "parts": session.timed_parts,
        "minutes_left": run_sheets.minutes_left(session),
        "form": form,
        "version": version or run_sheets.version_of(session),
        "is_newer": is_newer,
        "formats": run_sheets.FORMATS,
    }
    return render(request, "guests/presenter/run_sheet.html", context)


session_run_sheet = for_side(_run_sheet)
presenter_run_sheet = by_link(_run_sheet)


# --- Checklist, consent, link ------------------------------------------------


@require_POST
def _keep_checklist(request: HttpRequest, work: Workplace) -> HttpResponse:
    """The list that stands on the page of this side."""
    if request.POST.get("side") == Side.PRESENTER:
        work = _as_presenter(work)
    checklist.keep_ticks(work.session, {work.side}, request.POST.getlist("done"), work.user)
    messages.success(request, _("Your checklist has been saved."))
    return redirect(work.home)


session_checklist = for_side(_keep_checklist)
presenter_checklist = by_link(_keep_checklist)


@require_POST
def _say_of_recording(request: HttpRequest, work: Workplace) -> HttpResponse:
    """The presenter agrees with showing recordings, or not any more."""
    work = _as_presenter(work)
    given = request.POST.get("agree") == "yes"
    materials.say_of_recording(work.session, given, work.user)
    if given:
        messages.success(request, _("Thank you. The recording can be seen after the session by who may see it."))
    else:
        messages.success(request, _("Noted: nobody but you and the municipality sees a recording of this session."))
    return redirect(work.home)


session_recording_consent = for_side(_say_of_recording)
presenter_recording_consent = by_link(_say_of_recording)


@require_POST
def _renew(request: HttpRequest, work: Workplace) -> HttpResponse:
    """End the links of before and mail another, to the address that is known."""
    work = _as_presenter(work)
    presenter_links.end_links(work.session, work.user)
    session_mail.send_new_link(work.session, work.user)
    messages.success(request, _("You get an e-mail with a new link. The links before do not work any more."))
    return redirect(work.home)


def _as_presenter(work: Workplace) -> Workplace:
    """For who is on both sides: as the presenter; 404 for who is on the other only."""
    if Side.PRESENTER not in work.sides:
        raise Http404
    return replace(work, sides=frozenset({Side.PRESENTER}))


session_link_renew = for_side(_renew)
presenter_link_renew = by_link(_renew)


# --- For the host ------------------------------------------------------------


@for_host
@require_http_methods(["GET", "HEAD", "POST"])
def session_preparation(request: HttpRequest, work: Workplace) -> HttpResponse:
    """What the municipality sees to: what the entrepreneur needs to know, the checklist, material, thanks."""
    preparation = presenter_page.preparation_of(work.session)
    form = PreparationForm(request.POST or None, initial=words_of_preparation(preparation))
    if request.method == "POST" and form.is_valid():
        Preparation.objects.update_or_create(session=work.session, defaults=form.cleaned_data)
        messages.success(request, _("Saved. The entrepreneur sees it on the own page."))
        return redirect(work.home)
    return render(request, "guests/presenter/preparation.html", _host_page(work, preparation) | {"form": form})


def _host_page(work: Workplace, preparation: Preparation) -> dict[str, Any]:
    session = work.session
    return {
        "work": work,
        "session": session,
        "preparation": preparation,
        "parts": session.timed_parts,
        "lines": checklist.lines_of(session, Side.HOST),
        "open_of_presenter": len(checklist.open_items(session, Side.PRESENTER)),
        "material": presenter_page.material_rows(work),
        "recording_agreed": materials.recording_is_agreed(session),
        "addresses": presenter_page.addresses_of(work),
    }


@for_host
@require_http_methods(["GET", "HEAD", "POST"])
def session_thanks(request: HttpRequest, work: Workplace) -> HttpResponse:
    """A few words that are mailed to the presenter; a beginning is there."""
    form = ThanksForm(request.POST or None, initial={"thanks": starter_thanks(work.session)})
    problem = ""
    if request.method == "POST" and form.is_valid():
        try:
            thanks.thank(work.session, form.cleaned_data["thanks"])
        except Refused as refusal:
            problem = str(refusal)
        else:
            messages.success(request, _("Your thanks have been sent."))
            return redirect(work.home)
    context = {
        "work": work,
        "session": work.session,
        "form": form,
        "problem": problem,
        "preparation": presenter_page.preparation_of(work.session),
    }
    return render(request, "guests/presenter/thanks.html", context)
