"""A query that every page asks: composed once per process, since composing takes longer than asking."""

from collections.abc import Callable
from functools import cached_property
from typing import Any

from django.db import connection
from django.db.models import QuerySet

# Stands in the composed query for the number that differs each time; no primary key is negative.
SOMETHING = -1


class FixedQuery:
    """`compose` gives a query of values in which SOMETHING stands for the number that is asked about."""

    def __init__(self, compose: Callable[[], QuerySet[Any, Any]]) -> None:
        self.compose = compose

    @cached_property
    def _sql(self) -> tuple[str, tuple[Any, ...]]:
        return self.compose().query.sql_with_params()

    def first(self, number: int) -> tuple[Any, ...] | None:
        """The first row, as the database gives it (SQLite has no booleans), or None."""
        sql, parameters = self._sql
        with connection.cursor() as cursor:
            cursor.execute(sql, [number if value == SOMETHING else value for value in parameters])
            row: tuple[Any, ...] | None = cursor.fetchone()
        return row
