"""The list of who comes, the QR code at the door, and the calendar address of one person."""

from datetime import timedelta

import segno
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from cms.refused import Refused
from people.models import User
from people.requests import SignedInRequest

from . import attendance, sessions
from .calendar_files import Entry, entry_of, feed
from .meeting_mail import meeting_entries
from .models import CalendarFeed, Session
from .models.sessions import make_key
from .session_steps import steps_counting

# What is over stays in a feed for so long.
FEED_LOOKS_BACK = timedelta(days=90)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def participants(request: SignedInRequest, pk: int) -> HttpResponse:
    """The host sees who comes and ticks who was there."""
    session = attendance.session_with_names(request.user, pk)
    if request.method == "POST":
        try:
            attendance.keep_list(session, _numbers(request, "present"), _numbers(request, "was"))
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("The list has been saved."))
        return redirect("session_participants", pk)
    context = {
        "session": session,
        "rows": attendance.participants_of(session),
        "is_open": attendance.list_is_open(session),
        "places": sessions.places_of(session),
        "courses": [course for _step, course in steps_counting(session)],
    }
    return render(request, "guests/sessions/participants.html", context)


def _numbers(request: HttpRequest, name: str) -> set[int]:
    return {int(value) for value in request.POST.getlist(name) if value.isdecimal() and len(value) < 19}


@require_GET
def door_sign(request: SignedInRequest, pk: int) -> HttpResponse:
    """The QR code to hang at the door or to show on the screen."""
    session, _sides = sessions.session_to_organise(request.user, pk)
    address = attendance.door_address(session)
    drawing = segno.make(address, error="m", micro=False).svg_inline(scale=8, light="#fff")
    # Drawn by segno from an address of our own.
    context = {"session": session, "address": address, "drawing": mark_safe(drawing)}  # noqa: S308
    return render(request, "guests/sessions/door_sign.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def door(request: SignedInRequest, key: str) -> HttpResponse:
    """Opened with the telephone; one button says that one is there."""
    session = attendance.session_behind(key)
    if request.method == "POST":
        try:
            attendance.enter(session, request.user)
        except Refused as refusal:
            messages.error(request, str(refusal))
        return redirect("session_door", key)
    own = sessions.own_sign_up(session, request.user)
    context = {"session": session, "is_there": bool(own and own.attended_at)}
    return render(request, "guests/sessions/door.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def own_feed(request: SignedInRequest) -> HttpResponse:
    """The secret address for a calendar program; asking again makes another and ends the one before."""
    if request.method == "POST":
        new = {"key": make_key(), "made_at": timezone.now()}
        CalendarFeed.objects.update_or_create(user=request.user, defaults=new)
        messages.success(request, _("This is your new address. An earlier one does not work any more."))
        return redirect("session_feed")
    own = CalendarFeed.objects.filter(user=request.user).first()
    return render(request, "guests/sessions/feed.html", {"own": own})


@login_not_required
@never_cache
@require_GET
def feed_file(request: HttpRequest, key: str) -> HttpResponse:
    """What the calendar program reads; the key takes the place of signing in."""
    owner = get_object_or_404(CalendarFeed.objects.select_related("user"), key=key, user__is_active=True).user
    since = timezone.now() - FEED_LOOKS_BACK
    own = sessions.own_calendar(owner, since).prefetch_related("parts")
    entries = [_entry(session, owner) for session in own]
    return calendar_response(feed(entries + meeting_entries(owner, since), _("Sessions")))


@require_GET
def calendar_file(request: SignedInRequest, pk: int) -> HttpResponse:
    """One session to keep, for who has a place, hosts or presents."""
    everything = sessions.own_calendar(request.user, timezone.now() - timedelta(days=36500))
    return calendar_response(feed([_entry(get_object_or_404(everything, id=pk), request.user)]))


def _entry(session: Session, user: User) -> Entry:
    return entry_of(session, is_presenter=session.presenter_id == user.pk)


def calendar_response(content: str) -> HttpResponse:
    """A calendar file to keep or to follow."""
    headers = {"Content-Disposition": 'attachment; filename="agenda.ics"'}
    return HttpResponse(content, content_type="text/calendar; charset=utf-8", headers=headers)
