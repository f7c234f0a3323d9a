"""Meetings for civil servants and for who organises them."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cms.refused import Refused
from people.requests import SignedInRequest

from . import meeting_outcomes, meetings
from .meeting_forms import AddSmeForm, MeetingForm, NewMeetingForm, words_of
from .models import Meeting, Participant
from .models.appointments import Appointment
from .session_forms import CancelForm
from .sessions import Changed, organisations_for_host, organisations_hosted_by, version_of


@require_GET
def meeting_list(request: SignedInRequest) -> HttpResponse:
    """What one organises, and what else is coming."""
    user = request.user
    own = Participant.objects.filter(user=user, side=Participant.Side.HOST).values_list("meeting", flat=True)
    organised = meetings.meetings_organised_by(user).coming()
    context = {
        "coming": meetings.meetings_to_help_at(user).coming().exclude(pk__in=organised.values("pk")),
        "own": set(own),
        "organised": organised,
        "over": meetings.meetings_organised_by(user).over()[:20],
        "is_host": organisations_hosted_by(user).exists(),
    }
    return render(request, "guests/meetings/list.html", context)


@never_cache
@require_GET
def meeting(request: SignedInRequest, pk: int) -> HttpResponse:
    """One meeting: to be host of a table, and for the organiser the way to everything else."""
    found = meetings.meeting_for(request.user, pk)
    is_organiser = meetings.meetings_organised_by(request.user).filter(pk=found.pk).exists()
    context = {
        "meeting": found,
        "own": meetings.own_part(found, request.user),
        "closed": meetings.why_closed(found),
        "is_organiser": is_organiser,
        "is_own": meetings.meetings_to_help_at(request.user).filter(pk=found.pk).exists(),
    }
    return render(request, "guests/meetings/meeting.html", context)


@require_POST
def help_at(request: SignedInRequest, pk: int) -> HttpResponse:
    """Become host of a table."""
    found = meetings.meeting_for(request.user, pk)
    try:
        meetings.help_at(found, request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("You are host of a table. You get an e-mail when the table plan is ready."))
    return redirect("meeting", pk)


@require_http_methods(["GET", "HEAD", "POST"])
def new_meeting(request: SignedInRequest) -> HttpResponse:
    """Organise a meeting."""
    organisations = organisations_for_host(request.user)
    form = NewMeetingForm(request.POST or None, organisations=organisations)
    if request.method == "POST" and form.is_valid():
        planned = Meeting(**_fields(form), organisation=form.cleaned_data["organisation"])
        meetings.organise(planned, request.user)
        messages.success(request, _("The meeting is there. Now invite people: below you find how each can sign up."))
        return redirect("meeting", planned.pk)
    return render(request, "guests/meetings/new.html", {"form": form})


def _fields(form: MeetingForm) -> dict[str, Any]:
    return {name: form.cleaned_data[name] for name in meetings.WRITTEN}


@require_http_methods(["GET", "HEAD", "POST"])
def change_meeting(request: SignedInRequest, pk: int) -> HttpResponse:
    """The same form again; whoever saved in between is not overwritten unseen."""
    found = meetings.meeting_to_organise(request.user, pk)
    if request.method != "POST":
        return _change_page(request, found, MeetingForm(initial=words_of(found)), version_of(found))
    form, version = MeetingForm(request.POST, initial=words_of(found)), request.POST.get("version", "")
    if not form.is_valid():
        return _change_page(request, found, form, version)
    try:
        changed = meetings.change(found, _fields(form), version)
    except Changed as newer:
        return _change_page(request, found, form, version_of(newer.now), newer=newer.now)
    except Refused as refusal:
        return _change_page(request, found, form, version, problem=str(refusal))
    if changed:
        messages.success(request, _("The meeting has been changed."))
    else:
        messages.info(request, _("Nothing was different, so nothing was changed."))
    return redirect("meeting", pk)


def _change_page(
    request: SignedInRequest,
    found: Meeting,
    form: MeetingForm,
    version: str,
    newer: Appointment | None = None,
    problem: str = "",
) -> HttpResponse:
    """The form with what was typed; `newer` is what somebody else saved meanwhile, `problem` why it was not kept."""
    context = {"meeting": found, "form": form, "version": version, "newer": newer, "problem": problem}
    return render(request, "guests/meetings/change.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def cancel_meeting(request: SignedInRequest, pk: int) -> HttpResponse:
    """Asks why; everybody who would come reads it."""
    found = meetings.meeting_to_organise(request.user, pk)
    form = CancelForm(request.POST or None)
    problem = ""
    if request.method == "POST" and form.is_valid():
        try:
            meetings.cancel(found, form.cleaned_data["reason"])
        except Refused as refusal:
            problem = str(refusal)
        else:
            messages.success(request, _("The meeting has been cancelled. Everybody who would come gets an e-mail."))
            return redirect("meeting", pk)
    return render(request, "guests/meetings/cancel.html", {"meeting": found, "form": form, "problem": problem})


@never_cache
@require_GET
def participants(request: SignedInRequest, pk: int) -> HttpResponse:
    """Who comes, with what they seek and offer. Only the organiser sees addresses."""
    found = meetings.meeting_to_organise(request.user, pk)
    context = {"meeting": found, "rows": meetings.coming(found), "changeable": not found.cancelled_at}
    return render(request, "guests/meetings/participants.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def add_sme(request: SignedInRequest, pk: int) -> HttpResponse:
    """An SME that the organiser spoke with."""
    found = meetings.meeting_to_organise(request.user, pk)
    form = AddSmeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            sme = meetings.add_sme(found, form.cleaned_data)
        except Refused as refusal:
            form.add_error("email", str(refusal))
        else:
            messages.success(request, _("%(name)s is on the list and gets an e-mail.") % {"name": sme.name})
            return redirect("meeting_participants", pk)
    return render(request, "guests/meetings/add.html", {"meeting": found, "form": form})


@require_POST
def remove_participant(request: SignedInRequest, pk: int, participant_pk: int) -> HttpResponse:
    """Somebody does not come: their data go and they hear it."""
    found = meetings.meeting_to_organise(request.user, pk)
    gone = meetings.participant_to_remove(found, participant_pk)
    name = gone.shown_name
    meetings.sign_off(gone, by_organiser=True)
    messages.success(request, _("%(name)s does not come any more.") % {"name": name})
    if found.settled_at and not found.is_over:
        messages.warning(request, _("There are empty seats in the table plan now. You can repair it."))
    return redirect("meeting_participants", pk)


@require_GET
def outcomes(request: SignedInRequest, pk: int) -> HttpResponse:
    """What came of it, in numbers."""
    found = meetings.meeting_to_organise(request.user, pk)
    context = {"meeting": found, "sums": meeting_outcomes.sums_of(found)}
    return render(request, "guests/meetings/outcomes.html", context)
