"""A cache that does not answer: what was kept to be faster is missing, what counts is refused."""

import time

import pytest
from django.core.cache.backends.locmem import LocMemCache

from config.cache import NO_ANSWER, PatientCache, cache_settings

pytestmark = pytest.mark.row("R9")


@pytest.fixture
def gone() -> PatientCache:
    """Nobody listens there."""
    made = cache_settings({"BACKEND": "django.core.cache.backends.redis.RedisCache"})
    return PatientCache("redis://127.0.0.1:1/1", {"OPTIONS": made["OPTIONS"]})


def test_what_is_in_the_database_too_is_just_not_kept(gone):
    begun = time.monotonic()
    assert gone.get("wagtail_site_root_paths", "worked out") == "worked out"
    assert gone.set("wagtail_site_root_paths", "x") is None
    assert gone.delete("wagtail_site_root_paths") is False
    assert gone.get_many(["wagtail-rendition-1"]) == {}
    assert gone.set_many({"wagtail-rendition-1": 1}) == ["wagtail-rendition-1"]
    assert time.monotonic() - begun < 5


def test_what_is_counted_is_refused(gone):
    for ask in (
        lambda: gone.get("allauth:rl:login"),
        lambda: gone.set("allauth:rl:login", [1]),
        lambda: gone.add("allauth:rl:login:lock", 1),
        lambda: gone.incr("certificates:unknown:1"),
        lambda: gone.delete("allauth:rl:login"),
        lambda: gone.get_many(["wagtail-rendition-1", "allauth:rl:login"]),
        lambda: gone.set_many({"allauth:rl:login": 1}),
    ):
        with pytest.raises(NO_ANSWER):
            ask()


def test_another_kind_of_cache_stays_as_it_is():
    local = {"BACKEND": f"{LocMemCache.__module__}.{LocMemCache.__name__}"}
    assert cache_settings(local) == local
