"""The days on which organisations remind nobody, beside Saturday and Sunday."""

from collections import defaultdict
from datetime import date

from django.db import transaction
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone

from people.models import Organisation, User

from .holidays import public_holidays
from .models import QuietDay
from .scope import officer_scope


def quiet_days_of(officer: User) -> QuerySet[QuietDay]:
    """Those of the own organisations from today on. Raises Http404 for who is no HR officer."""
    own = QuietDay.objects.filter(organisation__in=officer_scope(officer).organisations)
    return own.filter(day__gte=timezone.localdate()).select_related("organisation").order_by("day", "organisation")


def quiet_day_for(officer: User, pk: int) -> QuietDay:
    """One of those, or 404."""
    return get_object_or_404(quiet_days_of(officer), pk=pk)


def days_from_today() -> dict[int, set[date]]:
    """By primary key of the organisation; one query."""
    found: dict[int, set[date]] = defaultdict(set)
    coming = QuietDay.objects.filter(day__gte=timezone.localdate())
    for organisation, day in coming.values_list("organisation_id", "day"):
        found[organisation].add(day)
    return found


@transaction.atomic
def add_holidays(organisation: Organisation) -> int:
    """The public holidays of this and the next year that are still to come; returns how many were not there yet."""
    today = timezone.localdate()
    days = public_holidays(today.year) | public_holidays(today.year + 1)
    there = set(QuietDay.objects.filter(organisation=organisation).values_list("day", flat=True))
    new = [
        QuietDay(organisation=organisation, day=day, name=str(name))
        for day, name in days.items()
        if day >= today and day not in there
    ]
    return len(QuietDay.objects.bulk_create(new, ignore_conflicts=True))
