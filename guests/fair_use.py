"""Fair use of who comes to tell something: how many sessions were promised, and whom one could ask instead.

A session counts once both sides said yes. An enterprise may say how many it wants to give in a calendar year; a
proposal over that is not refused, but who proposes reads it first, with others who gave less.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, F, IntegerField, Q, QuerySet, Subquery
from django.db.models.expressions import OuterRef
from django.db.models.functions import Coalesce
from django.utils import timezone

from people.models import User
from people.perms import in_platform_role
from people.roles import PlatformRole

from .models import Enterprise, Session, SessionQuerySet
from .sessions import enterprises_to_invite

TWELVE_MONTHS = timedelta(days=365)
MOST_SUGGESTIONS = 3


@dataclass(frozen=True)
class Load:
    """Confirmed sessions in the last and in the coming twelve months, of an enterprise or one of its people."""

    name: str
    given: int
    to_come: int


def _given(sessions: SessionQuerySet) -> SessionQuerySet:
    now = timezone.now()
    return sessions.confirmed().filter(starts_at__gt=now - TWELVE_MONTHS, starts_at__lte=now)


def _to_come(sessions: SessionQuerySet) -> SessionQuerySet:
    now = timezone.now()
    return sessions.confirmed().filter(starts_at__gt=now, starts_at__lte=now + TWELVE_MONTHS)


def _number_of(sessions: SessionQuerySet) -> Coalesce:
    """In a query of enterprises: how many of these each has."""
    own = sessions.filter(enterprise=OuterRef("pk")).order_by().values("enterprise")
    counted = own.annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


def least_asked_first(enterprises: QuerySet[Enterprise]) -> QuerySet[Enterprise]:
    """With `given` and `to_come` (as in Load), so that requests are spread; in one query."""
    every = Session.objects.all()
    counted = enterprises.annotate(given=_number_of(_given(every)), to_come=_number_of(_to_come(every)))
    return counted.annotate(load=F("given") + F("to_come")).order_by("load", "name", "pk")


def loads_of(enterprises: QuerySet[Enterprise]) -> list[Load]:
    """Of each, by name."""
    counted: Any = least_asked_first(enterprises).order_by("name", "pk")
    return [Load(one.name, one.given, one.to_come) for one in counted]


def loads_of_presenters(enterprise: Enterprise) -> list[Load]:
    """Of each member, and of who presented for it before, by name; for the people of that enterprise."""
    own = Session.objects.filter(enterprise=enterprise)
    given, to_come = (_by_presenter(sessions) for sessions in (_given(own), _to_come(own)))
    writers = User.objects.filter(in_platform_role(PlatformRole.ENTREPRENEUR), enterprises=enterprise)
    people = User.objects.filter(Q(pk__in=writers.values("pk")) | Q(pk__in=[*given, *to_come])).order_by("name", "pk")
    return [Load(one.get_full_name(), given.get(one.pk, 0), to_come.get(one.pk, 0)) for one in people]


def _by_presenter(sessions: SessionQuerySet) -> dict[int, int]:
    known = sessions.filter(presenter__isnull=False).order_by()
    return dict(known.values_list("presenter").annotate(Count("pk")))


def promised_in(year: int) -> SessionQuerySet:
    """The confirmed sessions of a calendar year, by the clock here."""
    zone = timezone.get_default_timezone()
    begins, ends = (datetime(first, 1, 1, tzinfo=zone) for first in (year, year + 1))
    return Session.objects.confirmed().filter(starts_at__gte=begins, starts_at__lt=ends)


@dataclass(frozen=True)
class OverLimit:
    """An enterprise has promised as many sessions in a year as it wants to give, or more."""

    enterprise: Enterprise
    year: int
    promised: int
    most: int


def over_limit(enterprise: Enterprise, year: int) -> OverLimit | None:
    """None while one more fits, and for an enterprise without a limit."""
    most = enterprise.sessions_a_year
    if most is None:
        return None
    promised = promised_in(year).filter(enterprise=enterprise).count()
    return OverLimit(enterprise, year, promised, most) if promised >= most else None


def others_instead(over: OverLimit) -> list[Enterprise]:
    """Admitted ones in the same sector or region that promised less in that year and may be asked for more."""
    asked = over.enterprise
    alike = Q()
    if asked.sector:
        alike |= Q(sector__iexact=asked.sector)
    if asked.region:
        alike |= Q(region__iexact=asked.region)
    if not alike:
        return []
    others = enterprises_to_invite().filter(alike, admitted=True).exclude(pk=asked.pk)
    counted = others.annotate(promised=_number_of(promised_in(over.year)))
    has_room = Q(sessions_a_year__isnull=True) | Q(sessions_a_year__gt=F("promised"))
    found = counted.filter(has_room, promised__lt=over.promised).order_by("promised", "name", "pk")
    return list(found[:MOST_SUGGESTIONS])


def set_limit(enterprise: Enterprise, most: int | None) -> None:
    enterprise.sessions_a_year = most
    enterprise.save(update_fields=["sessions_a_year"])
