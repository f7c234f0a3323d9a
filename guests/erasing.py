"""What somebody who is erased promised to others at sessions and meetings, and what they said there."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from people.models import User

from .meetings import forget
from .models import Meeting, Participant, Session


def sessions_to_come(user: User) -> Iterator[str]:
    """Whoever comes would find nobody."""
    to_come = Session.objects.filter(ends_at__gt=timezone.now(), cancelled_at__isnull=True)
    for session in to_come.filter(Q(host=user) | Q(presenter=user)):
        yield _(
            "You are host or presenter of “%(title)s” on %(day)s. Cancel it first, or have somebody take over."
        ) % {
            "title": session.title,
            "day": _day(session.starts_at),
        }


def meetings_to_come(user: User) -> Iterator[str]:
    """The same for who organises a meeting with SMEs."""
    to_come = Meeting.objects.filter(ends_at__gt=timezone.now(), cancelled_at__isnull=True)
    for meeting in to_come.filter(organiser=user):
        yield _("You organise “%(title)s” on %(day)s. Cancel it first, or have somebody take over.") % {
            "title": meeting.title,
            "day": _day(meeting.starts_at),
        }


def forget_at_meetings(user: User, addresses: frozenset[str]) -> None:
    """As the link in each mail does it: also what they told in own words."""
    by_address = Q()
    for address in addresses:
        by_address |= Q(email__iexact=address)
    forget(Participant.objects.filter(Q(user=user) | by_address))


def _day(moment: datetime) -> str:
    return date_format(timezone.localtime(moment), "j F Y")
