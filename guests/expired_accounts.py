"""Accounts of guests end by themselves when what they were for is over (BIO2 8.05.01).

A guest is an entrepreneur who works for no municipality here and has no other role. Closing an account takes nothing
away of what was written; an administrator opens it again.
"""

from datetime import timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from people.models import Membership, User
from people.perms import may_enter_admin
from people.roles import PlatformRole
from people.sessions import end_all_sessions

from .models import Enterprise, Participant, Session

# How long somebody whose reason is over can still sign in.
OPEN_FOR = timedelta(days=365)


def close_expired_guest_accounts() -> int:
    """Regular job; returns how many were closed."""
    expired = list(_expired().values_list("pk", flat=True))
    User.objects.filter(pk__in=expired).update(is_active=False)
    end_all_sessions(expired)
    return len(expired)


def _expired() -> QuerySet[User]:
    """Guests with no enterprise, and for a year no session, no meeting, and no sign of life."""
    since = timezone.now() - OPEN_FOR
    enterprises = Enterprise.objects.filter(members=OuterRef("pk"))
    sessions = Session.objects.filter(presenter=OuterRef("pk"), ends_at__gt=since)
    meetings = Participant.objects.filter(user=OuterRef("pk"), meeting__ends_at__gt=since)
    works_here = Membership.objects.current().filter(user=OuterRef("pk"))
    reasons = Exists(enterprises) | Exists(sessions) | Exists(meetings) | Exists(works_here)
    seen = Q(last_login__gt=since) | Q(last_login__isnull=True, date_joined__gt=since)
    guests = User.objects.filter(is_active=True, groups__name=PlatformRole.ENTREPRENEUR.value)
    return guests.exclude(reasons | may_enter_admin()).exclude(seen)
