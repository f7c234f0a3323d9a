"""Sessions with entrepreneurs: who proposes and confirms, who gets a place, who was there.

A session is proposed by the municipality or by the enterprise and takes place once both have confirmed it. Places
are given in the order in which people asked, under a lock on the row of the session: of two who want the last place
one goes first. A place that becomes free goes to the first who waits, in the same transaction.
"""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.db.models import Max, Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cms.refused import Refused
from people.models import Membership, Organisation, User
from people.perms import has_platform_role, in_platform_role, organisations_with_role
from people.roles import PlatformRole

from . import session_mail
from .cases import enterprises_of
from .models import Enterprise, Interest, Session, SessionQuerySet, SignUp
from .models.appointments import Appointment
from .sides import Side as Side

# What both sides agree on; a change of it is mailed to everybody who comes.
AGREED = ("title", "kind", "place", "link", "starts_at", "ends_at", "agenda")
# What a form may set.
WRITTEN = (*AGREED, "course", "capacity", "open_to_all", "sign_up_closes_at")
State = SignUp.State


class Changed(Exception):  # noqa: N818
    """Somebody changed it after the form was opened; `now` is how it is now."""

    def __init__(self, now: Appointment) -> None:
        self.now = now
        super().__init__()


# --- Who ---------------------------------------------------------------------


def organisations_hosted_by(user: User | AnonymousUser) -> QuerySet[Organisation]:
    """For which organisations `user` invites entrepreneurs: as HR officer or team lead; editors for all."""
    if has_platform_role(user, PlatformRole.EDITOR):
        return Organisation.objects.all()
    officer_of = organisations_with_role(user, Membership.Role.HR)
    leads_in = organisations_with_role(user, Membership.Role.TEAM_LEAD)
    return (officer_of | leads_in).distinct()


def organisations_for_host(user: User) -> QuerySet[Organisation]:
    """The same; 404 when there is none."""
    organisations = organisations_hosted_by(user)
    if not organisations.exists():
        raise Http404
    return organisations


def organisations_to_visit() -> QuerySet[Organisation]:
    """Those of which somebody can say yes."""
    officers = Membership.objects.current().filter(role=Membership.Role.HR, user__is_active=True)
    return Organisation.objects.filter(pk__in=officers.values("organisation"))


def enterprises_to_invite() -> QuerySet[Enterprise]:
    """Those of which somebody can say yes."""
    speakers = User.objects.filter(in_platform_role(PlatformRole.ENTREPRENEUR))
    return Enterprise.objects.filter(members__in=speakers).distinct().order_by("name")


def sessions_presented_by(user: User | AnonymousUser) -> SessionQuerySet:
    """Of the own enterprises."""
    return _with_names(Session.objects.filter(enterprise__in=enterprises_of(user)))


def sessions_hosted_by(user: User | AnonymousUser) -> SessionQuerySet:
    """Of the organisations that `user` hosts for."""
    return _with_names(Session.objects.filter(organisation__in=organisations_hosted_by(user)))


def sessions_to_attend(user: User) -> SessionQuerySet:
    """Confirmed sessions of the own organisation and those open to all; and each for which `user` signed up."""
    works_at = Membership.objects.current().filter(user=user).values("organisation")
    own = SignUp.objects.filter(user=user).exclude(state=State.CANCELLED).values("session")
    invited = Session.objects.confirmed().filter(Q(organisation__in=works_at) | Q(open_to_all=True))
    return _with_names(Session.objects.filter(Q(pk__in=invited.values("pk")) | Q(pk__in=own)))


def _with_names(sessions: SessionQuerySet) -> SessionQuerySet:
    return sessions.select_related("organisation", "enterprise", "course")


def session_for(user: User, pk: int) -> Session:
    """One that `user` may attend or hosts; 404 for any other."""
    found = sessions_to_attend(user).filter(id=pk).first() or sessions_hosted_by(user).filter(id=pk).first()
    if found is None:
        raise Http404
    return found


def session_to_present(user: User, pk: int) -> Session:
    """One of an own enterprise; 404 for any other."""
    return get_object_or_404(sessions_presented_by(user), id=pk)


def session_to_host(user: User, pk: int) -> Session:
    """One of an organisation that `user` hosts for; 404 for any other."""
    return get_object_or_404(sessions_hosted_by(user), id=pk)


def session_to_organise(user: User, pk: int) -> tuple[Session, frozenset[Side]]:
    """One that `user` may confirm, change and call off, and for which of the sides; 404 for any other."""
    own = {Side.HOST: sessions_hosted_by(user), Side.PRESENTER: sessions_presented_by(user)}
    found = {side: session for side, sessions in own.items() if (session := sessions.filter(id=pk).first())}
    if not found:
        raise Http404
    return next(iter(found.values())), frozenset(found)


# --- Agreeing ----------------------------------------------------------------


@transaction.atomic
def propose(session: Session, user: User, side: Side) -> Session:
    """Keep a new session, confirmed by the side that proposes it, and ask the other."""
    _say_yes(session, user, side)
    session.save()
    session_mail.ask_other_side(session, {side})
    return session


def _say_yes(session: Session, user: User, side: Side) -> None:
    now = timezone.now()
    if side == Side.HOST:
        session.confirmed_by_host_at, session.host = now, user
    else:
        session.confirmed_by_presenter_at, session.presenter = now, user


def waits_for(session: Session) -> Side | None:
    """Whose yes is missing; None when both gave it or it is off."""
    if session.cancelled_at or session.is_confirmed:
        return None
    return Side.PRESENTER if session.confirmed_by_host_at else Side.HOST


@transaction.atomic
def confirm(session: Session, user: User, sides: frozenset[Side], version: str) -> bool:
    """Say yes for the side that is asked; False when it was confirmed already.

    Raises Changed when `version` is not what is asked now, Refused when it is off or has begun.
    """
    locked = _locked(session)
    if locked.is_confirmed:
        return False
    _refuse_what_is_past(locked)
    if version != version_of(locked):
        raise Changed(locked)
    asked = waits_for(locked)
    if asked not in sides:
        raise Refused(_("The other side has to say yes first. They had an e-mail with your proposal."))
    _say_yes(locked, user, asked)
    locked.save()
    session_mail.tell_confirmed(locked)
    session_mail.tell_interested(locked, interested_in(locked))
    return True


def version_of(appointment: Appointment) -> str:
    """What a form must bring back to prove that it saw the latest words."""
    return appointment.changed_at.isoformat()


def _locked(session: Session) -> Session:
    """Read anew and held until the end of the transaction; who wants a place waits here for who came first."""
    # no_key: rows that only point at the session may be written meanwhile.
    return Session.objects.select_for_update(no_key=True).get(pk=session.pk)


def _refuse_what_is_past(session: Session) -> None:
    if session.cancelled_at:
        raise Refused(_("This session has been cancelled. Propose a new one if you want to meet after all."))
    if session.has_begun:
        raise Refused(_("This session has begun already or is over, so nothing can be changed any more."))


@transaction.atomic
def change(session: Session, fields: dict[str, Any], user: User, sides: frozenset[Side], version: str) -> bool:
    """Keep these fields; False when nothing is different.

    What was confirmed stays confirmed and everybody who comes gets the change. Before that a change is a
    counter-proposal: it is confirmed by this side, and the other is asked again.
    Raises Changed when `version` is not the latest, Refused with the reason.
    """
    locked = _locked(session)
    _refuse_what_is_past(locked)
    if version != version_of(locked):
        raise Changed(locked)
    changed = [name for name in WRITTEN if fields[name] != getattr(locked, name)]
    if not changed:
        return False
    _refuse_too_few_places(locked, fields["capacity"])
    for name in changed:
        setattr(locked, name, fields[name])
    locked.changed_at = timezone.now()
    _tell_the_change(locked, user, sides, agreed=bool(set(changed) & set(AGREED)))
    return True


def _refuse_too_few_places(session: Session, capacity: int) -> None:
    given = _with_a_place(session).count()
    if capacity < given:
        words = ngettext(
            "Keep at least %(given)s place: %(given)s person has one already.",
            "Keep at least %(given)s places: %(given)s people have one already.",
            given,
        )
        raise Refused(words % {"given": given})


def _tell_the_change(session: Session, user: User, sides: frozenset[Side], agreed: bool) -> None:
    if agreed:
        session.sequence += 1
    if session.is_confirmed:
        session.save()
        session_mail.tell_moved_up(fill_places(session))
        if agreed:
            session_mail.tell_changed(session)
        return
    if agreed:
        session.confirmed_by_host_at = session.confirmed_by_presenter_at = None
        for side in sides:
            _say_yes(session, user, side)
    session.save()
    if agreed:
        session_mail.ask_other_side(session, sides)


@transaction.atomic
def cancel(session: Session, reason: str) -> bool:
    """Call it off and tell everybody; False when it was off already. Raises Refused when it has begun."""
    locked = _locked(session)
    if locked.cancelled_at:
        return False
    _refuse_what_is_past(locked)
    was_confirmed = locked.is_confirmed
    locked.cancelled_at = locked.changed_at = timezone.now()
    locked.cancel_reason = reason
    locked.sequence += 1
    locked.save()
    session_mail.tell_cancelled(locked, was_confirmed)
    return True


def interested_in(session: Session) -> QuerySet[User]:
    """Who waited for a session about this course, among those who may attend this one."""
    if session.course is None:
        return User.objects.none()
    waiting = Interest.objects.filter(course__translation_key=session.course.translation_key)
    people = User.objects.filter(is_active=True, pk__in=waiting.values("user"))
    if session.open_to_all:
        return people
    members = Membership.objects.current().filter(organisation=session.organisation_id)
    return people.filter(pk__in=members.values("user"))


def clashes(session: Session) -> SessionQuerySet:
    """Others at that time of the same enterprise or in the same municipality: worth a look, no reason to refuse."""
    same = Q(enterprise=session.enterprise_id) | Q(organisation=session.organisation_id)
    return Session.objects.filter(same, cancelled_at__isnull=True).at_the_same_time_as(session)


# --- Places ------------------------------------------------------------------


def _with_a_place(session: Session) -> QuerySet[SignUp]:
    return session.sign_ups.filter(state=State.SIGNED_UP)


def own_sign_up(session: Session, user: User) -> SignUp | None:
    """With a place or waiting; None for who did not sign up or signed off."""
    return session.sign_ups.filter(user=user).exclude(state=State.CANCELLED).first()


@dataclass(frozen=True)
class Places:
    """How full a session is."""

    given: int
    waiting: int
    capacity: int

    @property
    def free(self) -> int:
        return max(self.capacity - self.given, 0)


def places_of(session: Session) -> Places:
    """Counted now; somebody else may be faster."""
    return places_by_session([session])[session.pk]


def places_by_session(sessions: Collection[Session]) -> dict[int, Places]:
    """The same for many by primary key; one query."""
    asked = SignUp.objects.filter(session__in=sessions).exclude(state=State.CANCELLED)
    counted = Counter(asked.values_list("session", "state"))
    return {
        session.pk: Places(counted[session.pk, State.SIGNED_UP], counted[session.pk, State.WAITING], session.capacity)
        for session in sessions
    }


def place_in_line(sign_up: SignUp) -> int:
    """1 for who is the first to move up."""
    waiting = SignUp.objects.filter(session=sign_up.session_id, state=State.WAITING)
    return waiting.filter(number__lte=sign_up.number).count()


@transaction.atomic
def sign_up(session: Session, user: User, name_shown: bool = False) -> SignUp:
    """A place, or the end of the waiting list. Asking twice gives the same. Raises Refused when it is closed."""
    locked = _locked(session)
    known = own_sign_up(locked, user)
    if known is not None:
        return known
    if not locked.takes_sign_ups:
        raise Refused(why_closed(locked))
    last = locked.sign_ups.aggregate(last=Max("number"))["last"] or 0
    asked = SignUp.objects.create(
        session=locked, user=user, number=last + 1, state=State.WAITING, name_shown=name_shown
    )
    _forget_interest(locked, user)
    moved_up = fill_places(locked)
    asked.refresh_from_db()
    session_mail.tell_moved_up([one for one in moved_up if one.pk != asked.pk])
    session_mail.tell_signed_up(asked)
    return asked


def _forget_interest(session: Session, user: User) -> None:
    """Who signed up need not be told of a date any more."""
    if session.course:
        Interest.objects.filter(user=user, course__translation_key=session.course.translation_key).delete()


def why_closed(session: Session) -> str:
    """A sentence for who cannot sign up (any more)."""
    if session.cancelled_at:
        return _("This session has been cancelled. See which others are coming.")
    if not session.is_confirmed:
        return _("This session has not been confirmed yet. Come back later to sign up.")
    if session.has_begun:
        return _("This session has begun already or is over. See which others are coming.")
    return _("Sign-up is closed. Ask in your own organisation whether you can still come.")


def fill_places(session: Session) -> list[SignUp]:
    """Give what is free to who waits, the first first. The caller holds the lock on the session."""
    free = session.capacity - _with_a_place(session).count()
    if free <= 0 or session.has_begun:
        return []
    first = list(session.sign_ups.filter(state=State.WAITING).select_related("user").order_by("number")[:free])
    now = timezone.now()
    for one in first:
        one.state, one.moved_up_at = State.SIGNED_UP, now
        # What is mailed about it must not be older than what the caller just wrote.
        one.session = session
    SignUp.objects.bulk_update(first, ["state", "moved_up_at"])
    return first


@transaction.atomic
def sign_off(session: Session, user: User) -> bool:
    """Give the place back, to the first who waits; False for who had none. Raises Refused when it has begun."""
    locked = _locked(session)
    own = own_sign_up(locked, user)
    if own is None:
        return False
    if locked.has_begun:
        raise Refused(_("This session has begun already or is over, so you cannot sign off any more."))
    had_a_place = own.state == State.SIGNED_UP
    own.state, own.cancelled_at, own.session = State.CANCELLED, timezone.now(), locked
    own.save()
    if had_a_place:
        # The calendar of who signs off must see this as newer than the invitation.
        locked.sequence += 1
        locked.save(update_fields=["sequence"])
        session_mail.tell_signed_off(own)
        session_mail.tell_moved_up(fill_places(locked))
    return True


def at_the_same_time(session: Session, user: User) -> SessionQuerySet:
    """What else `user` goes to, hosts or presents at that time: a warning, no reason to refuse."""
    goes = SignUp.objects.filter(user=user).exclude(state=State.CANCELLED).values("session")
    own = Q(pk__in=goes) | Q(host=user) | Q(presenter=user)
    return Session.objects.confirmed().filter(own).at_the_same_time_as(session)


def own_calendar(user: User, since: datetime) -> SessionQuerySet:
    """Confirmed sessions that `user` has a place in, hosts or presents and that end after `since`."""
    goes = SignUp.objects.filter(user=user, state=State.SIGNED_UP).values("session")
    own = Q(pk__in=goes) | Q(host=user) | Q(presenter=user)
    return _with_names(Session.objects.confirmed().filter(own).coming(since))
