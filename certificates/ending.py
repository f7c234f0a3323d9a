"""Certificates that stop being valid soon, as entries of an agenda."""

from datetime import date, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from courses.agenda import AgendaEntry, AgendaKind
from people.models import User

from .models import Certificate

ENDS_SOON = timedelta(days=90)


def certificates_that_end(user: User, today: date) -> list[AgendaEntry]:
    """The own certificates that are valid today, and no longer in 90 days."""
    own = Certificate.objects.filter(user=user, status=Certificate.Status.VALID)
    return [_entry(certificate) for certificate in own.filter(valid_until__range=(today, today + ENDS_SOON))]


def _entry(certificate: Certificate) -> AgendaEntry:
    return AgendaEntry(
        kind=AgendaKind.ENDS_SOON,
        title=certificate.course_title,
        language=certificate.language,
        url=reverse("certificate_verify", args=[certificate.code]),
        on=certificate.valid_until,
        words=_("after that your certificate is no longer valid"),
    )
