"""The mails in which people are reminded: under which keys they are in the outbox, and taking them back."""

from datetime import date

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from people.models import OutboxMail
from people.outbox import take_back

from .models import Duty, Reminder


def key_of(kind: str, user: int, day: date) -> str:
    """Of the one digest of somebody on a day. kind: "duties", or "team" for a manager."""
    return f"{kind}:{user}:{day.isoformat()}"


@transaction.atomic
def take_back_mail(duties: QuerySet[Duty]) -> None:
    """Take digests that name these duties out of the outbox, as far as they wait there.

    What else such a digest said is due again, and goes in the next one.
    """
    waiting = OutboxMail.objects.filter(key=OuterRef("mail_key"), state=OutboxMail.State.WAITING)
    said = Reminder.objects.filter(Exists(waiting), duty__in=duties).exclude(mail_key="")
    if keys := set(said.values_list("mail_key", flat=True)):
        Reminder.objects.filter(mail_key__in=take_back(keys)).delete()
