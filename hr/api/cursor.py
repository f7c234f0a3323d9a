"""Going through rows in the order in which they were recorded, a page at a time, without missing or repeating one.

A row is served once it is SETTLED_AFTER old: of two transactions at the same moment the one that began first may
commit last, and its row would come to stand before a cursor that has passed. A cursor is signed, so that nobody
makes one up; it says which row was the last.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from typing import Any

from django.core import signing
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from .problems import ProblemError

# Longer than any transaction of ours may take (statement_timeout and idle_in_transaction_session_timeout).
SETTLED_AFTER = timedelta(minutes=2)
MOST_ON_A_PAGE = 1000
_SALT = "hr.api.cursor"
_NO_MOMENT = datetime.fromtimestamp(0, tz=UTC)


@dataclass(frozen=True)
class Cursor:
    """The last row that was served: when it was recorded, and its primary key."""

    at: datetime
    pk: int

    def __str__(self) -> str:
        return signing.dumps([self.at.isoformat(), self.pk], salt=_SALT)


def read_cursor(text: str) -> Cursor:
    """Raises ProblemError for one that is not ours."""
    try:
        at, pk = signing.loads(text, salt=_SALT)
        return Cursor(parse_datetime(at) or _NO_MOMENT, int(pk))
    except (signing.BadSignature, ValueError, TypeError) as error:
        detail = "This cursor is not one of ours. Take `cursor` from an earlier answer, or leave it out to begin."
        raise ProblemError(HTTPStatus.BAD_REQUEST, detail) from error


@dataclass(frozen=True)
class Rows:
    """One page of rows. cursor: to ask what comes after it, now or later. has_more: whether there is more now."""

    items: list[Any]
    cursor: str | None
    has_more: bool


def page_after(
    rows: QuerySet[Any], recorded: str | None, *, cursor: str | None, since: datetime | None, limit: int
) -> Rows:
    """At most `limit` rows in the order of `recorded` (a field, the moment of each) and primary key.

    recorded: None for rows that are there or not, in the order of their primary key. since: only what was recorded at
    or after that moment. Raises ProblemError for a moment that is still to come.
    """
    last = read_cursor(cursor) if cursor else None
    if recorded:
        rows = _settled(rows, recorded, since)
    if last:
        later = Q(**{f"{recorded}__gt": last.at}) | Q(**{str(recorded): last.at, "pk__gt": last.pk})
        rows = rows.filter(later if recorded else Q(pk__gt=last.pk))
    found = list(rows.order_by(*filter(None, [recorded]), "pk")[: limit + 1])
    items = found[:limit]
    following = cursor
    if items:
        following = str(Cursor(getattr(items[-1], recorded) if recorded else _NO_MOMENT, items[-1].pk))
    return Rows(items, following, has_more=len(found) > limit)


def _settled(rows: QuerySet[Any], recorded: str, since: datetime | None) -> QuerySet[Any]:
    now = timezone.now()
    if since and since > now:
        raise ProblemError(HTTPStatus.BAD_REQUEST, "`since` is still to come. Take a moment that has passed.")
    settled = rows.filter(**{f"{recorded}__lt": now - SETTLED_AFTER})
    return settled.filter(**{f"{recorded}__gte": since}) if since else settled
