"""Who comes to a session is reminded a week and a day before it, once each, and never of one that is off."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from people.models import OutboxMail, User

from .models import Session, SignUp
from .session_mail import REMIND_DAYS, remind, reminder_key


def mail_session_reminders() -> int:
    """Regular job: returns how many were put in the outbox."""
    now = timezone.now()
    return sum(_remind(pk, days, now) for days in REMIND_DAYS for pk in _near(days, now))


def _near(days: int, now: datetime) -> list[int]:
    """Sessions that begin so many days from now, or up to a day less: later the reminder is no news."""
    until = now + timedelta(days=days)
    near = Session.objects.confirmed().filter(starts_at__lte=until, starts_at__gt=until - timedelta(days=1))
    return list(near.order_by("pk").values_list("pk", flat=True))


@transaction.atomic
def _remind(pk: int, days: int, now: datetime) -> int:
    """Under the lock on the session: who calls it off takes these reminders back."""
    session = Session.objects.select_for_update(no_key=True).get(pk=pk)
    if pk not in _near(days, now):
        return 0
    told = 0
    for people, is_presenter in ((_presenting(session, days), True), (_coming(session, days), False)):
        keys = {reminder_key(session, user.pk, days): user for user in people if user.is_active}
        known = set(OutboxMail.objects.filter(key__in=keys).values_list("key", flat=True))
        new = [user for key, user in keys.items() if key not in known]
        remind(session, new, days, for_presenter=is_presenter)
        told += len(new)
    return told


def _was_agreed(session: Session, days: int) -> bool:
    """Whether it was confirmed before this reminder was due; who agreed after that needs none."""
    moments = (session.confirmed_by_host_at, session.confirmed_by_presenter_at)
    due = session.starts_at - timedelta(days=days)
    return all(moment is not None and moment <= due for moment in moments)


def _presenting(session: Session, days: int) -> list[User]:
    return [session.presenter] if session.presenter and _was_agreed(session, days) else []


def _coming(session: Session, days: int) -> list[User]:
    """Who had a place before the reminder was due, and the host."""
    due = session.starts_at - timedelta(days=days)
    placed = session.sign_ups.filter(state=SignUp.State.SIGNED_UP, moved_up_at__lte=due).select_related("user")
    host = [session.host] if session.host and _was_agreed(session, days) else []
    return [one.user for one in placed] + [user for user in host if user != session.presenter]
