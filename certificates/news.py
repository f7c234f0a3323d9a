"""Mail to the holder of a certificate: what was done to it, and that it expires.

A mail about a certificate that expires is due on a day, and is put in the outbox on that day or in the days after,
when the sweep did not run. Never later: the outbox remembers for 30 days what it sent.
"""

from datetime import date, timedelta

from django.conf import settings
from django.db.models import CharField, Exists, F, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Cast, Concat
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation

from people.mail_kinds import MailKind
from people.models import MailChoice, OutboxMail
from people.outbox import put_in_outbox

from .ending import was_earned_anew
from .models import Certificate

# Two months: time to take a course again beside one's work. Two weeks: the last moment to finish one.
DAYS_BEFORE_END = (60, 14)
NEWS_FOR = timedelta(days=29)


def tell_awarded(certificate: Certificate, reason: str) -> None:
    """In the transaction in which somebody recorded that the course was finished elsewhere."""
    _mail(certificate, "awarded", f"certificate-awarded:{certificate.pk}", reason=reason)


def tell_replaced(replacement: Certificate, reason: str) -> None:
    """In the transaction in which it took the place of another."""
    _mail(replacement, "replaced", f"certificate-replaced:{replacement.pk}", reason=reason)


def tell_revoked(certificate: Certificate, reason: str) -> None:
    """In the transaction in which it was revoked."""
    _mail(certificate, "revoked", f"certificate-revoked:{certificate.pk}", reason=reason)


def tell_what_expires() -> int:
    """Mail who has a certificate that expires soon; returns how many. A regular job."""
    today = timezone.localdate()
    return sum(
        _mail(certificate, "expires", _key(days, certificate.pk))
        for days in DAYS_BEFORE_END
        for certificate in expiring(days, today)
    )


def expiring(days: int, today: date) -> QuerySet[Certificate]:
    """Those to be mailed so many days before their last day, and not in the outbox yet.

    Not one that was issued after that moment: who has just got it knows, and what it replaced was mailed about.
    """
    first_due = max(today, today + timedelta(days=days) - NEWS_FOR)
    in_time = Certificate.objects.filter(
        Q(valid_until__range=(first_due, today + timedelta(days=days))),
        status=Certificate.Status.VALID,
        user__is_active=True,
        issued_at__lt=F("valid_until") - timedelta(days=days),
    )
    # The outbox asks both again; here they keep each sweep from writing mails that go nowhere.
    refused = MailChoice.objects.filter(user=OuterRef("user"), kind=MailKind.CERTIFICATES, wanted=False)
    sent = OutboxMail.objects.filter(key=OuterRef("key"))
    key = Concat(Value(_key(days, "")), Cast("pk", CharField()))
    return (
        in_time.annotate(key=key)
        .exclude(was_earned_anew() | Exists(refused) | Exists(sent))
        .select_related("user")
        .order_by("pk")
    )


def _key(days: int, pk: int | str) -> str:
    return f"certificate-expires-{days}:{pk}"


def _mail(certificate: Certificate, about: str, key: str, reason: str = "") -> bool:
    """Whether there is somebody who wants it. about: which template."""
    if certificate.user is None:
        return False
    context = {
        "about": about,
        "certificate": certificate,
        "user": certificate.user,
        "reason": reason,
        "link": settings.BASE_URL + reverse("certificate", args=[certificate.code]),
    }
    with translation.override(settings.LANGUAGE_CODE):
        subject = render_to_string("certificates/email/subject.txt", context)
        body = render_to_string(f"certificates/email/{about}.txt", context)
    return put_in_outbox(certificate.user, MailKind.CERTIFICATES, key, subject, body) is not None
