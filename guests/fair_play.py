"""The register of contact moments: which municipality spoke with which enterprise, when and about what.

An officer of the municipality keeps it and shows it to who asks whether a tender was fair. Lines are added and struck
out, never changed.
"""

from collections.abc import Collection
from datetime import date

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone

from people.models import Organisation, User

from .models import ContactMoment, Enterprise

# As long as the file of a tender is kept (Directive 2014/24/EU, article 84(2): at least three years).
YEARS_KEPT = 3


def contact_moments_of(organisations: Collection[int] | QuerySet[Organisation]) -> QuerySet[ContactMoment]:
    """The register of these municipalities, the latest day first, with what was struck out."""
    return ContactMoment.objects.filter(organisation__in=organisations).select_related("organisation", "recorded_by")


def record(
    organisation: Organisation, enterprise: Enterprise, happened_on: date, colleague: str, subject: str, by: User
) -> ContactMoment:
    return ContactMoment.objects.create(
        organisation=organisation,
        enterprise=enterprise,
        enterprise_name=enterprise.name,
        happened_on=happened_on,
        colleague=colleague,
        subject=subject,
        recorded_by=by,
    )


def strike_out(contact_moments: QuerySet[ContactMoment], pk: int) -> bool:
    """Of one of `contact_moments`, whether it was not struck out before. Raises Http404 for any other."""
    one = get_object_or_404(contact_moments, id=pk)
    struck = ContactMoment.objects.filter(pk=one.pk, struck_at__isnull=True).update(struck_at=timezone.now())
    return bool(struck)


def forgotten_before(today: date) -> date:
    """What happened before this day is removed: three years ago, or a few days more at the end of a month."""
    return date(today.year - YEARS_KEPT, today.month, min(today.day, 28))


def old_contact_moments() -> QuerySet[ContactMoment]:
    return ContactMoment.objects.filter(happened_on__lt=forgotten_before(timezone.localdate()))


def forget_old_contact_moments() -> int:
    """Returns how many lines were removed."""
    return old_contact_moments().delete()[0]
