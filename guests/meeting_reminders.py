"""Who comes to a meeting with a settled plan is reminded a week and a day before it, once each."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from people.models import OutboxMail

from .meeting_mail import remind, reminder_key
from .meetings import coming, locked
from .models import Meeting
from .session_mail import REMIND_DAYS


def mail_meeting_reminders() -> int:
    """Regular job: returns how many were put in the outbox."""
    now = timezone.now()
    return sum(_remind(meeting, days, now) for days in REMIND_DAYS for meeting in _near(days, now))


def _near(days: int, now: datetime) -> list[Meeting]:
    """Meetings that begin so many days from now, or up to a day less, and were settled before that.

    Later the reminder is no news, and who was told of the plan since then needs none.
    """
    until = now + timedelta(days=days)
    settled = Meeting.objects.filter(settled_at__isnull=False, cancelled_at__isnull=True)
    near = settled.filter(starts_at__lte=until, starts_at__gt=until - timedelta(days=1)).order_by("pk")
    return [one for one in near if one.settled_at and one.settled_at <= one.starts_at - timedelta(days=days)]


@transaction.atomic
def _remind(meeting: Meeting, days: int, now: datetime) -> int:
    """Under the lock on the meeting: who calls it off takes these reminders back."""
    held = locked(meeting)
    if held not in _near(days, now):
        return 0
    keys = {reminder_key(held, one, days): one for one in coming(held)}
    known = set(OutboxMail.objects.filter(key__in=keys).values_list("key", flat=True))
    new = [one for key, one in keys.items() if key not in known]
    remind(held, new, days)
    return len(new)
