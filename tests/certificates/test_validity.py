"""How long a certificate counts: the same day so many months later, that day included."""

from calendar import monthrange
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from certificates.validity import expired_since, last_valid_day, may_renew
from tests.factories.certificates import certificate_words

pytestmark = pytest.mark.row("R13")

DAYS = st.dates(min_value=date(2000, 1, 1), max_value=date(2200, 12, 31))
MONTHS = st.integers(min_value=1, max_value=32767)


@pytest.mark.row("R13")
@pytest.mark.parametrize(
    ("completed_on", "months", "until"),
    [
        ("2026-12-03", 12, "2027-12-03"),
        ("2026-01-31", 1, "2026-02-28"),
        ("2028-01-31", 1, "2028-02-29"),
        ("2028-02-29", 12, "2029-02-28"),
        ("2028-02-29", 48, "2032-02-29"),
        ("2026-12-31", 1, "2027-01-31"),
        ("2026-11-30", 1, "2026-12-30"),
        ("2026-10-31", 1, "2026-11-30"),
        ("2026-12-15", 24, "2028-12-15"),
    ],
)
def test_it_is_the_same_day_or_the_last_of_a_month_that_is_too_short(completed_on, months, until):
    assert last_valid_day(date.fromisoformat(completed_on), months) == date.fromisoformat(until)


@pytest.mark.parametrize("months", [None, 0])
def test_without_months_there_is_no_end(months):
    assert last_valid_day(date(2026, 12, 3), months) is None
    assert expired_since(None, date(9999, 12, 31)) is None


@given(completed_on=DAYS, months=MONTHS)
def test_it_is_so_many_calendar_months_later_and_never_in_the_month_after(completed_on, months):
    until = last_valid_day(completed_on, months)
    assert (until.year - completed_on.year) * 12 + until.month - completed_on.month == months
    assert until.day == min(completed_on.day, monthrange(until.year, until.month)[1])


@given(completed_on=DAYS, months=MONTHS)
def test_finishing_a_day_later_or_a_month_more_is_never_valid_for_shorter(completed_on, months):
    until = last_valid_day(completed_on, months)
    assert last_valid_day(completed_on + timedelta(days=1), months) >= until
    assert last_valid_day(completed_on, months + 1) > until


@given(completed_on=DAYS, months=MONTHS, later=st.integers(min_value=-40, max_value=40))
def test_it_expires_the_day_after_the_last_and_stays_so(completed_on, months, later):
    until = last_valid_day(completed_on, months)
    since = expired_since(until, until + timedelta(days=later))
    assert since == (until + timedelta(days=1) if later > 0 else None)


@pytest.mark.row("R13")
@pytest.mark.parametrize(
    ("moment", "is_expired"),
    [
        (datetime(2027, 6, 30, 21, 59, tzinfo=UTC), False),
        (datetime(2027, 6, 30, 22, 0, tzinfo=UTC), True),
    ],
)
def test_the_day_ends_at_midnight_in_the_netherlands(moment, is_expired, monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: moment)
    certificate = certificate_words(valid_until=date(2027, 6, 30))
    assert certificate.expired_since == (date(2027, 7, 1) if is_expired else None)


@pytest.mark.parametrize(
    ("today", "may"),
    [("2026-09-03", False), ("2026-09-04", True), ("2026-12-03", True), ("2026-12-04", True), ("2040-01-01", True)],
)
def test_it_may_be_earned_anew_from_ninety_days_before_its_last_day_on_and_ever_after(today, may):
    assert may_renew(date(2026, 12, 3), date.fromisoformat(today)) is may


@given(DAYS)
def test_what_has_no_end_need_not_be_earned_anew(today):
    assert may_renew(None, today) is False
