"""By when something is due, and when it comes round again."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hr.due_dates import (
    AT_LEAST,
    OPENS_BEFORE,
    due_after_change,
    due_after_months,
    due_next_year,
    finished_before_to_come_round,
    first_day_not_before,
    first_due_on,
    last_yearly_day,
    months_after,
    next_yearly_day,
    yearly_day,
)

DAYS = st.dates(date(2020, 1, 1), date(2060, 12, 31))
MONTHS = st.integers(1, 120)
YEARLY = st.tuples(st.integers(1, 12), st.integers(1, 31))
MADE = date(2026, 11, 2)


def test_a_fixed_day_is_that_day_for_who_is_there_at_the_start():
    assert first_due_on(date(2026, 11, 9), None, MADE, MADE) == date(2026, 11, 9)


def test_who_comes_later_has_thirty_days_at_least():
    assert first_due_on(date(2026, 11, 9), None, date(2026, 12, 1), MADE) == date(2026, 12, 31)
    assert first_due_on(date(2027, 6, 1), None, date(2026, 12, 1), MADE) == date(2027, 6, 1)


def test_days_count_from_the_day_it_holds():
    assert first_due_on(None, 60, date(2026, 12, 1), MADE) == date(2027, 1, 30)


@given(DAYS, st.integers(0, 730), DAYS)
def test_nobody_who_comes_later_is_late_at_once(due_on, days, since):
    for due in (first_due_on(due_on, None, since, date(2019, 1, 1)), first_due_on(None, days, since, MADE)):
        assert due >= since


@pytest.mark.parametrize(
    ("day", "months", "after"),
    [
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
        (date(2027, 2, 28), 12, date(2028, 2, 28)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2026, 12, 31), 2, date(2027, 2, 28)),
    ],
)
def test_a_month_that_is_too_short_has_its_last_day(day, months, after):
    assert months_after(day, months) == after


@given(DAYS, MONTHS)
def test_the_first_day_whose_months_reach_a_day(day, months):
    first = first_day_not_before(day, months)
    assert months_after(first, months) >= day
    assert months_after(first - timedelta(days=1), months) < day


@given(DAYS, YEARLY)
def test_the_next_yearly_day_is_within_a_year_and_later(after, yearly):
    found = next_yearly_day(after, *yearly)
    assert after < found <= after + timedelta(days=366)
    assert found == yearly_day(found.year, *yearly)
    assert last_yearly_day(found - timedelta(days=1), *yearly) <= after


def test_the_last_day_of_february_each_year():
    assert next_yearly_day(date(2026, 3, 1), 2, 29) == date(2027, 2, 28)
    assert next_yearly_day(date(2027, 3, 1), 2, 29) == date(2028, 2, 29)


def test_who_is_early_does_not_have_the_same_day_twice_and_who_is_late_skips_no_year():
    due_on, yearly = date(2027, 12, 31), (12, 31)
    assert due_next_year(date(2027, 3, 1), due_on, yearly, date(2028, 11, 1)) == date(2028, 12, 31)
    assert due_next_year(date(2028, 1, 15), due_on, yearly, date(2028, 11, 1)) == date(2028, 12, 31)


@given(DAYS, MONTHS, st.integers(0, 6000))
def test_months_after_finishing_but_never_sooner_than_thirty_days(finished_on, months, later):
    today = finished_on + timedelta(days=later)
    due = due_after_months(finished_on, months, today)
    assert due >= today + AT_LEAST
    assert due in (months_after(finished_on, months), today + AT_LEAST)


@given(DAYS, MONTHS, st.integers(0, 4000))
def test_a_turn_opens_sixty_days_before_it_is_due_and_no_day_sooner(finished_on, months, later):
    today = finished_on + timedelta(days=later)
    comes_round = finished_on < finished_before_to_come_round(months, today)
    assert comes_round == (months_after(finished_on, months) - OPENS_BEFORE <= today)


def test_a_change_of_the_law_gives_the_days_of_the_assignment_or_sixty():
    changed = date(2027, 1, 1)
    assert due_after_change(changed, 90, changed) == date(2027, 4, 1)
    assert due_after_change(changed, None, changed) == date(2027, 3, 2)
    assert due_after_change(changed, None, date(2027, 6, 1)) == date(2027, 7, 1)
