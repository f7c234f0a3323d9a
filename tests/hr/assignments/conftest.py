"""A municipality that assigns a course, on a day and at an hour that tests choose."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.utils import timezone

from tests.factories.courses import make_course
from tests.factories.hr import make_municipality
from tests.factories.people import make_member

HERE = ZoneInfo("Europe/Amsterdam")


class Clock:
    """The moment that it is. Begins on Monday 4 January 2027, at ten in the morning."""

    def __init__(self):
        self.now = datetime(2027, 1, 4, 10, tzinfo=HERE)

    def on(self, day, hour=10):
        self.now = datetime(day.year, day.month, day.day, hour, tzinfo=HERE)

    def forward(self, days):
        self.on(self.now.date() + timedelta(days=days))


@pytest.fixture
def clock(monkeypatch):
    clock = Clock()
    monkeypatch.setattr(timezone, "now", lambda: clock.now)
    return clock


@pytest.fixture
def town(home):
    return make_municipality("Gemeente Eigen")


@pytest.fixture
def course(home):
    return make_course("Artikel 2.82", lessons=1)


@pytest.fixture
def anne(town):
    return make_member(town.organisation, town.below, name="Anne Aa")


@pytest.fixture
def bert(town):
    return make_member(town.organisation, name="Bert Bee")


@pytest.fixture
def one_query_for_many_rows(monkeypatch):
    """SQLite takes more parameters than Django lets it have, and then as few queries as PostgreSQL."""
    if connection.vendor == "sqlite":
        monkeypatch.setattr(connection.features, "max_query_params", 30_000)
