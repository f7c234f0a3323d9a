"""What is removed when its time is over: each app says what it keeps and how long, `manage.py retain` does it.

A day counts whole: what happened on a day is kept for so many days after it, and gone on the next. It may be run at
any time, any number of times. Periods can be set for the platform and for each organisation (RetentionPeriod).
"""

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.functional import Promise

from people.models import AuditEntry, RetentionPeriod

from . import audit

logger = logging.getLogger(__name__)
# Rows that go in one transaction, so that nobody waits long for a lock.
AT_ONCE = 500


@dataclass(frozen=True)
class Kept:
    """Something that is kept for a time.

    days: unless somebody set another number; None is until somebody does. due: how many things are to go now.
    forget: removes them, and returns how many. is_set: whether the number of days can be set at all; what cannot is
    fixed by what it is for. per_organisation: whether each organisation may have its own.
    """

    key: str
    title: str | Promise
    days: int | None
    due: Callable[[], int]
    forget: Callable[[], int]
    is_set: bool = False
    per_organisation: bool = False


@dataclass
class Retained:
    """What one round did, by key; and the keys of what `failed`."""

    counts: dict[str, int] = field(default_factory=dict)
    failed: list[str] = field(default_factory=list)


_registry: dict[str, Kept] = {}


def keep(kept: Kept) -> None:
    """Have it removed in time."""
    _registry[kept.key] = kept


def keep_rows(
    key: str,
    title: str | Promise,
    days: int | None,
    overdue: Callable[[], QuerySet[Any]],
    is_set: bool = False,
    per_organisation: bool = False,
) -> None:
    """The same for rows that are simply deleted, some at a time."""

    def forget() -> int:
        return sum(_delete(overdue(), keys) for keys in _batches(overdue()))

    keep(Kept(key, title, days, lambda: overdue().distinct().count(), forget, is_set, per_organisation))


def everything_kept() -> list[Kept]:
    return list(_registry.values())


def retain(dry_run: bool = False) -> Retained:
    """Remove all that is over. dry_run: only count it. What fails is logged and holds up nothing else."""
    retained = Retained()
    for kept in everything_kept():
        try:
            retained.counts[kept.key] = kept.due() if dry_run else kept.forget()
        except Exception:
            logger.exception("What is kept as %s could not be removed", kept.key)
            retained.failed.append(kept.key)
    if not dry_run:
        detail = {key: count for key, count in retained.counts.items() if count}
        audit.record(AuditEntry.Action.RETAINED, ok=not retained.failed, detail=detail)
    return retained


def retain_daily() -> int:
    """A regular job: once a day, with the first sweep of that day; returns how many things were removed."""
    if AuditEntry.objects.filter(action=AuditEntry.Action.RETAINED, at__gte=_midnight(0)).exists():
        return 0
    return sum(retain().counts.values())


def overdue(key: str, moment: str, organisation: str = "", is_day: bool = False) -> Q:
    """The condition on rows that were kept long enough. moment: the field with the moment that counts, or the day.

    organisation: the way to the organisations of a row. When several have a period of their own, the shortest holds.
    """
    own = _own_periods(key) if organisation else {}
    days = days_kept(key)
    is_overdue = Q(pk__in=[]) if days is None else _before(moment, days, is_day)
    if own:
        is_overdue &= ~Q(**{f"{organisation}__in": list(own)})
    for pk, its_days in own.items():
        is_overdue |= Q(**{organisation: pk}) & _before(moment, its_days, is_day)
    return is_overdue


def _before(moment: str, days: int, is_day: bool) -> Q:
    limit: Any = timezone.localdate() - timedelta(days=days) if is_day else _midnight(days)
    return Q(**{f"{moment}__lt": limit})


def _midnight(days: int) -> datetime:
    """The beginning of the day that many days ago."""
    return timezone.make_aware(datetime.combine(timezone.localdate() - timedelta(days=days), time.min))


def days_kept(key: str) -> int | None:
    """The period for who belongs to no organisation with one of its own; None: not removed by itself."""
    set_for_all = RetentionPeriod.objects.filter(kept=key, organisation__isnull=True)
    for_all = set_for_all.values_list("days", flat=True).first()
    return for_all if for_all is not None else _registry[key].days


def _own_periods(key: str) -> dict[int, int]:
    own = RetentionPeriod.objects.filter(kept=key, organisation__isnull=False)
    return dict(own.values_list("organisation", "days"))


def _batches(rows: QuerySet[Any]) -> Iterator[list[Any]]:
    keys = list(rows.order_by("pk").values_list("pk", flat=True).distinct())
    return (keys[start : start + AT_ONCE] for start in range(0, len(keys), AT_ONCE))


def _delete(rows: QuerySet[Any], keys: list[Any]) -> int:
    """How many of these rows were there; what goes along with them is not counted."""
    model = rows.model
    with transaction.atomic():
        deleted: int = model._base_manager.filter(pk__in=keys).delete()[1].get(model._meta.label, 0)
    return deleted
