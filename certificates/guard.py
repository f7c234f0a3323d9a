"""The database itself refuses to change what a certificate promised, also to SQL that passes by our models.

Triggers, made anew after each migration: SQLite drops them when it rebuilds a table. What may change is the
life cycle, and references that are emptied when a person or a completion goes.
"""

from typing import Any

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

from .models import LIFE_CYCLE_FIELDS, Badge, Certificate, CertificatePdf, FrozenImage

REFUSAL = "a certificate keeps its words"
# Their rows may be erased; the certificate stays.
_EMPTIED = {"user", "completion", "path_completion"}


def install(using: str, **_signal: Any) -> None:
    """Receiver of post_migrate. Running it again changes nothing."""
    connection = connections[using]
    tables = set(connection.introspection.table_names())
    for model in (Certificate, CertificatePdf, FrozenImage, Badge):
        if model._meta.db_table in tables:
            _guard(connection, model)


def _guard(connection: BaseDatabaseWrapper, model: type[Certificate | CertificatePdf | FrozenImage | Badge]) -> None:
    quote = connection.ops.quote_name
    table = model._meta.db_table
    changed = []
    for field in model._meta.concrete_fields:
        column = quote(str(field.column))
        old, new = f"OLD.{column}", f"NEW.{column}"
        if field.name in _EMPTIED:
            changed.append(f"({old} IS DISTINCT FROM {new} AND {new} IS NOT NULL)")
        elif field.name not in LIFE_CYCLE_FIELDS:
            changed.append(f"{old} IS DISTINCT FROM {new}")
    statements = _of_postgresql if connection.vendor == "postgresql" else _of_sqlite
    with connection.cursor() as cursor:
        for statement in statements(table, quote(f"{table}_is_frozen"), quote(table), " OR ".join(changed)):
            cursor.execute(statement)


def _of_sqlite(_table: str, trigger: str, quoted: str, changed: str) -> list[str]:
    return [
        f"DROP TRIGGER IF EXISTS {trigger}",
        f"CREATE TRIGGER {trigger} BEFORE UPDATE ON {quoted} WHEN {changed} "
        f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END",
    ]


def _of_postgresql(table: str, trigger: str, quoted: str, changed: str) -> list[str]:
    function = f"{table}_refuses"
    return [
        f"CREATE OR REPLACE FUNCTION {function}() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'integrity_constraint_violation'; END $$",
        f"CREATE OR REPLACE TRIGGER {trigger} BEFORE UPDATE ON {quoted} FOR EACH ROW WHEN ({changed}) "
        f"EXECUTE FUNCTION {function}()",
    ]
