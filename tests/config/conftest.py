"""What tests of the frame around the apps share."""

from collections.abc import Iterator

import pytest
from django.core.signals import request_finished
from django.db import close_old_connections


@pytest.fixture
def connections_stay_as_they_are() -> Iterator[None]:
    """An answer that is closed looks whether connections are still good, which a test without a database may not do;
    whether there is one depends on the test before."""
    request_finished.disconnect(close_old_connections)
    yield
    request_finished.connect(close_old_connections)
