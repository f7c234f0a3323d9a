"""The data map names every field of every model, and nothing else; and says what the database does."""

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection, models

from config.data_map import DATA_MAP
from people.data_map import Content, Erasure, Personal, Retention
from people.models import User

# SQLite's full-text table exists on SQLite only; it copies wagtailsearch.IndexEntry.
ON_SQLITE_ONLY = {"wagtailsearch.SQLiteFTSIndexEntry"}
# Wagtail keeps the words themselves beside its search vectors there.
FIELDS_ON_POSTGRESQL_ONLY = {"wagtailsearch.IndexEntry": {"title_text", "body_text"}}
pytestmark = pytest.mark.row("P5")

MODELS = {model._meta.label: model for model in apps.get_models() if model._meta.label not in ON_SQLITE_ONLY}


def names(model: type[models.Model]) -> set[str]:
    """Fields that are columns or tables of this model itself."""
    return {field.name for field in [*model._meta.local_concrete_fields, *model._meta.local_many_to_many]}


def test_every_model_is_declared():
    assert set(MODELS) - set(DATA_MAP) == set(), "declare these in the data_map.py of their app"


def test_no_model_is_declared_that_does_not_exist():
    assert set(DATA_MAP) - set(MODELS) == set()


@pytest.mark.parametrize("label", sorted(DATA_MAP))
def test_every_field_is_declared_and_exists(label: str):
    elsewhere = set() if connection.vendor == "postgresql" else FIELDS_ON_POSTGRESQL_ONLY.get(label, set())
    assert set(DATA_MAP[label]) - elsewhere == names(MODELS[label]), "declare new fields, remove old ones"


def references_to_people() -> list[tuple[str, models.ForeignKey, Personal | Content | None]]:
    return [
        (f"{label}.{field.name}", field, DATA_MAP.get(label, {}).get(field.name))
        for label, model in MODELS.items()
        for field in model._meta.local_concrete_fields
        if isinstance(field, models.ForeignKey) and field.related_model is User
    ]


# What removing an account does to a reference, and what the map may then say of it.
PROMISES = {
    models.CASCADE: {Erasure.WITH_ACCOUNT},
    models.SET_NULL: {Erasure.REFERENCE_EMPTIED, Erasure.EMPTIED, Erasure.PSEUDONYMISED},
    models.DO_NOTHING: {Erasure.KEPT},
}


@pytest.mark.parametrize(("name", "field", "declared"), references_to_people())
def test_a_reference_to_a_person_is_personal_and_erased_as_declared(name, field, declared):
    assert isinstance(declared, Personal), f"{name} points at a person"
    assert declared.erasure in PROMISES[field.remote_field.on_delete]


def test_every_personal_field_has_a_purpose():
    declared = [field for fields in DATA_MAP.values() for field in fields.values()]
    assert all(field.purpose for field in declared if isinstance(field, Personal))


def test_secrets_are_not_handed_out_in_an_export():
    secrets = {"password", "key_hash", "key", "session_key", "session_data"}
    handed_out = {
        f"{label}.{name}"
        for label, fields in DATA_MAP.items()
        for name, declared in fields.items()
        if name in secrets and isinstance(declared, Personal) and declared.exported
    }
    assert handed_out == set()


def test_sessions_last_as_long_as_the_map_says():
    assert Retention.SESSION.startswith(f"{settings.SESSION_COOKIE_AGE // 3600} hours")
