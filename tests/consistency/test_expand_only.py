"""A release never takes away what the release before still uses while both run."""

from importlib import import_module

import pytest
from django.conf import settings
from django.db import migrations, models

from ..version_before import WHY_NOT, files_of, version_before
from .expand_only import contracting

pytestmark = pytest.mark.row("R6")


def test_new_migrations_leave_what_the_release_before_uses():
    before = version_before()
    if before is None:
        pytest.skip(WHY_NOT)
    out = files_of(before)
    new = {
        f"{path.parts[0]}.{path.stem}": import_module(".".join(path.with_suffix("").parts)).Migration
        for file in sorted(settings.BASE_DIR.glob("*/migrations/0*.py"))
        if str(path := file.relative_to(settings.BASE_DIR)) not in out
    }
    assert {name: reasons for name, migration in new.items() if (reasons := contracting(migration))} == {}


def made_of(*operations: object, **fields: object) -> type[migrations.Migration]:
    return type("Migration", (migrations.Migration,), {"operations": list(operations), **fields})


OPTIONAL = migrations.AddField("user", "nickname", models.TextField(null=True))
WITH_DEFAULT = migrations.AddField("user", "nickname", models.TextField(db_default=""))
NOT_KNOWN_BEFORE = migrations.AddField("user", "nickname", models.TextField(default=""))
GONE = migrations.RemoveField("user", "nickname")


@pytest.mark.parametrize(
    "harmless",
    [
        OPTIONAL,
        WITH_DEFAULT,
        migrations.CreateModel("thing", [("id", models.AutoField(primary_key=True))]),
        migrations.AddField("user", "friends", models.ManyToManyField("people.User")),
        migrations.SeparateDatabaseAndState(database_operations=[OPTIONAL], state_operations=[GONE]),
    ],
)
def test_what_only_adds_is_fine(harmless):
    assert contracting(made_of(harmless)) == []


@pytest.mark.parametrize(
    "harmful",
    [
        GONE,
        NOT_KNOWN_BEFORE,
        migrations.RenameField("user", "nickname", "name"),
        migrations.DeleteModel("user"),
        migrations.RenameModel("user", "person"),
        migrations.AlterModelTable("user", "person"),
        migrations.SeparateDatabaseAndState(database_operations=[GONE]),
    ],
)
def test_what_takes_away_is_refused_unless_it_says_why_it_may(harmful):
    assert len(contracting(made_of(harmful))) == 1
    assert contracting(made_of(harmful, contracts="Unused since 0.2.0.")) == []


def test_a_field_of_a_table_that_is_new_itself_may_be_required():
    table = migrations.CreateModel("user", [("id", models.AutoField(primary_key=True))])
    assert contracting(made_of(table, NOT_KNOWN_BEFORE)) == []
