"""All that is kept about one person, for that person to read and take along (GDPR, articles 15 and 20).

Walks the data map: each personal field that is declared as exported is in it, of every model, also of packages.
"""

import json
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from pathlib import PurePath
from tempfile import SpooledTemporaryFile
from typing import IO, Any

from django.core.exceptions import ObjectDoesNotExist
from django.db import models
from django.db.models.fields.files import FieldFile
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.encoding import force_str
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from people.data_map import Personal
from people.models import User

from .subjects import Part, addresses_of, parts, personal_fields, rows

# Kept in memory up to here, beyond it on the disk.
IN_MEMORY = 5_000_000
Value = Any


@dataclass
class Row:
    """One row: its fields by name, and the names in the archive of files that belong to it."""

    key: Any
    title: str
    values: dict[str, Value]

    @property
    def pairs(self) -> list[tuple[str, Value]]:
        """For a template, to which a field called "items" looks like a method."""
        return list(self.values.items())


@dataclass
class Section:
    """What is kept in one table. `why` has for each field of the rows what it is for and how long it is kept."""

    label: str
    title: str
    fields: dict[str, Personal]
    rows: list[Row] = field(default_factory=list)

    @property
    def reasons(self) -> list[tuple[str, str]]:
        """Each purpose with how long it is kept for it, in the language of the reader, once."""
        both = {(declared.purpose, declared.retention.value) for declared in self.fields.values()}
        return [(str(capfirst(_(purpose))), str(capfirst(_(kept)))) for purpose, kept in sorted(both)]


# Tells in other words what fields cannot: a title, and rows of a name and a value.
Extra = Callable[[User], list[dict[str, Any]]]
_extras: dict[str, tuple[Any, Extra]] = {}


def also_tell(name: str, title: Any, rows_of: Extra) -> None:
    """Have these rows in the export as well, under `name`. For what a person may read that no field of theirs says."""
    _extras[name] = (title, rows_of)


class Files:
    """The files that go along, each under a name of its own."""

    def __init__(self) -> None:
        self.found: dict[str, FieldFile | bytes] = {}

    def add(self, row: models.Model, name: str, content: FieldFile | bytes) -> str:
        suffix = PurePath(content.name or "").suffix if isinstance(content, FieldFile) else ".bin"
        if not isinstance(content, FieldFile) and content.startswith(b"%PDF"):
            suffix = ".pdf"
        path = f"files/{row._meta.label_lower}-{row.pk}-{name}{suffix}"
        self.found[path] = content
        return path


def collect(user: User, files: Files) -> list[Section]:
    """Everything, by table; a table without a row about the person is left out."""
    addresses = addresses_of(user)
    sections: dict[str, Section] = {}
    for part in parts():
        exported = {name: declared for name, declared in part.fields.items() if declared.exported}
        if not exported:
            continue
        found = [_row(part, row, exported, files) for row in rows(part, user, addresses).order_by("pk").iterator()]
        if found:
            section = sections.setdefault(part.label, Section(part.label, part.title, {}))
            section.fields |= exported
            section.rows += found
    return list(sections.values())


def extras(user: User) -> list[tuple[str, str, list[dict[str, Any]]]]:
    """Name, title and rows of what is told besides."""
    return [(name, force_str(title), rows_of(user)) for name, (title, rows_of) in _extras.items()]


def archive(user: User) -> IO[bytes]:
    """A zip: data.json for programs, index.html for people, and the files. Whoever asks closes it."""
    files = Files()
    sections = collect(user, files)
    told = extras(user)
    made_at = timezone.now()
    stored: IO[bytes] = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 - the caller closes it
    with zipfile.ZipFile(stored, "w", zipfile.ZIP_DEFLATED) as bundle:
        missing = [path for path, content in files.found.items() if not _add(bundle, path, content)]
        document = _document(user, sections, told, made_at, missing)
        bundle.writestr("data.json", json.dumps(document, ensure_ascii=False, indent=2))
        context = {"user": user, "sections": sections, "extras": told, "made_at": made_at, "missing": missing}
        bundle.writestr("index.html", render_to_string("people/privacy/own_data.html", context))
    stored.seek(0)
    return stored


def _document(user: User, sections: list[Section], told: Any, made_at: datetime, missing: list[str]) -> dict[str, Any]:
    return {
        "made_at": made_at.isoformat(),
        "about": {"name": user.name, "email": user.email},
        "tables": {
            section.label: {
                "title": section.title,
                "fields": {
                    name: {"purpose": _(declared.purpose), "kept": _(declared.retention.value)}
                    for name, declared in section.fields.items()
                },
                "rows": [{"id": _plain(row.key)} | row.values for row in section.rows],
            }
            for section in sections
        },
        "also": {name: {"title": title, "rows": rows_of} for name, title, rows_of in told},
        "missing_files": missing,
    }


def _add(bundle: zipfile.ZipFile, path: str, content: FieldFile | bytes) -> bool:
    """False for a file that is not on the disk any more: the rest must not wait for it."""
    if not isinstance(content, FieldFile):
        bundle.writestr(path, content)
        return True
    try:
        with content.storage.open(content.name or "") as source, bundle.open(path, "w", force_zip64=True) as target:
            while chunk := source.read(64 * 1024):
                target.write(chunk)
    except OSError:
        return False
    return True


def _row(part: Part, row: models.Model, exported: Mapping[str, Personal], files: Files) -> Row:
    values = dict(_values(part, row, exported, files))
    return Row(row.pk, _title(row), values)


def _values(
    part: Part, row: models.Model, exported: Mapping[str, Personal], files: Files
) -> Iterator[tuple[str, Value]]:
    for name in exported:
        concrete = row._meta.get_field(name)
        if name in part.references or getattr(concrete, "related_model", None) is User:
            # Others who are named in the same row are not named here.
            yield name, _("you") if _is_about(part, row, name) else None
        elif concrete.many_to_many:
            yield name, [_title(other) or other.pk for other in getattr(row, name).all()]
        elif concrete.is_relation:
            yield name, _reference(row, concrete)
        else:
            yield name, _own_value(row, concrete, files)


def _is_about(part: Part, row: models.Model, name: str) -> bool:
    return name in part.about.split()


def _reference(row: models.Model, concrete: Any) -> Value:
    """What the row hangs on: the words of it when it is content, its key when it may be about somebody."""
    key = getattr(row, concrete.attname)
    if key is None:
        return None
    other = getattr(row, concrete.name, None)
    return (_title(other) if other is not None else "") or key


def _title(row: models.Model) -> str:
    """The words by which content is known; empty for a row that has words about people."""
    about_people = personal_fields(type(row))
    if any(row._meta.get_field(name).related_model is not User for name in about_people):
        return ""
    try:
        return force_str(row)
    except (ObjectDoesNotExist, AttributeError):
        # It calls itself after something that is gone.
        return ""


def _own_value(row: models.Model, concrete: Any, files: Files) -> Value:
    value = getattr(row, concrete.name)
    if isinstance(concrete, models.FileField):
        return files.add(row, concrete.name, value) if value else ""
    if isinstance(concrete, models.BinaryField):
        return files.add(row, concrete.name, bytes(value)) if value else ""
    if concrete.choices:
        shown = row._get_FIELD_display(concrete)  # type: ignore[attr-defined]
        return force_str(shown) if shown is not None else None
    return _plain(value)


def _plain(value: Any) -> Value:
    """As JSON can have it. Numbers, texts and what is JSON already stay as they are."""
    if isinstance(value, datetime):
        return timezone.localtime(value).isoformat() if timezone.is_aware(value) else value.isoformat()
    if isinstance(value, date | time):
        return value.isoformat()
    if value is None or isinstance(value, bool | int | float | str | list | dict):
        return value
    return force_str(value)
