"""Which step of a ladder is due on a day, quiet days and public holidays."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hr.holidays import easter_sunday, kings_day, public_holidays
from hr.ladder import ANNOUNCEMENT, NEWS_FOR, first_reminder_on, is_quiet, mailed_on, steps_on

LADDER = [-14, -3, 1, 7]
DUE, LONG_BEFORE = date(2027, 3, 31), date(2027, 1, 1)
LADDERS = st.lists(st.integers(-60, 60), max_size=6, unique=True)


def on(day, done=(), since=LONG_BEFORE, ladder=LADDER):
    return steps_on(day, DUE, since, ladder, done)


@pytest.mark.parametrize(
    ("day", "now"),
    [(date(2027, 3, 16), None), (date(2027, 3, 17), -14), (date(2027, 3, 28), -3), (date(2027, 4, 1), 1)],
)
def test_a_step_comes_so_many_days_from_the_due_date(day, now):
    assert on(day).now == now


def test_only_the_latest_counts_and_the_others_are_passed_over():
    steps = on(date(2027, 4, 8))
    assert (steps.now, steps.passed_over) == (7, (-14, -3, 1))


def test_what_was_said_is_not_said_again():
    assert on(date(2027, 3, 20), done=[-14]).now is None
    assert on(date(2027, 3, 20), done=[ANNOUNCEMENT]).now == -14


def test_what_had_come_when_the_duty_was_given_is_passed_over():
    steps = on(date(2027, 3, 20), since=date(2027, 3, 20))
    assert (steps.now, steps.passed_over) == (None, (-14,))


def test_what_is_three_weeks_old_is_no_news():
    assert on(date(2027, 4, 7) + NEWS_FOR).now == 7
    assert on(date(2027, 4, 8) + NEWS_FOR) == on(date(2027, 5, 30))
    assert on(date(2027, 5, 30)).now is None


@given(LADDERS, st.integers(0, 40), st.integers(0, 40))
def test_day_after_day_each_step_comes_once_and_in_order(ladder, missed, given_before):
    """Also when nothing runs for some days: what comes is never twice and never an earlier step."""
    since = DUE - timedelta(days=given_before)
    done, said = set(), []
    for number in range(130):
        if number % 41 < missed % 5:
            continue
        steps = steps_on(since + timedelta(days=number), DUE, since, ladder, done)
        if steps.now is not None:
            said.append(steps.now)
            done.add(steps.now)
        assert not done & set(steps.passed_over)
        done.update(steps.passed_over)
    assert said == sorted(set(said))
    assert set(said) <= set(ladder)


def test_a_weekend_and_a_quiet_day_wait():
    friday, monday = date(2026, 12, 25), date(2026, 12, 28)
    assert mailed_on(friday, {friday}) == monday
    assert mailed_on(monday, {friday}) == monday


@given(st.dates(), st.sets(st.dates(), max_size=5))
def test_nothing_is_mailed_on_a_quiet_day(day, quiet):
    if day < date.max - timedelta(days=30):
        assert not is_quiet(mailed_on(day, quiet), quiet)


def test_the_first_reminder_is_the_first_step_that_is_still_to_come():
    assert first_reminder_on(date(2027, 3, 1), DUE, LADDER, set()) == date(2027, 3, 17)
    assert first_reminder_on(date(2027, 3, 18), DUE, LADDER, {date(2027, 3, 29)}) == date(2027, 3, 30)
    assert first_reminder_on(date(2027, 3, 18), DUE, [], set()) is None


@pytest.mark.parametrize(
    ("year", "day"),
    [(2024, date(2024, 3, 31)), (2026, date(2026, 4, 5)), (2027, date(2027, 3, 28)), (2038, date(2038, 4, 25))],
)
def test_easter(year, day):
    assert easter_sunday(year) == day


def test_kings_day_is_not_on_a_sunday():
    assert kings_day(2025) == date(2025, 4, 26)
    assert kings_day(2026) == date(2026, 4, 27)


def test_the_holidays_of_a_year_in_order():
    days = list(public_holidays(2027))
    assert days == sorted(days)
    assert date(2027, 5, 6) in days
    assert len(days) == 9
    assert len(public_holidays(2016)) == 8, "Ascension Day was on 5 May"
