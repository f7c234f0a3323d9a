"""A query that every page asks: composed once per process, since composing takes longer than asking."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from typing import Any
from uuid import UUID

from django.db import connection, models
from django.db.models import QuerySet
from django.db.models.query import RelatedPopulator, get_related_populators
from django.db.models.sql.compiler import SQLCompiler

# No primary key is negative, and no key of content is all but the last ones.
_STAND_INS: dict[type, Callable[[int], Any]] = {
    int: lambda number: -1 - number,
    UUID: lambda number: UUID(int=number),
    datetime: lambda number: datetime(1900, 1, 1, second=number, tzinfo=UTC),
}


@dataclass(frozen=True)
class _Composed:
    """SQL with `parameters`, of which those in `asked` are replaced: place in the parameters -> which value."""

    compiler: SQLCompiler
    sql: str
    parameters: tuple[Any, ...]
    asked: dict[int, int]
    converters: dict[int, Any]
    related: list[RelatedPopulator]


class FixedQuery:
    """`compose` gives a query for values of these types (int, UUID, datetime); it gets values that stand in."""

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
        of_model = compiler.klass_info
        # The type stubs describe a later Django.
        related = get_related_populators(of_model, compiler.select, connection.alias) if of_model else []  # type: ignore[call-arg]
        return _Composed(compiler, sql, tuple(parameters), asked, converters, related)

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
        return [tuple(row) for row in composed.compiler.apply_converters(found, composed.converters)]

    def first(self, *values: Any) -> tuple[Any, ...] | None:
        """The first of these rows, or None."""
        return next(iter(self.rows(*values)), None)

    def objects(self, *values: Any) -> Iterator[Any]:
        """What a query of a model finds, with what it selects of related ones and its annotations."""
        composed = self._composed
        of_model: dict[str, Any] = composed.compiler.klass_info or {}
        model: type[models.Model] = of_model["model"]
        columns: list[int] = of_model["select_fields"]
        names = [composed.compiler.select[column][0].target.attname for column in columns]
        annotations = composed.compiler.annotation_col_map or {}
        for row in self.rows(*values):
            found = model.from_db(connection.alias, names, row[columns[0] : columns[-1] + 1])
            for populator in composed.related:
                populator.populate(row, found)
            for name, column in annotations.items():
                setattr(found, name, row[column])
            yield found


def _as_sent(value: Any) -> Any:
    """The value as the database driver gets it: SQLite has no type for a UUID or a time."""
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    if isinstance(value, UUID) and not connection.features.has_native_uuid_field:
        return value.hex
    return value
