"""How long somebody stays signed in, and what ends it (OWASP ASVS 7.3 and 7.4).

A session ends twelve hours after signing in, after an hour without a sign of life, when its owner or an administrator
ends it, and with the account, the password, the second step or the work at a municipality. allauth keeps a row per
session, for its owner to see.
"""

from collections.abc import Collection
from datetime import timedelta
from typing import Any

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY, load_backend
from django.contrib.auth.middleware import AuthenticationMiddleware
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.models import Session
from django.db.models import F, QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.functional import SimpleLazyObject

from database.fixed_query import FixedQuery

from .models import User

# In seconds. A sign of life is written down no more often than this, so that not every page writes.
NOTED_EVERY = 5 * 60
# What an open page of the admin asks by itself is no sign of life of the one who left it open.
_BY_ITSELF = ("/admin/editing-sessions/",)
_SIGNED_IN_AT = "signed_in_at"
_SEEN_AT = "seen_at"


class SessionLimitsMiddleware(AuthenticationMiddleware):
    """Django's, which says whose request it is; and nobody's once the session has lasted long enough.

    Lazily, as Django's: who asks for something that is the same for everybody is not looked up.
    """

    def process_request(self, request: HttpRequest) -> None:
        super().process_request(request)
        by_django = request.user
        request.user = SimpleLazyObject(lambda: _judged(request, by_django))  # type: ignore[assignment]


def _judged(request: HttpRequest, by_django: User | AnonymousUser) -> User | AnonymousUser:
    session, now = request.session, _now()
    person = _person_of(session) or by_django
    if SESSION_KEY in session and _SIGNED_IN_AT not in session:
        # It began at a version before this one, which does not count and goes on meanwhile; from here on it counts.
        count_from_now(session)
    signed_in_at, seen_at = session.get(_SIGNED_IN_AT, 0), session.get(_SEEN_AT, 0)
    over = now - signed_in_at >= settings.SESSION_COOKIE_AGE or now - seen_at >= settings.SESSION_IDLE_AGE
    if SESSION_KEY in session and (over or not person.is_authenticated):
        # Nothing is left of it, so that an account that is opened again does not bring it back.
        session.flush()
        return AnonymousUser()
    if person.is_authenticated and now - seen_at >= NOTED_EVERY and not request.path.startswith(_BY_ITSELF):
        session[_SEEN_AT] = now
        UserSession.objects.filter(session_key=session.session_key).update(last_seen_at=timezone.now())
    return person


_of_session = FixedQuery(lambda pk: User.objects.filter(pk=pk), int)


def _person_of(session: SessionBase) -> User | None:
    """Whose session it is, by the rules of Django's own `get_user` and with a query that is composed once.

    None for whatever is not plainly theirs; Django then asks and judges, and ends the session where that is due.
    """
    pk, backend = session.get(SESSION_KEY, ""), session.get(BACKEND_SESSION_KEY, "")
    if backend not in settings.AUTHENTICATION_BACKENDS or not str(pk).isdecimal():
        return None
    person: User | None = next(_of_session.objects(int(pk)), None)
    judge: Any = load_backend(backend)
    if person is None or not judge.user_can_authenticate(person):
        return None
    standing = session.get(HASH_SESSION_KEY, "")
    return person if constant_time_compare(standing, person.get_session_auth_hash()) else None


def _now() -> int:
    return int(timezone.now().timestamp())


def begin(request: HttpRequest, user: User, **_signal: Any) -> None:
    """Somebody signed in."""
    count_from_now(request.session)


def count_from_now(session: SessionBase) -> None:
    """Both limits begin."""
    session[_SIGNED_IN_AT] = session[_SEEN_AT] = _now()


def end_all_sessions(people: Collection[int] | QuerySet) -> None:
    """Everywhere, from the next request on. people: primary keys."""
    User.objects.filter(pk__in=people).update(sessions_ended=F("sessions_ended") + 1)
    # A session without a row here stands on the number that has just changed.
    _end(UserSession.objects.filter(user__in=people))


def end_the_others(request: HttpRequest, user: User, **_signal: Any) -> None:
    """What protects the account changed: only the session in which that was done goes on."""
    _end(UserSession.objects.filter(user=user).exclude(session_key=request.session.session_key or ""))


def end_one(user: User, pk: int) -> None:
    """One of one's own. Raises Http404 for anybody else's."""
    _end(UserSession.objects.filter(pk=get_object_or_404(UserSession, pk=pk, user=user).pk))


def _end(sessions: QuerySet[UserSession]) -> None:
    Session.objects.filter(session_key__in=sessions.values("session_key")).delete()
    sessions.delete()


def open_sessions(user: User) -> list[UserSession]:
    """Those that go on, the one that was used last first."""
    idle_since = timezone.now() - timedelta(seconds=settings.SESSION_IDLE_AGE)
    going_on = UserSession.objects.purge_and_list(user)
    return sorted(
        (one for one in going_on if one.last_seen_at > idle_since), key=lambda one: one.last_seen_at, reverse=True
    )


def forget_ended_sessions() -> int:
    """Regular job: what is left of sessions that are over; returns how many."""
    over = timezone.now() - timedelta(seconds=settings.SESSION_COOKIE_AGE)
    expired = Session.objects.filter(expire_date__lt=timezone.now())
    listed = UserSession.objects.filter(created_at__lt=over)
    return sum(gone.delete()[0] for gone in (expired, listed))
