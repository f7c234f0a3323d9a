"""An intention comes back to its learner by mail, a month and three months later.

A month: long enough to have done something, short enough to remember why. Three months: the pace at which
a municipality plans and tenders. Whoever said that it is done is not asked again.
"""

from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import CharField, Exists, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Cast, Concat
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation

from people.mail_kinds import MailKind
from people.models import MailChoice, Membership, OutboxMail
from people.outbox import put_in_outbox

from .models import ENDED, Intention

# Days after making. They lie further apart than NEWS_FOR, so that no two mails are ever due at once.
MAIL_AFTER_DAYS = (30, 90)
# After an interruption of the sweep a mail is sent late, but not later than this: the outbox remembers for
# as long what has been sent, and a question about half a year ago is no help.
NEWS_FOR = timedelta(days=30)


def mail_due_intentions() -> int:
    """Put what is due in the outbox; returns how many. Each mail goes there once, however often this runs."""
    now = timezone.now()
    return sum(_mail(intention, days) for days in MAIL_AFTER_DAYS for intention in due_intentions(days, now))


def due_intentions(days: int, now: datetime) -> QuerySet[Intention]:
    """Those to be mailed this many days after they were made, and not in the outbox yet."""
    day = timedelta(days=days)
    still_open = Intention.objects.with_outcome().exclude(outcome__in=ENDED)
    in_time = still_open.filter(made_at__lte=now - day, made_at__gt=now - day - NEWS_FOR)
    sent = OutboxMail.objects.filter(key=OuterRef("key"))
    key = Concat(Value(_key(days, "")), Cast("pk", CharField()))
    return (
        in_time.filter(_may_be_mailed())
        .annotate(key=key)
        .exclude(Exists(sent))
        .select_related("enrolment__user", "enrolment__course")
        .order_by("pk")
    )


def _may_be_mailed() -> Q:
    """Active people, except who worked for an organisation and has left."""
    memberships = Membership.objects.filter(user=OuterRef("enrolment__user"))
    # The outbox asks this again; here it keeps each sweep from writing mails that nobody wants.
    refused = MailChoice.objects.filter(user=OuterRef("enrolment__user"), kind=MailKind.INTENTION, wanted=False)
    has_left = Exists(memberships) & ~Exists(memberships.filter(ended_on__isnull=True))
    return Q(enrolment__user__is_active=True) & ~Q(has_left) & ~Q(Exists(refused))


def _key(days: int, pk: int | str) -> str:
    return f"intention-{days}:{pk}"


def _mail(intention: Intention, days: int) -> bool:
    context = {
        "intention": intention,
        "user": intention.enrolment.user,
        "is_last": days == MAIL_AFTER_DAYS[-1],
        "link": settings.BASE_URL + reverse("intention_report", args=[intention.pk]),
    }
    with translation.override(settings.LANGUAGE_CODE):
        subject = render_to_string("commitments/email/intention_subject.txt", context)
        body = render_to_string("commitments/email/intention_message.txt", context)
    mail = put_in_outbox(intention.enrolment.user, MailKind.INTENTION, _key(days, intention.pk), subject, body)
    return mail is not None


def take_back_mail(intention: Intention) -> None:
    """Forget the mails about an intention that is removed; what was sent has lost its words already."""
    OutboxMail.objects.filter(key__in=[_key(days, intention.pk) for days in MAIL_AFTER_DAYS]).delete()
