"""Meetings of social enterprises and SMEs: who organises them, who comes, and what is changed or called off.

A municipality invites; there is no other side that has to say yes. Social enterprises sign up in the studio, civil
servants as host of a table, SMEs by an open form or because the organiser adds them. All writing holds the lock on
the row of the meeting. Who sits where is in guests/table_plan.py.
"""

from datetime import timedelta
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.db.models import Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.refused import Refused
from people.models import Membership, User
from people.perms import organisations_with_role

from . import meeting_mail
from .cases import enterprises_of
from .invitations import VALID_FOR
from .models import Enterprise, Meeting, MeetingQuerySet, Outcome, Participant
from .sessions import Changed, organisations_hosted_by, version_of

# What participants are told of when it changes.
AGREED = ("title", "place", "starts_at", "ends_at", "first_round_at", "minutes", "agenda")
# What a table plan rests on.
OF_THE_PLAN = ("rounds", "tables")
# What a form may set.
WRITTEN = (*AGREED, *OF_THE_PLAN, "sign_up_closes_at", "open_form")
# What a participant tells.
TOLD = ("seeks", "offers", "wish")
TOLD_BY_SME = ("name", "contact", "email", "sector", "region", "sdgs", *TOLD)
# Names and addresses, after the meeting.
KEPT_FOR = timedelta(days=183)
Side = Participant.Side


# --- Who ---------------------------------------------------------------------


def meetings_organised_by(user: User | AnonymousUser) -> MeetingQuerySet:
    """Those of which `user` may know who comes: as HR officer of the municipality, or as who organises it."""
    officer_of = organisations_with_role(user, Membership.Role.HR)
    own = Q(organiser=user.pk, organisation__in=organisations_hosted_by(user)) if user.is_authenticated else Q(pk=None)
    found = Meeting.objects.filter(Q(organisation__in=officer_of) | own)
    return found.select_related("organisation")


def meeting_to_organise(user: User, pk: int) -> Meeting:
    """One of those; 404 for any other."""
    return get_object_or_404(meetings_organised_by(user), id=pk)


def meetings_to_help_at(user: User) -> MeetingQuerySet:
    """Of the own municipality, and each at which `user` is host of a table."""
    works_at = Membership.objects.current().filter(user=user).values("organisation")
    own = Participant.objects.filter(user=user, side=Side.HOST).values("meeting")
    found = Meeting.objects.filter(Q(organisation__in=works_at) | Q(pk__in=own))
    return found.select_related("organisation")


def meeting_for(user: User, pk: int) -> Meeting:
    """One that `user` may help at or organises; 404 for any other."""
    found = meetings_to_help_at(user).filter(id=pk).first() or meetings_organised_by(user).filter(id=pk).first()
    if found is None:
        raise Http404
    return found


def enterprises_to_bring(user: User | AnonymousUser) -> QuerySet[Enterprise]:
    """The own enterprises that the editors admitted."""
    return enterprises_of(user).filter(admitted=True).order_by("name")


def enterprises_for_meeting(user: User) -> QuerySet[Enterprise]:
    """The same; 404 for who is no entrepreneur."""
    if not enterprises_of(user).exists():
        raise Http404
    return enterprises_to_bring(user)


def meeting_to_join(pk: int) -> Meeting:
    """Social enterprises of everywhere may come; 404 for one that does not exist."""
    return get_object_or_404(Meeting.objects.select_related("organisation"), id=pk)


def open_meeting(pk: int) -> Meeting:
    """One with an open form, for everybody; 404 for any other."""
    return get_object_or_404(Meeting.objects.select_related("organisation"), id=pk, open_form=True)


def participant_behind(key: str) -> Participant | None:
    """Whose page this is; None when there is nobody (any more)."""
    known = Participant.objects.select_related("meeting__organisation", "user", "enterprise")
    return known.filter(key=key).first()


def sme_behind(key: str) -> Participant:
    """An SME, which tells on its own page what it seeks and offers; 404 for any other, who tells it elsewhere."""
    participant = participant_behind(key)
    if participant is None or participant.side != Side.SME:
        raise Http404
    return participant


def coming(meeting: Meeting) -> QuerySet[Participant]:
    """Whoever comes, the address proven."""
    proven = meeting.participants.filter(proven_at__isnull=False)
    return proven.select_related("user", "enterprise").order_by("pk")


def own_part(meeting: Meeting, user: User) -> Participant | None:
    """As host of a table."""
    return meeting.participants.filter(user=user, side=Side.HOST).first()


def participant_to_remove(meeting: Meeting, pk: int) -> Participant:
    """Raises Http404 for who does not come to this meeting."""
    return get_object_or_404(coming(meeting), id=pk)


# --- The meeting itself --------------------------------------------------------


def organise(meeting: Meeting, user: User) -> Meeting:
    """Keep a new meeting; from now on people can sign up."""
    meeting.organiser = user
    meeting.save()
    return meeting


def locked(meeting: Meeting) -> Meeting:
    """Read anew and held until the end of the transaction."""
    # no_key: rows that only point at the meeting may be written meanwhile.
    return (
        Meeting.objects.select_for_update(no_key=True, of=("self",)).select_related("organisation").get(pk=meeting.pk)
    )


def refuse_what_is_past(meeting: Meeting) -> None:
    if meeting.cancelled_at:
        raise Refused(_("This meeting has been cancelled. Organise a new one if you want to meet after all."))
    if meeting.has_begun:
        raise Refused(_("This meeting has begun already or is over, so nothing can be changed any more."))


@transaction.atomic
def change(meeting: Meeting, fields: dict[str, Any], version: str) -> bool:
    """Keep these fields and tell who comes; False when nothing is different.

    Raises Changed when `version` is not the latest, Refused with the reason.
    """
    now = locked(meeting)
    refuse_what_is_past(now)
    if version != version_of(now):
        raise Changed(now)
    changed = {name for name in WRITTEN if fields[name] != getattr(now, name)}
    if not changed:
        return False
    if now.settled_at and changed & set(OF_THE_PLAN):
        raise Refused(_("The table plan has been settled, so the numbers of rounds and tables have to stay."))
    for name in changed:
        setattr(now, name, fields[name])
    now.changed_at = timezone.now()
    agreed = bool(changed & set(AGREED))
    now.sequence += agreed
    now.save()
    if changed & set(OF_THE_PLAN):
        now.conversations.all().delete()
    if agreed:
        meeting_mail.tell_changed(now, list(coming(now)))
    return True


@transaction.atomic
def cancel(meeting: Meeting, reason: str) -> bool:
    """Call it off and tell everybody; False when it was off already. Raises Refused when it has begun."""
    now = locked(meeting)
    if now.cancelled_at:
        return False
    refuse_what_is_past(now)
    now.cancelled_at = now.changed_at = timezone.now()
    now.cancel_reason = reason
    now.sequence += 1
    now.save()
    meeting_mail.tell_cancelled(now, list(coming(now)))
    return True


# --- Who comes ---------------------------------------------------------------


def why_closed(meeting: Meeting) -> str:
    """A sentence for who cannot sign up (any more); empty for who can."""
    if meeting.cancelled_at:
        return _("This meeting has been cancelled.")
    if meeting.has_begun:
        return _("This meeting has begun already or is over.")
    if not meeting.takes_sign_ups:
        return _("Sign-up is closed. Ask the municipality whether you can still come.")
    return ""


def _refuse_when_closed(meeting: Meeting) -> None:
    if closed := why_closed(meeting):
        raise Refused(closed)


@transaction.atomic
def help_at(meeting: Meeting, user: User) -> Participant:
    """`user` becomes host of a table; twice is once. Raises Refused when sign-up is closed."""
    now = locked(meeting)
    known = own_part(now, user)
    if known is not None:
        return known
    _refuse_when_closed(now)
    host = Participant.objects.create(meeting=now, side=Side.HOST, user=user, proven_at=timezone.now())
    meeting_mail.tell_signed_up(now, host)
    return host


@transaction.atomic
def bring(meeting: Meeting, enterprise: Enterprise, user: User, told: dict[str, Any]) -> Participant:
    """Sign an own enterprise up; again changes what it seeks and offers. Raises Refused when sign-up is closed."""
    now = locked(meeting)
    _refuse_when_closed(now)
    fields = {name: told[name] for name in TOLD}
    known = now.participants.filter(enterprise=enterprise).first()
    if known is not None:
        _keep_told(known, told)
        return known
    part = {"side": Side.ENTERPRISE, "enterprise": enterprise, "user": user, "proven_at": timezone.now()}
    participant = Participant.objects.create(meeting=now, **part, **fields)
    meeting_mail.tell_signed_up(now, participant)
    return participant


@transaction.atomic
def apply(meeting: Meeting, told: dict[str, Any]) -> None:
    """An SME signs up by the open form; it counts once the link in the mail was used.

    Who takes part already gets the own link again: the answer on the screen tells nobody who that is.
    Raises Refused when sign-up is closed.
    """
    now = locked(meeting)
    _refuse_when_closed(now)
    known = _sme_with(now, told["email"])
    if known is not None and known.proven_at:
        meeting_mail.tell_known(now, known)
        return
    meeting_mail.ask_proof(now, _new_sme(now, told, known))


@transaction.atomic
def add_sme(meeting: Meeting, told: dict[str, Any]) -> Participant:
    """The organiser signs an SME up and it hears so. Raises Refused when it takes part already, or it is too late."""
    now = locked(meeting)
    refuse_what_is_past(now)
    known = _sme_with(now, told["email"])
    if known is not None and known.proven_at:
        raise Refused(_("Somebody with this e-mail address takes part already. Look in the list."))
    sme = _new_sme(now, told, known, proven_at=timezone.now())
    meeting_mail.tell_added(now, sme)
    return sme


def _sme_with(meeting: Meeting, email: str) -> Participant | None:
    return meeting.participants.filter(side=Side.SME, email=_plain(email)).first()


def _plain(email: str) -> str:
    return email.strip().lower()


def _new_sme(meeting: Meeting, told: dict[str, Any], instead_of: Participant | None, **more: Any) -> Participant:
    """What was filled in last counts, as long as nobody proved the address."""
    if instead_of is not None:
        instead_of.delete()
    fields = {name: told[name] for name in TOLD_BY_SME} | {"email": _plain(told["email"])} | more
    return Participant.objects.create(meeting=meeting, side=Side.SME, **fields)


@transaction.atomic
def tell_again(participant: Participant, told: dict[str, Any]) -> None:
    """An SME changes what it seeks and offers. Raises Refused when sign-up is closed, or it does not come any more."""
    now = locked(participant.meeting)
    _refuse_when_closed(now)
    known = now.participants.filter(pk=participant.pk).first()
    if known is None:
        raise Refused(_("You are not on the list any more."))
    _keep_told(known, told)


def _keep_told(participant: Participant, told: dict[str, Any]) -> None:
    for name in TOLD:
        setattr(participant, name, told[name])
    participant.save(update_fields=TOLD)


@transaction.atomic
def prove(participant: Participant) -> bool:
    """The link in the mail was used: it comes. False when that was known. Raises Refused when it is too late."""
    now = locked(participant.meeting)
    if not now.participants.filter(pk=participant.pk, proven_at__isnull=True).exists():
        return False
    # Who asked in time may confirm after that.
    if now.cancelled_at or now.has_begun:
        raise Refused(why_closed(now))
    now.participants.filter(pk=participant.pk).update(proven_at=timezone.now())
    participant.proven_at = timezone.now()
    meeting_mail.tell_signed_up(now, participant)
    return True


@transaction.atomic
def sign_off(participant: Participant, by_organiser: bool = False) -> None:
    """Forget who does not come, or does not want to be known any more after it.

    In a settled plan the seats become empty; the organiser hears that, unless it was they who did it.
    """
    now = locked(participant.meeting)
    goes_on = not now.cancelled_at and not now.is_over
    meeting_mail.take_back_mail(participant)
    if participant.proven_at and goes_on:
        # The calendar of who signs off must see this as newer than the invitation.
        now.sequence += bool(now.settled_at)
        now.save(update_fields=["sequence"])
        meeting_mail.tell_signed_off(now, participant)
        if now.settled_at and not by_organiser:
            meeting_mail.tell_organiser(now, participant)
    forget(Participant.objects.filter(pk=participant.pk))


def forget(participants: QuerySet[Participant]) -> int:
    """Delete them, and what they told in own words; that something came of a conversation stays, of nobody."""
    keys = list(participants.values_list("pk", flat=True))
    for side in Side:
        seat = {f"conversation__{side.value}__in": keys}
        Outcome.objects.filter(side=side, **seat).exclude(words="").update(words="")
    Participant.objects.filter(pk__in=keys).delete()
    return len(keys)


def old_participants() -> QuerySet[Participant]:
    """Half a year after a meeting nobody who came is known; nor who never proved an address."""
    now = timezone.now()
    unproven = Q(proven_at__isnull=True, signed_up_at__lt=now - VALID_FOR)
    return Participant.objects.filter(Q(meeting__ends_at__lt=now - KEPT_FOR) | unproven)


def forget_old_participants() -> int:
    """Returns how many."""
    now = timezone.now()
    # Also of whom the account went before, who is not among the participants any more.
    old = Outcome.objects.filter(conversation__meeting__ends_at__lt=now - KEPT_FOR)
    old.exclude(words="").update(words="")
    return forget(old_participants())
