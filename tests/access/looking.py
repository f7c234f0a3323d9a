"""Which rows a request changed, and undoing it."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

from django.apps import apps
from django.contrib.auth.models import AnonymousUser
from django.db import connection, transaction
from django.db.models import Model

from people.models import User

OUR_APPS = {
    *("guests", "courses", "cms", "people", "quizzes", "certificates", "discussions", "commitments", "transcript"),
    *("hr", "wagtailcore", "account", "auth"),
}
# What is counted or queued for everybody together.
NOBODYS = {"cms.ContentVersion", "people.OutboxMail", "people.AuditEntry"}
# To these no new row may point.
GUARDED = {"guests", "transcript", "commitments", "discussions", "hr"}


def looked_at() -> Iterator[type[Model]]:
    for model in apps.get_models():
        if model._meta.app_label in OUR_APPS and model._meta.label not in NOBODYS:
            yield model


def rows_now(tables: set[str]) -> dict[tuple[str, Any], dict[str, Any]]:
    """What is in them, without the number of children of a page, which a new page below it changes."""
    found = {}
    for model in looked_at():
        if model._meta.db_table in tables:
            for row in model._base_manager.values():
                row.pop("numchild", None)
                found[model._meta.label, row[model._meta.pk.attname]] = row
    return found


def changes(every_row: dict, tables: set[str], actor: User | AnonymousUser) -> list[str]:
    """What was changed in these tables that was there already, and what was made that points at it."""
    after = rows_now(tables)
    before = {key: row for key, row in every_row.items() if apps.get_model(key[0])._meta.db_table in tables}
    changed = [
        f"changed {key}" for key, row in before.items() if after.get(key) != row and not _is_of(actor, key, row)
    ]
    return changed + [f"new {key}" for key in after.keys() - before.keys() if _points_at(key, after[key], every_row)]


def _is_of(actor: User | AnonymousUser, key: tuple[str, Any], row: dict[str, Any]) -> bool:
    return actor.is_authenticated and (key == ("people.User", actor.pk) or row.get("user_id") == actor.pk)


def _points_at(key: tuple[str, Any], row: dict[str, Any], before: dict) -> bool:
    model = apps.get_model(key[0])
    for one in model._meta.concrete_fields:
        target = one.related_model and one.related_model._meta
        guarded = target and target.app_label in GUARDED and target.model_name != "caseindexpage"
        if guarded and (target.label, row[one.attname]) in before:
            return True
    return False


@cache
def _our_tables() -> frozenset[str]:
    return frozenset(model._meta.db_table for model in looked_at())


class Writes:
    """The tables that were written to; looking at all of them after each question would take minutes."""

    def __init__(self) -> None:
        self.tables: set[str] = set()

    def __call__(self, execute: Callable, sql: str, params: Any, many: bool, context: dict) -> Any:
        if written := re.match(r'\s*(?:INSERT INTO|UPDATE|DELETE FROM) "(\w+)"', sql):
            self.tables.add(written[1])
        return execute(sql, params, many, context)

    def ours(self) -> set[str]:
        """Without sessions, counters and what is queued."""
        return self.tables & _our_tables()


@contextmanager
def undone() -> Iterator[Writes]:
    """What is done here is gone after it: the next question finds the same rows, and the same person signed in."""
    writes = Writes()
    atomic = transaction.atomic()
    # As Django's own TestCase says it, for what must not run within a transaction.
    atomic._from_testcase = True
    with atomic:
        with connection.execute_wrapper(writes):
            yield writes
        transaction.set_rollback(True)
