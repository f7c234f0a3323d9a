"""What the tests of the staff file share."""

from collections.abc import Iterator

import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def nobody_has_been_counted() -> Iterator[None]:
    """allauth counts attempts per address in the cache, which outlives a test."""
    cache.clear()
    yield
    cache.clear()
