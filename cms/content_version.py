"""Content that is worked out once and kept in memory until an editor changes anything.

One small row says which version of the content there is. Every page, menu and outline that is kept
belongs to a version; a change by an editor writes a new one in its own transaction, so that all
processes forget together and none ever keeps what was read before under the version after.

Only for showing. What is decided and written (a completion, a certificate) reads the rows themselves.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache, wraps
from secrets import token_hex
from typing import Any, ParamSpec, TypeVar

from django.db import models
from django.db.models.signals import m2m_changed, post_delete, post_save
from django.http import HttpRequest, HttpResponse
from wagtail.signals import post_page_move

from cms.models import ContentVersion
from database.fixed_query import FixedQuery

P = ParamSpec("P")
R = TypeVar("R")

_ONLY_ROW = 1
_token_of = FixedQuery(lambda row: ContentVersion.objects.filter(pk=row).values_list("token"), int)
_watched: set[type[models.Model]] = set()
# Within one request: the version it began with, as a list that is empty until somebody asks.
_of_this_request: ContextVar[list[str] | None] = ContextVar("content version of this request", default=None)


def current_version() -> str:
    """The token of now, read once per request; empty in a database nothing was ever written to."""
    known = _of_this_request.get()
    if known:
        return known[0]
    row = _token_of.first(_ONLY_ROW)
    token = row[0] if row else ""
    if known is not None:
        known.append(token)
    return token


def new_version() -> None:
    """Everything that is kept is out of date from the moment this transaction is committed."""
    token = token_hex(16)
    ContentVersion.objects.update_or_create(pk=_ONLY_ROW, defaults={"token": token})
    known = _of_this_request.get()
    if known is not None:
        known[:] = [token]


def kept(most: int) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Keep the results of a function of hashable arguments, the `most` last used, as long as content stays the same.

    Results are shared between requests: nobody may change them.
    """

    def decorate(function: Callable[P, R]) -> Callable[P, R]:
        def in_version(_version: str, *args: Any, **kwargs: Any) -> R:
            return function(*args, **kwargs)

        of_version: Callable[..., R] = lru_cache(maxsize=most)(in_version)

        @wraps(function)
        def wrapper(*args: P.args, **kwargs: P.kwargs) -> R:
            version = current_version()
            return of_version(version, *args, **kwargs) if version else function(*args, **kwargs)

        return wrapper

    return decorate


def watch(*content: type[models.Model]) -> None:
    """Rows of these models are content: saving or deleting one is a new version."""
    _watched.update(content)


def is_watched(model: type[models.Model]) -> bool:
    return issubclass(model, tuple(_watched))


def listen() -> None:
    """Connect the receivers; called once, when the app is ready."""
    post_save.connect(_on_change, dispatch_uid="cms.content_version")
    post_delete.connect(_on_change, dispatch_uid="cms.content_version")
    m2m_changed.connect(_on_links_changed, dispatch_uid="cms.content_version")
    # Moving changes the paths of rows without saving them.
    post_page_move.connect(_on_move, dispatch_uid="cms.content_version")


def _on_change(sender: type[models.Model], **_signal: Any) -> None:
    if is_watched(sender):
        new_version()


def _on_links_changed(instance: models.Model, action: str, **_signal: Any) -> None:
    if action.startswith("post_") and is_watched(type(instance)):
        new_version()


def _on_move(**_signal: Any) -> None:
    new_version()


@contextmanager
def one_version() -> Iterator[None]:
    """Everything inside sees one version, read at most once."""
    before = _of_this_request.set([])
    try:
        yield
    finally:
        _of_this_request.reset(before)


def is_one_version() -> bool:
    """Whether the version is read at most once here, so that what is kept costs no query each time it is asked for."""
    return _of_this_request.get() is not None


class OneVersionMiddleware:
    """A page is drawn from one version of the content."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with one_version():
            return self.get_response(request)
