"""Who was there: the host ticks a list, or participants say so themselves at the door.

The door is an address in a QR code on the wall. It opens on the day of the session only, and only for who has a place.
"""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from people.models import Membership, User
from people.perms import organisations_with_role

from .models import Session, SignUp
from .sessions import Refused, organisations_hosted_by, own_sign_up, session_to_host

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
    Raises Refused before the day of the session.
    """
    locked = Session.objects.select_for_update(no_key=True).get(pk=session.pk)
    if not list_is_open(locked):
        raise Refused(_("You can tick who was there from the day of the session on. Come back then."))
    own = participants_of(locked)
    ticked = own.filter(pk__in=present, attended_at__isnull=True).values("pk")
    cleared = own.filter(pk__in=set(was_present) - set(present), attended_at__isnull=False).values("pk")
    changed = SignUp.objects.filter(pk__in=list(cleared.values_list("pk", flat=True))).update(attended_at=None)
    now = timezone.now()
    return changed + SignUp.objects.filter(pk__in=list(ticked.values_list("pk", flat=True))).update(attended_at=now)


def door_address(session: Session) -> str:
    """What the QR code at the door says."""
    return settings.BASE_URL + reverse("session_door", args=[session.door_key])


def session_behind(key: str) -> Session:
    """The session whose door this is; 404 for an unknown one or one that does not go on."""
    return get_object_or_404(Session.objects.confirmed().select_related("enterprise", "organisation"), door_key=key)


@transaction.atomic
def enter(session: Session, user: User) -> SignUp:
    """Say that one is there; twice is once. Raises Refused on another day or without a place."""
    locked = Session.objects.select_for_update(no_key=True).get(pk=session.pk)
    if not locked.is_today:
        raise Refused(_("This works on the day of the session only."))
    own = own_sign_up(locked, user)
    if own is None or own.state != SignUp.State.SIGNED_UP:
        raise Refused(_("You are not on the list of people with a place. Ask the host what is possible."))
    if own.attended_at is None:
        own.attended_at = timezone.now()
        own.save(update_fields=["attended_at"])
    return own


@dataclass(frozen=True)
class WhoComes:
    """What a presenter may know: numbers by job title, and the names of who said that these may be seen."""

    titles: list[tuple[str, int]]
    others: int
    names: list[str]
    attended: int


def who_comes(session: Session) -> WhoComes:
    """Job titles of five people or more; all the others are one number without a title."""
    placed = list(participants_of(session))
    memberships = Membership.objects.current().filter(
        user__in=[one.user_id for one in placed], organisation=session.organisation_id, job_title__isnull=False
    )
    counted = Counter(memberships.values_list("job_title__name", flat=True))
    titles = [(title, count) for title, count in counted.most_common() if title and count >= SMALLEST_GROUP]
    return WhoComes(
        titles=titles,
        others=len(placed) - sum(count for _title, count in titles),
        names=[one.user.get_full_name() for one in placed if one.name_shown and one.user.name],
        attended=sum(one.attended_at is not None for one in placed),
    )
