"""What was done to accounts, roles, certificates and personal data: by whom, when, from where, and whether it worked.

One way to write it, nothing to change it with. Reading by HR is another record, which people read of themselves
(docs/decisions/0038-who-looked-is-a-row.md). Never answers, never a secret, never the words of a page.
"""

import logging
from typing import Any

from django.http import HttpRequest

from people.models import AuditEntry, User

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
    detail: dict[str, Any] | None = None,
) -> AuditEntry:
    """Write one entry with what it was done to, in the transaction of the caller.

    by: who did it; none is the platform itself, or somebody unknown. person: whom it was done to. about: to what, by
    kind and key ("certificates.Certificate:12"), never by name.
    """
    clean = {name: _clean(value) for name, value in (detail or {}).items()}
    return AuditEntry.objects.create(
        action=action, by=by, person=person, about=_clean(about), ok=ok, origin=_origin(request), detail=clean
    )


def _origin(request: HttpRequest | None) -> str:
    """The address of the network it came from; empty for the platform itself."""
    if request is None:
        return ""
    from allauth.account.adapter import get_adapter

    return str(get_adapter(request).get_client_ip(request) or "")


def _clean(value: Any) -> Any:
    """On one line, so that nobody writes a second entry inside the first."""
    if isinstance(value, bool | int | float) or value is None:
        return value
    return " ".join(str(value).split())[:_LONGEST]
