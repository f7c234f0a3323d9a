"""A query that every page asks: composed once per process, since composing takes longer than asking."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cached_property
from secrets import token_hex
from typing import Any
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS, connection, models
from django.db.models import QuerySet
from django.db.models.query import RelatedPopulator, get_related_populators
from django.db.models.sql.compiler import SQLCompiler

# No primary key is negative, no key of content is all but the last ones, and nobody guesses the text.
_TEXT = token_hex()
_STAND_INS: dict[type, Callable[[int], Any]] = {
    int: lambda number: -1 - number,
    str: lambda number: f"{_TEXT} {number}",
    UUID: lambda number: UUID(int=number),
    datetime: lambda number: datetime(1900, 1, 1, second=number, tzinfo=UTC),
    date: lambda number: date(1900, 1, 1 + number),
}


@dataclass(frozen=True)
class _Rows:
    """How to make a model of a row: which columns are its own, and what comes with it. names: of those columns."""

    model: type[models.Model]
    columns: slice
    names: list[str]
    related: list[RelatedPopulator]
    annotations: dict[str, int]


@dataclass(frozen=True)
class _Composed:
    """SQL with `parameters`, of which those in `asked` are replaced: place in the parameters -> which value."""

    compiler: SQLCompiler
    sql: str
    parameters: tuple[Any, ...]
    asked: dict[int, int]
    converters: dict[int, Any]
    of_model: _Rows | None


class FixedQuery:
    """`compose` gives a query for values of these types (see _STAND_INS); it gets values that stand in."""

    def __init__(self, compose: Callable[..., QuerySet[Any, Any]], *types: type) -> None:
        self.compose, self.types = compose, types

    @cached_property
    def _composed(self) -> _Composed:
        stand_ins = [_STAND_INS[kind](number) for number, kind in enumerate(self.types)]
        compiler = self.compose(*stand_ins).query.get_compiler(connection=connection)
        sql, parameters = compiler.as_sql()
        place = {_as_sent(value): number for number, value in enumerate(stand_ins)}
        asked = {index: place[value] for index, value in enumerate(parameters) if value in place}
        converters = compiler.get_converters([column[0] for column in compiler.select])
        return _Composed(compiler, sql, tuple(parameters), asked, converters, _rows_of_model(compiler))

    def rows(self, *values: Any) -> list[tuple[Any, ...]]:
        """What a query of values finds."""
        composed = self._composed
        sent = [_as_sent(value) for value in values]
        parameters = list(composed.parameters)
        for index, number in composed.asked.items():
            parameters[index] = sent[number]
        with connection.cursor() as cursor:
            cursor.execute(composed.sql, parameters)
            found = cursor.fetchall()
        if not found:
            return []
        return [tuple(row) for row in composed.compiler.apply_converters(found, composed.converters)]

    def first(self, *values: Any) -> tuple[Any, ...] | None:
        """The first of these rows, or None."""
        return next(iter(self.rows(*values)), None)

    def objects(self, *values: Any) -> Iterator[Any]:
        """What a query of a model finds, with what it selects of related ones and its annotations."""
        of_model = self._composed.of_model
        if of_model is None:
            raise TypeError("This query selects values, which are read as rows.")
        for row in self.rows(*values):
            found = of_model.model.from_db(DEFAULT_DB_ALIAS, of_model.names, row[of_model.columns])
            for populator in of_model.related:
                populator.populate(row, found)
            for name, column in of_model.annotations.items():
                setattr(found, name, row[column])
            yield found


def _rows_of_model(compiler: SQLCompiler) -> _Rows | None:
    """None for a query of values."""
    said: dict[str, Any] = compiler.klass_info or {}
    if not said:
        return None
    columns: list[int] = said["select_fields"]
    names = [compiler.select[column][0].target.attname for column in columns]
    # The type stubs describe a later Django.
    related = get_related_populators(said, compiler.select, DEFAULT_DB_ALIAS)  # type: ignore[call-arg]
    whole = slice(columns[0], columns[-1] + 1)
    return _Rows(said["model"], whole, names, related, compiler.annotation_col_map or {})


def _as_sent(value: Any) -> Any:
    """The value as the database driver gets it: SQLite has no type for a UUID or a time."""
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    if isinstance(value, date):
        return connection.ops.adapt_datefield_value(value)
    if isinstance(value, UUID) and not connection.features.has_native_uuid_field:
        return value.hex
    return value
