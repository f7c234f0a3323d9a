"""The table plan, for the organiser."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cms.refused import Refused
from people.requests import SignedInRequest

from . import meetings, table_plan
from .meeting_forms import WishForm
from .models import Meeting
from .schedules import conversations_of, schedules


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def plan(request: SignedInRequest, pk: int) -> HttpResponse:
    """The plan as it is, what can be done with it, and the wishes; a POST adds a wish."""
    found = meetings.meeting_to_organise(request.user, pk)
    form = WishForm(request.POST if request.method == "POST" else None, meetings.coming(found))
    if form.is_valid():
        chosen = form.cleaned_data
        return _done(
            request,
            found,
            lambda: table_plan.wish(found, chosen["enterprise"], chosen["sme"], chosen["kind"]),
            _("The wish has been kept. Make the plan anew to see what it does."),
        )
    context = {
        "meeting": found,
        "plan": table_plan.plan_of(found),
        "form": form,
        "wishes": found.pair_rules.select_related("enterprise__enterprise", "sme__enterprise"),
        "may_change": not found.cancelled_at and not found.has_begun,
        "may_repair": found.settled_at and not found.cancelled_at and not found.is_over,
    }
    return render(request, "guests/meetings/plan.html", context)


def _done(request: SignedInRequest, found: Meeting, act: Callable[[], object], words: str) -> HttpResponse:
    """Do it and say so, or say why not."""
    try:
        act()
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, words)
    return redirect("meeting_plan", found.pk)


@require_POST
def make(request: SignedInRequest, pk: int) -> HttpResponse:
    """Make it, or make it anew."""
    found = meetings.meeting_to_organise(request.user, pk)
    words = _("This is the proposal. Only you see it, until you settle it.")
    return _done(request, found, lambda: table_plan.propose(found), words)


@require_POST
def settle(request: SignedInRequest, pk: int) -> HttpResponse:
    """Promise it, and mail everybody."""
    found = meetings.meeting_to_organise(request.user, pk)
    words = _("The table plan has been settled. Everybody gets an e-mail with an entry for the calendar.")
    return _done(request, found, lambda: table_plan.settle(found), words)


@require_POST
def repair(request: SignedInRequest, pk: int) -> HttpResponse:
    """Fill the empty seats, changing as little as can be."""
    found = meetings.meeting_to_organise(request.user, pk)
    try:
        people = table_plan.repair(found)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("meeting_plan", pk)
    words = ngettext(
        "Repaired. %(people)s participant has another plan now and gets an e-mail.",
        "Repaired. %(people)s participants have another plan now and get an e-mail.",
        people,
    )
    messages.success(request, words % {"people": people})
    return redirect("meeting_plan", pk)


@require_POST
def drop_wish(request: SignedInRequest, pk: int, wish_pk: int) -> HttpResponse:
    """Not wished any more."""
    found = meetings.meeting_to_organise(request.user, pk)
    return _done(request, found, lambda: table_plan.drop_wish(found, wish_pk), _("The wish has been removed."))


@never_cache
@require_GET
def printed(request: SignedInRequest, pk: int) -> HttpResponse:
    """On paper: per round and table, and per participant."""
    found = meetings.meeting_to_organise(request.user, pk)
    shown = table_plan.plan_of(found)
    turns = schedules(found, conversations_of(found))
    everybody = [*shown.cast.enterprises, *shown.cast.smes, *shown.cast.hosts]
    everybody.sort(key=lambda one: one.shown_name.casefold())
    rows = [{"who": one, "turns": turns.get(one.pk, [])} for one in everybody]
    context = {"meeting": found, "plan": shown, "rows": rows}
    return render(request, "guests/meetings/print.html", context)
