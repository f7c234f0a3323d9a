"""The shared cache when it does not answer: what was kept to be faster is worked out anew, what counts is refused.

Limits on guessing are counted in it, and a limit that nobody counts is none. So their keys raise the error of the
cache, and the page says to wait (config/errors.py).
"""

from collections.abc import Iterable
from typing import Any

from django.core.cache.backends.redis import RedisCache
from redis.backoff import NoBackoff
from redis.exceptions import ConnectionError as NoCacheError
from redis.exceptions import TimeoutError as SlowCacheError
from redis.retry import Retry

NO_ANSWER = (NoCacheError, SlowCacheError)
# Wagtail keeps addresses, names of languages and renditions of pictures; all of it is in the database too.
KEPT_TO_BE_FASTER = "wagtail"


def cache_settings(settings: dict[str, Any]) -> dict[str, Any]:
    """Django's settings of a cache, with our own class and its patience when it is Redis or Valkey."""
    if not settings["BACKEND"].endswith(".RedisCache"):
        return settings
    # Once more at once, for a connection that was closed meanwhile; the library would try for many seconds.
    patience = {"socket_connect_timeout": 1, "socket_timeout": 1, "retry": Retry(NoBackoff(), 1)}
    return settings | {
        "BACKEND": "config.cache.PatientCache",
        "OPTIONS": patience | settings.get("OPTIONS", {}),
    }


def _may_be_missing(keys: Iterable[str]) -> bool:
    return all(key.startswith(KEPT_TO_BE_FASTER) for key in keys)


class PatientCache(RedisCache):
    """Redis or Valkey; see the module."""

    def get(self, key: str, default: Any = None, version: int | None = None) -> Any:
        try:
            return super().get(key, default, version)
        except NO_ANSWER:
            if not _may_be_missing([key]):
                raise
            return default

    def set(self, key: str, *args: Any, **kwargs: Any) -> None:
        try:
            super().set(key, *args, **kwargs)
        except NO_ANSWER:
            if not _may_be_missing([key]):
                raise

    def delete(self, key: str, version: int | None = None) -> bool:
        try:
            return bool(super().delete(key, version))
        except NO_ANSWER:
            if not _may_be_missing([key]):
                raise
            return False

    def get_many(self, keys: Iterable[str], version: int | None = None) -> dict[str, Any]:
        keys = list(keys)
        try:
            found: dict[str, Any] = super().get_many(keys, version)
        except NO_ANSWER:
            if not _may_be_missing(keys):
                raise
            return {}
        return found

    def set_many(self, data: dict[str, Any], *args: Any, **kwargs: Any) -> list[str]:
        try:
            failed: list[str] = super().set_many(data, *args, **kwargs)
        except NO_ANSWER:
            if not _may_be_missing(data):
                raise
            return list(data)
        return failed
