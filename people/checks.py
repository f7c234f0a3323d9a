"""What must be so before the site goes live (`manage.py check --deploy`)."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register

# Each process has one of its own, or nothing is kept at all.
NOT_SHARED = ("LocMemCache", "DummyCache")


@register(Tags.security, deploy=True)
def cache_is_shared(**_options: Any) -> list[CheckMessage]:
    """The limits on signing in count in the cache: per process, five tries are five times as many as there are."""
    if not settings.CACHES["default"]["BACKEND"].endswith(NOT_SHARED):
        return []
    return [
        Error(
            "The limits on signing in need a cache that all processes share.",
            hint="Set CACHE_URL to a Redis or Valkey server, or to a table of the database (docs/operations.md).",
            id="people.E001",
        )
    ]
