"""Certificates that stop being valid soon, as entries of an agenda."""

from datetime import date

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _

from courses.agenda import AgendaEntry, AgendaKind
from database.fixed_query import FixedQuery
from people.models import User

from .models import Certificate
from .validity import RENEWABLE_BEFORE_END


def certificates_that_end(user: User, today: date) -> list[AgendaEntry]:
    """The own certificates that are valid today, and no longer in 90 days; not what was renewed already."""
    last = today + RENEWABLE_BEFORE_END
    return [_entry(one) for one in _that_end.objects(user.pk) if today <= one.valid_until <= last]


def was_earned_anew() -> Exists:
    """Whether the holder has a later certificate of the same course or path that counts."""
    later = Certificate.objects.filter(
        user=OuterRef("user"),
        course_key=OuterRef("course_key"),
        status=Certificate.Status.VALID,
        completed_on__gte=OuterRef("completed_on"),
        pk__gt=OuterRef("pk"),
    )
    return Exists(later)


_that_end = FixedQuery(
    lambda user: Certificate.objects.filter(
        user=user, status=Certificate.Status.VALID, valid_until__isnull=False
    ).exclude(was_earned_anew()),
    int,
)


def _entry(certificate: Certificate) -> AgendaEntry:
    return AgendaEntry(
        kind=AgendaKind.ENDS_SOON,
        title=certificate.course_title,
        language=certificate.language,
        url=reverse("certificate_verify", args=[certificate.code]),
        on=certificate.valid_until,
        words=_("after that your certificate is no longer valid"),
    )
