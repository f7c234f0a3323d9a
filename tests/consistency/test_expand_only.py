"""A release never takes away what the release before still uses while both run."""

import subprocess

import pytest
from django.apps import apps
from django.conf import settings
from django.db import migrations, models
from django.db.migrations.loader import MigrationLoader

from .expand_only import contracting

pytestmark = pytest.mark.row("R6")


def git(*arguments: str) -> list[str] | None:
    """The lines it prints; None when there is no history, as in an archive of the source."""
    command = ["git", "-C", str(settings.BASE_DIR), *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.stdout.splitlines() if done.returncode == 0 else None


def released() -> set[str] | None:
    """The files of the last release; None before the first one, when nothing is out there that could break."""
    tags = git("tag", "--list", "v*", "--merged", "HEAD", "--sort=-creatordate")
    return set(git("ls-tree", "-r", "--name-only", tags[0]) or []) if tags else None


def test_new_migrations_leave_what_the_release_before_uses():
    ours = {config.label for config in apps.get_app_configs() if config.path.startswith(str(settings.BASE_DIR))}
    ours = {label for label in ours if (settings.BASE_DIR / label / "migrations").exists()}
    out = released()
    new = {
        f"{app}.{name}": migration
        for (app, name), migration in MigrationLoader(None).disk_migrations.items()
        if app in ours and out is not None and f"{app}/migrations/{name}.py" not in out
    }
    assert {name: reasons for name, migration in new.items() if (reasons := contracting(type(migration)))} == {}


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
