"""Sessions as Django keeps them in the database, read with a query that is composed once."""

from datetime import datetime
from typing import Any

from django.contrib.sessions.backends.db import SessionStore as DatabaseSessionStore
from django.contrib.sessions.models import Session
from django.utils import timezone

from database.fixed_query import FixedQuery

_data_of = FixedQuery(
    lambda key, now: Session.objects.filter(session_key=key, expire_date__gt=now).values_list("session_data"),
    str,
    datetime,
)


class SessionStore(DatabaseSessionStore):
    """Read at every request, so that a session that was ended is over at the next one; nothing is kept."""

    def load(self) -> dict[str, Any]:
        row = _data_of.first(self.session_key, timezone.now())
        if row is None:
            # As Django does: a key that it did not give out is not taken over.
            self._session_key = None
            return {}
        return self.decode(row[0])
