"""Who was there: the host ticks a list, or participants say so themselves at the door.

Steps of courses that it counts for are done in the same transaction (guests/session_steps.py).

The door is an address in a QR code on the wall. It opens on the day of the session only, and only for who has a place.
"""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.refused import Refused
from people.models import Membership, User
from people.perms import organisations_with_role

from .models import Session, SignUp
from .session_mail import take_back_questions
from .session_steps import complete_steps_of
from .sessions import organisations_hosted_by, own_sign_up, session_to_host

# Of a smaller group one could tell who it is.
SMALLEST_GROUP = 5


def sees_names(user: User, session: Session) -> bool:
    """Whether `user` may know who comes: as its host, or as HR officer of its organisation.

    A team lead or an editor who does not host it follows nobody by it.
    """
    officer_of = organisations_with_role(user, Membership.Role.HR)
    hosts_it = session.host_id == user.pk and organisations_hosted_by(user).filter(pk=session.organisation_id).exists()
    return hosts_it or officer_of.filter(pk=session.organisation_id).exists()


def session_with_names(user: User, pk: int) -> Session:
    """One of which `user` may know who comes; 404 for any other."""
    session = session_to_host(user, pk)
    if not sees_names(user, session):
        raise Http404
    return session


def participants_of(session: Session) -> QuerySet[SignUp]:
    """Who has a place, by name."""
    return session.sign_ups.filter(state=SignUp.State.SIGNED_UP).select_related("user").order_by("user__name", "pk")


def list_is_open(session: Session) -> bool:
    """The list is ticked from the day of the session on."""
    return session.is_confirmed and (session.is_today or session.has_begun)


@transaction.atomic
def keep_list(session: Session, present: Collection[int], was_present: Collection[int]) -> int:
    """Keep what the host ticked (primary keys of sign-ups); returns how many changed.

    was_present: what was ticked when the list was shown, so that who came in by the door since stays present.
    Who is ticked has done the steps that this session counts for; a tick taken away takes no step back.
    Raises Refused before the day of the session.
    """
    locked = Session.objects.select_for_update(no_key=True).get(pk=session.pk)
    if not list_is_open(locked):
        raise Refused(_("You can tick who was there from the day of the session on. Come back then."))
    own = participants_of(locked)
    ticked = list(own.filter(pk__in=present, attended_at__isnull=True))
    cleared = list(own.filter(pk__in=set(was_present) - set(present), attended_at__isnull=False))
    SignUp.objects.filter(pk__in=[one.pk for one in cleared]).update(attended_at=None)
    SignUp.objects.filter(pk__in=[one.pk for one in ticked]).update(attended_at=timezone.now())
    take_back_questions(locked, [one.user_id for one in cleared])
    complete_steps_of(locked, [one.user_id for one in ticked])
    return len(cleared) + len(ticked)


def door_address(session: Session) -> str:
    """What the QR code at the door says."""
    return settings.BASE_URL + reverse("session_door", args=[session.door_key])


def session_behind(key: str) -> Session:
    """The session whose door this is; 404 for an unknown one or one that does not go on."""
    return get_object_or_404(Session.objects.confirmed().select_related("enterprise", "organisation"), door_key=key)


@transaction.atomic
def enter(session: Session, user: User) -> SignUp:
    """Say that one is there, which does the steps it counts for; twice is once.

    Raises Refused on another day or without a place.
    """
    locked = Session.objects.select_for_update(no_key=True).get(pk=session.pk)
    if not locked.is_today:
        raise Refused(_("This works on the day of the session only."))
    own = own_sign_up(locked, user)
    if own is None or own.state != SignUp.State.SIGNED_UP:
        raise Refused(_("You are not on the list of people with a place. Ask the host what is possible."))
    if own.attended_at is None:
        own.attended_at = timezone.now()
        own.save(update_fields=["attended_at"])
        complete_steps_of(locked, [user.pk])
    return own


@dataclass(frozen=True)
class WhoComes:
    """What a presenter may know: numbers by job title or department, and names of who said that these may be seen."""

    groups: list[tuple[str, int]]
    others: int
    names: list[str]
    attended: int


def who_comes(session: Session) -> WhoComes:
    """By job title; by department when no title is common enough. See told_apart for which groups."""
    placed = list(participants_of(session))
    memberships = Membership.objects.current().filter(
        user__in=[one.user_id for one in placed], organisation=session.organisation_id
    )
    known = list(memberships.values_list("user", "job_title__name", "department__name"))
    groups = told_apart([title for _user, title, _department in known], len(placed)) or told_apart(
        [department for _user, _title, department in known], len(placed)
    )
    return WhoComes(
        groups=groups,
        others=len(placed) - sum(count for _name, count in groups),
        names=[one.user.get_full_name() for one in placed if one.name_shown and one.user.name],
        attended=sum(one.attended_at is not None for one in placed),
    )


def told_apart(names: Iterable[str | None], everyone: int) -> list[tuple[str, int]]:
    """Groups of five or more, the largest first, of `everyone` who comes.

    What is left over is a group too: when it is smaller than five, the smallest groups go into it until it is not.
    """
    counted = Counter(name for name in names if name)
    groups = [(name, count) for name, count in counted.most_common() if count >= SMALLEST_GROUP]
    while groups and 0 < everyone - sum(count for _name, count in groups) < SMALLEST_GROUP:
        groups.pop()
    return groups
