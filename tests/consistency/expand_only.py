"""Which operations of a migration the release before cannot live with: it still runs while the new one starts.

Expand first (a column that may be empty, a new table), release, and contract in a later release, once no running
code uses what goes. Such a migration says so: `contracts = "…"` in its class, why the release before can do without.
"""

from collections.abc import Iterator

from django.db import migrations, models
from django.db.migrations.operations.base import Operation

# The old code asks for these under their old name.
TAKES_AWAY = (
    migrations.RemoveField,
    migrations.RenameField,
    migrations.DeleteModel,
    migrations.RenameModel,
    migrations.AlterModelTable,
)


def contracting(migration: type[migrations.Migration]) -> list[str]:
    """What is wrong with it; empty when the release before goes on working, or the migration says why it may."""
    if getattr(migration, "contracts", ""):
        return []
    made = {
        operation.name_lower for operation in migration.operations if isinstance(operation, migrations.CreateModel)
    }
    return [reason for operation in _flat(migration.operations) for reason in [_reason(operation, made)] if reason]


def _flat(operations: list[Operation]) -> Iterator[Operation]:
    for operation in operations:
        if isinstance(operation, migrations.SeparateDatabaseAndState):
            yield from _flat(operation.database_operations)
        else:
            yield operation


def _reason(operation: Operation, made: set[str]) -> str:
    if isinstance(operation, TAKES_AWAY):
        return f"{operation.describe()}: the release before still uses it"
    if isinstance(operation, migrations.AddField) and operation.model_name_lower not in made:
        field = operation.field
        has_column = not isinstance(field, models.ManyToManyField)
        if has_column and not field.null and not field.has_db_default():
            return f"{operation.describe()}: the release before writes rows without it; give it null or db_default"
    return ""
