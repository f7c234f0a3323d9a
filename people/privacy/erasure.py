"""Erasing one person (GDPR, article 17): by request, by an administrator with a reason, or because the time is over.

What happens to which field stands in the data map and nowhere else. What fields cannot say, an app registers: what has
to be done first (`before_erasing`), and what it does itself in the same transaction (`when_erasing`).
"""

import logging
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from django.contrib.sessions.models import Session
from django.core.files.storage import Storage
from django.db import models, transaction

from people.data_map import Erasure, Personal
from people.models import AuditEntry, ErasedAccount, User

from . import audit, journal
from .subjects import Part, addresses_of, parts, rows

logger = logging.getLogger(__name__)
How = ErasedAccount.How
# A sentence for each thing that somebody has to hand over first.
Obstacles = Callable[[User], Iterator[str]]
Work = Callable[[User, frozenset[str]], None]

_obstacles: list[Obstacles] = []
_work: list[Work] = []
# What goes as a whole row with its account, and what is only emptied.
_GO = {Erasure.WITH_ACCOUNT, Erasure.PSEUDONYMISED}


class StillNeededError(Exception):
    """Something has to be handed over first; `sentences` say what."""

    def __init__(self, sentences: list[str]) -> None:
        super().__init__(" ".join(sentences))
        self.sentences = sentences


def before_erasing(obstacles: Obstacles) -> None:
    """Have these obstacles looked for before anybody is erased."""
    if obstacles not in _obstacles:
        _obstacles.append(obstacles)


def when_erasing(work: Work) -> None:
    """Have this done when somebody is erased: with the person and their addresses, before the rows go."""
    if work not in _work:
        _work.append(work)


def obstacles_for(user: User) -> list[str]:
    """What this person has to hand over before they can be erased, in sentences."""
    return [sentence for obstacles in _obstacles for sentence in obstacles(user)]


def erase(user: User, how: How, by: User | None = None, reason: str = "") -> str:
    """Erase the person and write the journal; returns the pseudonym it stands under.

    Raises StillNeededError, and OSError when the journal cannot be written.
    """
    if sentences := obstacles_for(user):
        raise StillNeededError(sentences)
    return _erase(user, how, by, reason)


def erase_again() -> int:
    """Erase who came back with a restored backup; returns how many. Nothing stands in the way of it."""
    subjects = journal.erased_subjects()
    returned = journal.come_back(subjects)
    for user in returned:
        _erase(user, How.AGAIN, None, "")
    return len(returned)


@transaction.atomic
def _erase(user: User, how: How, by: User | None, reason: str) -> str:
    # Two at once: the second one finds nobody any more.
    user = User.objects.select_for_update().get(pk=user.pk)
    subject, number = journal.subject_of(user), user.pk
    addresses = addresses_of(user)
    theirs = [(part, _fixed(rows(part, user, addresses))) for part in parts() if part.model is not User]
    journal.note(subject, how)
    for stored in [file for part, found in theirs for file in _files(part, found)]:
        transaction.on_commit(partial(_remove_file, *stored))
    for work in _work:
        work(user, addresses)
    for part, found in theirs:
        _empty(part, found)
    for part, found in theirs:
        if _goes(part):
            found.delete()
    _end_sessions(user)
    user.delete()
    others = by if by is not None and by.pk != number else None
    about, detail = f"erased:{subject[:12]}", {"how": how, "reason": reason}
    audit.record(AuditEntry.Action.ERASED, by=others, by_nobody=others is None, about=about, detail=detail)
    return subject


def _fixed(found: models.QuerySet[Any]) -> models.QuerySet[Any]:
    """The rows as they are now: once others are gone, the way to these may be as well."""
    return found.model._base_manager.filter(pk__in=list(found.values_list("pk", flat=True)))


def what_stays() -> list[tuple[str, Personal]]:
    """Title of the table and declaration of everything that is still there after erasing, with its purpose."""
    stays = {Erasure.EMPTIED, Erasure.KEPT, Erasure.PSEUDONYMISED}
    found: dict[tuple[str, str], tuple[str, Personal]] = {}
    for part in parts():
        for declared in part.fields.values():
            if declared.erasure in stays:
                found.setdefault((part.title, declared.erasure), (part.title, declared))
    return list(found.values())


def _goes(part: Part) -> bool:
    """Whether the whole row is the person's own. A list of people in a row of somebody else is not."""
    if any(_is_many(part, way) for way in part.about.split()):
        return False
    return any(declared.erasure in _GO for declared in part.fields.values())


def _is_many(part: Part, way: str) -> bool:
    name = way.split("__")[0].lstrip("@")
    return name != "pk" and bool(part.model._meta.get_field(name).many_to_many)


def _empty(part: Part, found: models.QuerySet[Any]) -> None:
    """Take the words out, and leave the row."""
    blank: dict[str, Any] = {}
    for name, declared in part.fields.items():
        if declared.erasure is Erasure.EMPTIED:
            field = part.model._meta.get_field(name)
            blank |= _blank(field)
    if blank:
        found.update(**blank)


def _blank(field: Any) -> dict[str, Any]:
    """The empty value of a field. A moment that must be there stays: by itself it names nobody."""
    if field.null:
        return {field.name: None}
    if isinstance(field, models.CharField | models.TextField | models.FileField):
        return {field.name: ""}
    if isinstance(field, models.JSONField):
        return {field.name: field.get_default()}
    return {}


def _files(part: Part, found: models.QuerySet[Any]) -> Iterator[tuple[Storage, str]]:
    """Files of rows that go, and of fields that are emptied."""
    for name, declared in part.fields.items():
        field = part.model._meta.get_field(name)
        if isinstance(field, models.FileField) and (_goes(part) or declared.erasure is Erasure.EMPTIED):
            for row in found:
                if stored := getattr(row, name):
                    yield stored.storage, stored.name


def _remove_file(storage: Storage, name: str) -> None:
    """The person is gone from the database already; a disk that fails is for the operator, who finds it in the log."""
    try:
        storage.delete(name)
    except OSError:
        logger.exception("A file of somebody who was erased could not be removed: %s", name)


def _end_sessions(user: User) -> None:
    """Sessions name nobody in a field, so each is opened. They last twelve hours, so they are few."""
    ended = [
        session.pk
        for session in Session.objects.iterator()
        if session.get_decoded().get("_auth_user_id") == str(user.pk)
    ]
    Session.objects.filter(pk__in=ended).delete()
