"""Which rows are about whom, as the data map says it."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from allauth.account.models import EmailAddress
from django.apps import apps
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import models
from django.db.models import Q, QuerySet
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from people.data_map import NOBODY, DataMap, Personal
from people.models import User


@dataclass(frozen=True)
class Part:
    """Fields of one model that are about the same person: `about` as in people.data_map.Personal, never empty."""

    model: type[models.Model]
    about: str
    fields: dict[str, Personal]

    @property
    def label(self) -> str:
        return self.model._meta.label

    @property
    def title(self) -> str:
        """What its rows are called, in the language of the reader; of packages as config/data_map.py names them."""
        return _(str(self.model._meta.verbose_name_plural))

    @property
    def references(self) -> set[str]:
        """The fields that are a reference to the person itself."""
        return set(self.about.split()) & set(self.fields)


def data_map() -> DataMap:
    """The map of all apps together; it stands above them all, so only the settings know where."""
    found: DataMap = import_string(settings.DATA_MAP)
    return found


def parts() -> list[Part]:
    """All that an account can be found by. Raises ImproperlyConfigured for a field that is about an unknown person."""
    return [part for label in data_map() for part in _parts_of(label)]


def rows(part: Part, user: User, addresses: frozenset[str] | None = None) -> QuerySet[Any]:
    """The rows of this part that are about the person, also those that only have one of the own addresses."""
    addresses = addresses_of(user) if addresses is None else addresses
    is_theirs = Q()
    for way in part.about.split():
        if way.startswith("@"):
            for address in addresses:
                is_theirs |= Q(**{f"{way[1:]}__iexact": address})
        else:
            is_theirs |= Q(**{way: user.pk})
    found = part.model._base_manager.filter(is_theirs) if is_theirs else part.model._base_manager.none()
    # A person who is there in two ways, or among many, is still there once.
    return part.model._base_manager.filter(pk__in=found.values("pk"))


def addresses_of(user: User) -> frozenset[str]:
    """Addresses that this person proved to be theirs; another's is not found by a claim to it."""
    proven = EmailAddress.objects.filter(user=user, verified=True).values_list("email", flat=True)
    return frozenset(address.lower() for address in [user.email, *proven] if address)


def owner_of(model: type[models.Model]) -> str:
    """The way from a row to the account it belongs to; empty when there is none, or more than one.

    A row belongs to whom it is removed with, and else to the one person it names, or to the owner of the row on which
    it hangs.
    """
    return _owner_of(model, frozenset())


def personal_fields(model: type[models.Model]) -> dict[str, Personal]:
    declared = data_map().get(model._meta.label, {})
    return {name: field for name, field in declared.items() if isinstance(field, Personal)}


@cache
def _parts_of(label: str) -> list[Part]:
    model = apps.get_model(label)
    grouped: dict[str, dict[str, Personal]] = defaultdict(dict)
    for name, field in personal_fields(model).items():
        about = _about(model, name, field)
        if about != NOBODY:
            grouped[about][name] = field
    return [Part(model, about, fields) for about, fields in grouped.items()]


def _about(model: type[models.Model], name: str, field: Personal) -> str:
    if field.about:
        return field.about
    if model is User:
        return "pk"
    if model._meta.get_field(name).related_model is User:
        return name
    if owner := owner_of(model):
        return owner
    raise ImproperlyConfigured(f"{model._meta.label}.{name}: say in the data map about whom it is.")


def _owner_of(model: type[models.Model], passed: frozenset[type[models.Model]]) -> str:
    if model is User:
        return "pk"
    references = [field for field in _references(model) if field.name in personal_fields(model)]
    removed_with = [field.name for field in references if _on_delete(field) is models.CASCADE and _is_person(field)]
    if len(removed_with) == 1:
        return removed_with[0]
    hangs_on = [
        field for field in _references(model) if _on_delete(field) is models.CASCADE and _is_ours(field, passed)
    ]
    ways = {field.name: _owner_of(field.related_model, passed | {model}) for field in hangs_on}
    found = [f"{name}__{way}" for name, way in ways.items() if way]
    found += [field.name for field in references if _is_person(field)]
    return found[0] if len(found) == 1 else ""


def _is_ours(field: models.ForeignKey[Any], passed: frozenset[type[models.Model]]) -> bool:
    """Whether it leads to something about people, and not round in a circle. Content belongs to nobody."""
    other = field.related_model
    return other not in passed and isinstance(other, type) and bool(personal_fields(other)) and not _is_content(other)


def _is_content(model: type[models.Model]) -> bool:
    """Whether a row is there for everyone, and only says who made or changed it."""
    return all(model._meta.get_field(name).related_model is User for name in personal_fields(model))


def _references(model: type[models.Model]) -> Iterator[models.ForeignKey[Any]]:
    return (field for field in model._meta.concrete_fields if isinstance(field, models.ForeignKey))


def _is_person(field: models.ForeignKey[Any]) -> bool:
    return field.related_model is User


def _on_delete(field: models.ForeignKey[Any]) -> Any:
    return field.remote_field.on_delete
