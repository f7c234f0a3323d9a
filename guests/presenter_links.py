"""The own page of who presents a session, by a link in the mail that needs no account.

A link opens one session for one person. It ends when it is renewed, when this person no longer writes for the
enterprise, and ninety days after the session.
"""

from datetime import datetime, timedelta
from enum import StrEnum

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from people.hashed_secrets import hash_of, new_secret
from people.models import User

from .cases import enterprises_of
from .models import Preparation, PresenterLink, Session

WORKS_FOR = timedelta(days=90)


class Standing(StrEnum):
    """Whether a link opens the page, and if not, why."""

    OPEN = "open"
    ENDED = "ended"
    EXPIRED = "expired"


def new_link(session: Session, user: User) -> str:
    """An address to mail to `user`, beside those mailed before."""
    secret = new_secret()
    PresenterLink.objects.create(session=session, user=user, token_hash=hash_of(secret))
    return settings.BASE_URL + reverse("presenter_page", args=[secret])


def find(token: str) -> PresenterLink | None:
    """What the secret was made for, whether it still opens or not."""
    links = PresenterLink.objects.select_related("user", "session__organisation", "session__enterprise")
    return links.select_related("session__course", "session__host").filter(token_hash=hash_of(token)).first()


def standing_of(link: PresenterLink) -> Standing:
    if link.ended_at or not link.user.is_active:
        return Standing.ENDED
    if not enterprises_of(link.user).filter(pk=link.session.enterprise_id).exists():
        return Standing.ENDED
    if works_until(link.session) <= timezone.now():
        return Standing.EXPIRED
    return Standing.OPEN


def works_until(session: Session) -> datetime:
    """By the session, so that a link to one that is moved works on."""
    return session.ends_at + WORKS_FOR


@transaction.atomic
def end_links(session: Session, user: User) -> None:
    """None of those mailed to `user` opens any more."""
    links = PresenterLink.objects.filter(session=session, user=user, ended_at__isnull=True)
    links.update(ended_at=timezone.now())


def old_presenting() -> tuple[QuerySet[PresenterLink], QuerySet[Preparation]]:
    """Links, and preparations with a contact in them, of sessions that are long over."""
    over = Session.objects.filter(ends_at__lte=timezone.now() - WORKS_FOR).values("pk")
    contacts = Preparation.objects.filter(session__in=over).exclude(contact="")
    return PresenterLink.objects.filter(session__in=over), contacts


def forget_presenting() -> int:
    """Remove the links and the contacts; returns how many."""
    links, contacts = old_presenting()
    return links.delete()[0] + contacts.update(contact="")
