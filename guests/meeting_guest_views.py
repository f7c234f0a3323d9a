"""Meetings for who comes: social enterprises in the studio, SMEs on open pages, everybody on a page of their own."""

from allauth.core import ratelimit
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST, require_safe

from cms.refused import Refused
from people.requests import SignedInRequest

from . import meeting_outcomes, meetings
from .attendance_views import calendar_response
from .calendar_files import feed
from .meeting_forms import OutcomeForm, PartForm, SmeForm
from .meeting_mail import entry_for
from .models import Enterprise, Meeting, Participant
from .schedules import schedule_of

# --- In the studio -------------------------------------------------------------


@require_GET
def studio_meetings(request: SignedInRequest) -> HttpResponse:
    """What is coming, with the own enterprises that come."""
    enterprises = list(meetings.enterprises_for_meeting(request.user))
    coming = list(Meeting.objects.coming().select_related("organisation"))
    parts = Participant.objects.filter(enterprise__in=enterprises, meeting__in=coming).select_related("enterprise")
    rows = [_row(one, [part for part in parts if part.meeting_id == one.pk], enterprises) for one in coming]
    context = {"rows": rows, "may_come": bool(enterprises)}
    return render(request, "guests/meetings/studio_list.html", context)


def _row(meeting: Meeting, parts: list[Participant], enterprises: list[Enterprise]) -> dict[str, object]:
    """A meeting with the own enterprises that come, and the others that still can."""
    come = {part.enterprise_id for part in parts}
    others = [one for one in enterprises if one.pk not in come] if meeting.takes_sign_ups else []
    return {"meeting": meeting, "parts": parts, "others": others}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def studio_meeting(request: SignedInRequest, pk: int, enterprise_pk: int) -> HttpResponse:
    """Sign an own enterprise up, or change what it seeks and offers."""
    enterprise = get_object_or_404(meetings.enterprises_for_meeting(request.user), id=enterprise_pk)
    found = meetings.meeting_to_join(pk)
    part = found.participants.filter(enterprise=enterprise).first()
    known = {name: getattr(part, name) for name in meetings.TOLD} if part else None
    form = PartForm(request.POST or None, initial=known)
    if request.method == "POST" and form.is_valid():
        try:
            meetings.bring(found, enterprise, request.user, form.cleaned_data)
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("%(name)s is on the list.") % {"name": enterprise.name})
        return redirect("studio_meetings")
    closed = meetings.why_closed(found)
    context = {"meeting": found, "enterprise": enterprise, "form": form, "part": part, "closed": closed}
    return render(request, "guests/meetings/studio_meeting.html", context)


# --- For everybody -------------------------------------------------------------


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign_up(request: HttpRequest, pk: int) -> HttpResponse:
    """The open form for SMEs. The answer is the same whoever takes part already."""
    found = meetings.open_meeting(pk)
    form = SmeForm(request.POST or None)
    closed = meetings.why_closed(found)
    if request.method != "POST" or closed or not form.is_valid():
        return render(request, "guests/meetings/sign_up.html", {"meeting": found, "form": form, "closed": closed})
    if not ratelimit.consume(request, action="meeting_application", key=form.cleaned_data["email"].lower()):
        return ratelimit.respond_429(request)
    try:
        meetings.apply(found, form.cleaned_data)
    except Refused as refusal:
        context = {"meeting": found, "form": form, "closed": str(refusal)}
        return render(request, "guests/meetings/sign_up.html", context)
    return redirect("meeting_sign_up_sent", pk)


@login_not_required
@require_safe
def sign_up_sent(request: HttpRequest, pk: int) -> HttpResponse:
    return render(request, "guests/meetings/sent.html", {"meeting": meetings.open_meeting(pk)})


@login_not_required
@never_cache
@require_GET
def own(request: HttpRequest, key: str) -> HttpResponse:
    """The page of one participant: confirm, where to go when, and the way out. The key is instead of signing in."""
    participant = meetings.participant_behind(key)
    if participant is None:
        return render(request, "guests/meetings/gone.html", status=404)
    context = {
        "participant": participant,
        "meeting": participant.meeting,
        "turns": schedule_of(participant),
        "tells": bool(meeting_outcomes.conversations_to_tell_of(participant)),
    }
    return render(request, "guests/meetings/own.html", context)


@login_not_required
@require_POST
def own_confirm(request: HttpRequest, key: str) -> HttpResponse:
    """A program that opens links proves nothing; who presses the button does."""
    participant = meetings.participant_behind(key)
    if participant is None:
        return render(request, "guests/meetings/gone.html", status=404)
    try:
        meetings.prove(participant)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("You are on the list. You get an e-mail when the table plan is ready."))
    return redirect("meeting_own", key)


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def own_change(request: HttpRequest, key: str) -> HttpResponse:
    """An SME changes what it seeks and offers, as long as one can sign up."""
    participant = meetings.sme_behind(key)
    known = {name: getattr(participant, name) for name in meetings.TOLD}
    form = PartForm(request.POST or None, initial=known)
    closed = meetings.why_closed(participant.meeting)
    if request.method == "POST" and form.is_valid() and not closed:
        try:
            meetings.tell_again(participant, form.cleaned_data)
        except Refused as refusal:
            closed = str(refusal)
        else:
            messages.success(request, _("Your changes have been saved."))
            return redirect("meeting_own", key)
    context = {"participant": participant, "meeting": participant.meeting, "form": form, "closed": closed}
    return render(request, "guests/meetings/own_change.html", context)


@login_not_required
@require_POST
def own_sign_off(request: HttpRequest, key: str) -> HttpResponse:
    """The way out: what is known goes at once."""
    participant = meetings.participant_behind(key)
    if participant is not None:
        meetings.sign_off(participant)
    return redirect("meeting_signed_off")


@login_not_required
@require_safe
def signed_off(request: HttpRequest) -> HttpResponse:
    return render(request, "guests/meetings/signed_off.html")


@login_not_required
@never_cache
@require_GET
def own_calendar(request: HttpRequest, key: str) -> HttpResponse:
    """To keep, once the plan is settled."""
    goes_on = Participant.objects.filter(meeting__settled_at__isnull=False, meeting__cancelled_at__isnull=True)
    participant = get_object_or_404(goes_on.select_related("meeting__organisation"), key=key)
    return calendar_response(feed([entry_for(participant)]))


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def outcome(request: HttpRequest, key: str) -> HttpResponse:
    """What came of each conversation: under a minute."""
    participant = meetings.participant_behind(key)
    if participant is None:
        return render(request, "guests/meetings/gone.html", status=404)
    conversations = meeting_outcomes.conversations_to_tell_of(participant)
    told = meeting_outcomes.told_by(participant)
    form = OutcomeForm(request.POST if request.method == "POST" else None, conversations, told, participant.side)
    if form.is_valid():
        meeting_outcomes.tell(participant, form.told)
        messages.success(request, _("Thank you. You can change your answers as long as this link works."))
        return redirect("meeting_outcome", key)
    context = {"participant": participant, "meeting": participant.meeting, "form": form, "asked": bool(conversations)}
    return render(request, "guests/meetings/outcome.html", context)
