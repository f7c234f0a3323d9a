"""Sessions for civil servants, and what both sides do to organise one."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cms.refused import Refused
from courses.models import CoursePage
from courses.perms import published_course
from people.requests import SignedInRequest

from . import attendance, evaluations, fair_use, interest, materials, presenter_page, sessions, tenders
from .cases import enterprises_for_author
from .models import Session, SessionStepPage, SignUp
from .models.appointments import Appointment
from .session_forms import CancelForm, ProposeToEnterprise, ProposeToMunicipality, SessionForm, form_for
from .sessions import Side
from .weighing import Concerns, concerns_about
from .workplace import Workplace

Sides = frozenset[Side]


# --- For who comes -----------------------------------------------------------


@require_GET
def session_list(request: SignedInRequest) -> HttpResponse:
    """What is coming, and for hosts also what is proposed."""
    user = request.user
    coming = list(sessions.sessions_to_attend(user).coming())
    sign_ups = SignUp.objects.filter(user=user, session__in=coming).exclude(state=SignUp.State.CANCELLED)
    own = {one.session_id: one for one in sign_ups}
    hosted = sessions.sessions_hosted_by(user).coming()
    context = {
        "rows": [{"session": session, "own": own.get(session.pk)} for session in coming],
        "is_host": sessions.organisations_hosted_by(user).exists(),
        "waiting": interest.waiting_for_a_date(user),
        "hosted": [{"session": session, "waits_for": sessions.waits_for(session)} for session in hosted],
    }
    return render(request, "guests/sessions/list.html", context)


@require_GET
def session(request: SignedInRequest, pk: int) -> HttpResponse:
    """One session: what, when, where, and signing up."""
    found = sessions.session_for(request.user, pk)
    own = sessions.own_sign_up(found, request.user)
    is_host = sessions.sessions_hosted_by(request.user).filter(pk=found.pk).exists()
    context = {
        "session": found,
        "own": own,
        "has_place": own is not None and own.state == SignUp.State.SIGNED_UP,
        "line": sessions.place_in_line(own) if own and own.state == SignUp.State.WAITING else 0,
        "places": sessions.places_of(found),
        "closed": "" if found.takes_sign_ups else sessions.why_closed(found),
        "others": sessions.at_the_same_time(found, request.user),
        "material": materials.material_seen_by(request.user).filter(session=found),
        "is_host": is_host,
        "tenders": tenders.to_mind(found.enterprise, found.organisation, False) if is_host else [],
        "sees_names": is_host and attendance.sees_names(request.user, found),
        "waits_for": sessions.waits_for(found),
        "version": sessions.version_of(found),
        "may_evaluate": evaluations.may_evaluate(found, request.user),
        "said": evaluations.said_of(found) if is_host and found.has_begun else None,
    }
    return render(request, "guests/sessions/session.html", context)


@require_POST
def sign_up(request: SignedInRequest, pk: int) -> HttpResponse:
    """A place or the waiting list; what else is at that time is said, and stops nobody."""
    found = sessions.session_for(request.user, pk)
    try:
        own = sessions.sign_up(found, request.user, name_shown="name_shown" in request.POST)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("session", pk)
    if own.state == SignUp.State.SIGNED_UP:
        messages.success(request, _("You have a place. You get an e-mail with an entry for your calendar."))
    else:
        messages.success(request, _waiting_words(own, place_expected="place" in request.POST))
    for other in sessions.at_the_same_time(found, request.user):
        messages.warning(request, _("Mind: “%(title)s” is at the same time.") % {"title": other.title})
    return redirect("session", pk)


def _waiting_words(own: SignUp, place_expected: bool) -> str:
    if place_expected:
        words = _(
            "The last place was just taken. You are number %(line)s on the waiting list and move up automatically. "
            "Sign off if you would rather not wait."
        )
    else:
        words = _("You are number %(line)s on the waiting list. You move up automatically and get an e-mail then.")
    return words % {"line": sessions.place_in_line(own)}


@require_POST
def sign_off(request: SignedInRequest, pk: int) -> HttpResponse:
    """Give the place to who waits."""
    found = sessions.session_for(request.user, pk)
    try:
        gone = sessions.sign_off(found, request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        if gone:
            messages.success(request, _("You have signed off. Thank you: your place goes to somebody else."))
        else:
            messages.info(request, _("You were not signed up for this session."))
    return redirect("session", pk)


@require_POST
def interest_in(request: SignedInRequest, course_pk: int) -> HttpResponse:
    """Say that one would come to a session about a course, or not any more."""
    course = published_course(course_pk)
    if "take_back" in request.POST:
        interest.take_back(request.user, course)
        messages.success(request, _("You do not get an e-mail about a session any more."))
    else:
        interest.show_interest(request.user, course)
        messages.success(request, _("Thank you. You get an e-mail when there is a date."))
    return redirect(_asked_at(request, course))


def _asked_at(request: SignedInRequest, course: CoursePage) -> str:
    """The step of this course on which it was asked, or the course itself."""
    slug = request.POST.get("step", "")
    step = SessionStepPage.objects.live().descendant_of(course).filter(slug=slug).first()
    address: str = (step or course).get_url(request)
    return address


# --- For both sides ----------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
def new_session(request: SignedInRequest) -> HttpResponse:
    """A host proposes a session to an enterprise; of whom least was asked stands first."""
    organisations = sessions.organisations_for_host(request.user)
    enterprises = fair_use.least_asked_first(sessions.enterprises_to_invite())
    form = ProposeToEnterprise(request.POST or None, enterprises=enterprises, organisations=organisations)
    return _propose(request, form, Side.HOST)


@require_http_methods(["GET", "HEAD", "POST"])
def studio_new_session(request: SignedInRequest) -> HttpResponse:
    """An entrepreneur proposes a session to a municipality."""
    enterprises = enterprises_for_author(request.user)
    form = ProposeToMunicipality(
        request.POST or None, enterprises=enterprises, organisations=sessions.organisations_to_visit()
    )
    return _propose(request, form, Side.PRESENTER)


def _propose(request: SignedInRequest, form: ProposeToEnterprise, side: Side) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        sides = {name: form.cleaned_data[name] for name in ("enterprise", "organisation")}
        proposed = Session(**_fields(form), **sides)
        concerns = concerns_about(proposed, side)
        if concerns and request.POST.get("weighed") != concerns.key:
            return _proposal_page(request, form, side, concerns)
        sessions.propose(proposed, request.user, side)
        messages.success(request, _("Your proposal has been sent. The session goes on when the other side says yes."))
        _warn_of_clashes(request, proposed)
        return _back_to(proposed, frozenset({side}))
    return _proposal_page(request, form, side)


def _proposal_page(
    request: SignedInRequest, form: ProposeToEnterprise, side: Side, concerns: Concerns | None = None
) -> HttpResponse:
    """The form with what was typed; `concerns` are to be read before it is sent."""
    is_presenter = side == Side.PRESENTER
    context = {
        "form": form,
        "is_presenter": is_presenter,
        "concerns": concerns,
        "loads": fair_use.loads_of(enterprises_for_author(request.user)) if is_presenter else [],
    }
    return render(request, "guests/sessions/new.html", context)


def _fields(form: SessionForm) -> dict[str, Any]:
    written = {**form.initial, **form.cleaned_data}
    return {name: written[name] for name in sessions.WRITTEN}


def _warn_of_clashes(request: SignedInRequest, session: Session) -> None:
    for other in sessions.clashes(session):
        messages.warning(request, _("Mind: “%(title)s” is at the same time.") % {"title": other.title})


def _back_to(session: Session, sides: Sides) -> HttpResponseRedirect:
    return redirect("session" if Side.HOST in sides else "studio_session", session.pk)


@require_POST
def confirm(request: SignedInRequest, pk: int) -> HttpResponse:
    """Say yes to a proposal."""
    found, sides = sessions.session_to_organise(request.user, pk)
    try:
        sessions.confirm(found, request.user, sides, request.POST.get("version", ""))
    except sessions.Changed:
        messages.error(request, _("The proposal was changed a moment ago. Read it again and then say yes."))
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The session is confirmed. Both of you get an entry for your calendar."))
    return _back_to(found, sides)


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: SignedInRequest, pk: int) -> HttpResponse:
    """The same form again; whoever saved in between is not overwritten unseen."""
    found, sides = sessions.session_to_organise(request.user, pk)
    if request.method != "POST":
        return _change_page(request, found, sides, form_for(found))
    form = form_for(found, request.POST)
    version = request.POST.get("version", "")
    if not form.is_valid():
        return _change_page(request, found, sides, form, version)
    try:
        changed = sessions.change(found, _fields(form), request.user, sides, version)
    except sessions.Changed as newer:
        return _change_page(request, found, sides, form, sessions.version_of(newer.now), newer=newer.now)
    except Refused as refusal:
        return _change_page(request, found, sides, form, version, problem=str(refusal))
    if changed:
        found.refresh_from_db()
        messages.success(request, _("The session has been changed."))
        _warn_of_clashes(request, found)
    else:
        messages.info(request, _("Nothing was different, so nothing was changed."))
    return _back_to(found, sides)


def _change_page(
    request: SignedInRequest,
    found: Session,
    sides: Sides,
    form: SessionForm,
    version: str = "",
    newer: Appointment | None = None,
    problem: str = "",
) -> HttpResponse:
    """The form with what was typed; `newer` is what somebody else saved meanwhile, `problem` why it was not kept."""
    context = {
        "session": found,
        "form": form,
        "version": version or sessions.version_of(found),
        "newer": newer,
        "problem": problem,
        "is_presenter": Side.HOST not in sides,
    }
    return render(request, "guests/sessions/change.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def cancel(request: SignedInRequest, pk: int) -> HttpResponse:
    """Asks why; everybody who would come reads it."""
    found, sides = sessions.session_to_organise(request.user, pk)
    form = CancelForm(request.POST or None)
    problem = ""
    if request.method == "POST" and form.is_valid():
        try:
            sessions.cancel(found, form.cleaned_data["reason"])
        except Refused as refusal:
            problem = str(refusal)
        else:
            messages.success(request, _("The session has been cancelled. Everybody who would come gets an e-mail."))
            return _back_to(found, sides)
    context = {
        "session": found,
        "form": form,
        "problem": problem,
        "places": sessions.places_of(found),
        "is_presenter": Side.HOST not in sides,
    }
    return render(request, "guests/sessions/cancel.html", context)


# --- In the studio -----------------------------------------------------------


@require_GET
def studio_sessions(request: SignedInRequest) -> HttpResponse:
    """Sessions of the own enterprises, those to come first."""
    enterprises = enterprises_for_author(request.user)
    own = sessions.sessions_presented_by(request.user)
    rows = [{"session": session, "waits_for": sessions.waits_for(session)} for session in own.coming()]
    context = {"rows": rows, "over": own.over()[:20], "enterprises": enterprises}
    return render(request, "guests/studio/sessions.html", context)


@require_GET
def studio_session(request: SignedInRequest, pk: int) -> HttpResponse:
    """The page of the presenter: what was agreed and how many come."""
    found = sessions.session_to_present(request.user, pk)
    context = {
        "waits_for": sessions.waits_for(found),
        "version": sessions.version_of(found),
        "others": sessions.at_the_same_time(found, request.user),
        "tenders": tenders.to_mind(found.enterprise, found.organisation, True),
        "said": evaluations.said_of(found) if found.has_begun else None,
    } | presenter_page.page_of(Workplace(found, frozenset({Side.PRESENTER}), request.user))
    return render(request, "guests/studio/session.html", context)
