"""A UNION with a part for each course, of which there may be more than a database takes."""

from collections.abc import Sequence

from django.db.models import QuerySet

# SQLite takes 500 (SQLITE_MAX_COMPOUND_SELECT). What is united already counts as one.
MOST_PARTS = 400


def united(parts: Sequence[QuerySet], *, each: bool) -> QuerySet:
    """The rows of all parts, of which there is at least one. each: also a row that another part has."""
    while len(parts) > MOST_PARTS:
        parts = [_union(parts[begin : begin + MOST_PARTS], each) for begin in range(0, len(parts), MOST_PARTS)]
    return _union(parts, each)


def _union(parts: Sequence[QuerySet], each: bool) -> QuerySet:
    first, *others = parts
    return first.union(*others, all=each)
