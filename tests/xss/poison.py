"""The words of the corpus in the place of everything that people wrote, past all forms that would refuse some."""

from contextlib import suppress
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import IntegrityError, models, transaction
from wagtail.fields import StreamField
from wagtail.models import Page

from cms.content_version import new_version
from cms.models import Branding

from .corpus import Words

# Texts that the program wrote, and that it reads again: codes, keys, languages, fingerprints, colours.
NOT_WRITTEN = {
    "accent",
    "address",
    "block_id",
    "calendar",
    "content_type",
    "data",
    "door_key",
    "file_hash",
    "filter_spec",
    "focal_point_key",
    "header_colour",
    "item",
    "language",
    "layout",
    "mail_key",
    "key",
    "part",
    "password",
    "primary_colour",
    "scopes",
    "secret",
    "sealed_by",
    "sha256",
    "statement",
    "token",
    "version",
    "url_path",
    "path",
    "slug",
}
LINKS = {"website", "link", "url", "code_proof", "pso_proof", "bcorp_proof"}
# Lists and tables of words that people wrote, as JSON.
WRITTEN_AS_JSON = {"goals", "presenters", "columns", "before", "after", "document", "value"}


def poison_everything() -> Words:
    words = Words()
    for model in apps.get_models():
        ours = str(apps.get_app_config(model._meta.app_label).path).startswith(str(settings.BASE_DIR))
        if (ours and ".venv" not in apps.get_app_config(model._meta.app_label).path) or model is Page:
            for row in model._default_manager.all():
                _poison(row, words)
    Branding.objects.update(organisation_name=words.fit(100))
    new_version()
    return words


def _poison(row: models.Model, words: Words) -> None:
    changes = {}
    for field in row._meta.local_concrete_fields:
        if field.choices or field.unique or field.primary_key or field.name in NOT_WRITTEN:
            continue
        value = _instead_of(field, getattr(row, field.attname), words)
        if value is not None:
            changes[field.attname] = value
    if changes:
        try:
            with transaction.atomic():
                type(row)._base_manager.filter(pk=row.pk).update(**changes)
        except IntegrityError:
            # Such as two rows that may not have the same name; each other field of it is in another row too.
            pass


def _instead_of(field: models.Field, value: Any, words: Words) -> Any:
    if isinstance(field, StreamField):
        return _in_blocks(list(value.raw_data), words) if value else None
    if isinstance(field, models.JSONField):
        return _in_json(value, words) if field.name in WRITTEN_AS_JSON and value else None
    if type(field) not in (models.CharField, models.TextField, models.URLField) or not value:
        return None
    if isinstance(field, models.URLField) or field.name in LINKS:
        return _accepted_address(field.max_length, words)
    return words.fit(field.max_length)


def _accepted_address(room: int | None, words: Words) -> str | None:
    """One that the form of such a field takes; that no other is ever kept has a test of its own."""
    for _one in range(100):
        address = words.address(room)
        with suppress(ValidationError):
            URLValidator(schemes=["http", "https"])(address)
            return address
    return None


def kept_addresses() -> set[str]:
    """What fields for an address hold that is none of the web."""
    found: set[str] = set()
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            if isinstance(field, models.URLField) or (field.name in LINKS and type(field) is models.CharField):
                found |= set(model._base_manager.values_list(field.attname, flat=True))
    return {one for one in found if one and not one.startswith(("https://", "http://", "/", "#"))}


def _in_json(value: Any, words: Words) -> Any:
    if isinstance(value, dict):
        return {key: _in_json(one, words) for key, one in value.items()}
    if isinstance(value, list):
        return [_in_json(one, words) for one in value]
    return words.fit(300) if isinstance(value, str) and " " in value else value


def _in_blocks(value: Any, words: Words) -> Any:
    """Each text of a block that is no rich text; what has no space is a choice, a key or a number."""
    if isinstance(value, dict):
        return {key: one if key in ("type", "id") else _in_blocks(one, words) for key, one in value.items()}
    if isinstance(value, list):
        return [_in_blocks(one, words) for one in value]
    is_text = isinstance(value, str) and " " in value and not value.lstrip().startswith("<")
    return words.fit(150) if is_text else value
