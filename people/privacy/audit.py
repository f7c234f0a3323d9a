"""What was done to accounts, roles, certificates and personal data: by whom, when, from where, and whether it worked.

One way to write it, nothing to change it with. Reading by HR is another record, which people read of themselves
(docs/decisions/0038-who-looked-is-a-row.md). Never answers, never a secret, never the words of a page.
"""

import logging
from functools import partial
from typing import Any

from allauth.account.adapter import get_adapter
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest

from people.models import AuditEntry, User

from .acting import current_request

logger = logging.getLogger("audit")
Action = AuditEntry.Action
_LONGEST = 200


def record(
    action: AuditEntry.Action,
    *,
    by: User | None = None,
    about: str = "",
    person: User | None = None,
    ok: bool = True,
    request: HttpRequest | None = None,
    by_nobody: bool = False,
    detail: dict[str, Any] | None = None,
) -> AuditEntry:
    """Write one entry with what it was done to, in the transaction of the caller.

    by: who did it; without it who is signed in, and else the platform itself or somebody unknown. by_nobody: whoever
    is signed in is gone by now. person: whom it was done to. about: to what, by kind and key
    ("certificates.Certificate:12"), never by name.
    """
    request = request or current_request()
    by = by or (None if by_nobody else _signed_in(request))
    clean = {name: _clean(value) for name, value in (detail or {}).items()}
    entry = AuditEntry.objects.create(
        action=action, by=by, person=person, about=_clean(about), ok=ok, origin=_origin(request), detail=clean
    )
    transaction.on_commit(partial(_log, entry))
    return entry


def _log(entry: AuditEntry) -> None:
    """The same for whoever gathers the logs of the machine: fields of the line, without names of people."""
    fields = {
        "at": entry.at.isoformat(),
        "action": entry.action,
        "by": entry.by_id,
        "person": entry.person_id,
        "about": entry.about,
        "ok": entry.ok,
        "origin": entry.origin,
    }
    logger.info("audit", extra=fields)


def _signed_in(request: HttpRequest | None) -> User | None:
    user = getattr(request, "user", None)
    return user if isinstance(user, User) and user.pk else None


def _origin(request: HttpRequest | None) -> str:
    """The address of the network it came from; empty for the platform itself."""
    if request is None:
        return ""
    try:
        return str(get_adapter(request).get_client_ip(request) or "")
    except PermissionDenied:
        # A request that was made without a network.
        return ""


def _clean(value: Any) -> Any:
    """On one line, so that nobody writes a second entry inside the first."""
    if isinstance(value, bool | int | float) or value is None:
        return value
    return " ".join(str(value).split())[:_LONGEST]
