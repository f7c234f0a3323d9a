"""When somebody is reminded. Pure: dates and steps in, a step out.

A step is a number of days after the due date, negative before it. A ladder is the steps of an assignment.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

# Stands for the announcement among the steps of a duty: no ladder goes so far back.
ANNOUNCEMENT = -1000
LONGEST_STEP = 365
# What could not be said within three weeks is passed over: by then it is no news, and a later step says more.
NEWS_FOR = timedelta(days=21)
# Hour of the day here from which reminders are mailed.
FIRST_HOUR = 7
SATURDAY = 5


@dataclass(frozen=True)
class Steps:
    """What a day asks: the step to remind at, and those that will never be."""

    now: int | None
    passed_over: tuple[int, ...]


def steps_on(today: date, due_on: date, since: date, ladder: Collection[int], done: Collection[int]) -> Steps:
    """The latest step that has come counts. since: the day it came to hold, of which the announcement tells.

    done: steps at which somebody was reminded, or that were passed over.
    """
    come = sorted(step for step in set(ladder) - set(done) if due_on + timedelta(days=step) <= today)
    last_done = max((step for step in done if step != ANNOUNCEMENT), default=ANNOUNCEMENT)
    after = max(since, today - NEWS_FOR - timedelta(days=1))
    if come and come[-1] > last_done and due_on + timedelta(days=come[-1]) > after:
        return Steps(come[-1], tuple(come[:-1]))
    return Steps(None, tuple(come))


def is_quiet(day: date, quiet_days: Collection[date]) -> bool:
    """Whether nobody is reminded on that day: Saturday, Sunday, and the quiet days of the organisation."""
    return day.weekday() >= SATURDAY or day in quiet_days


def mailed_on(day: date, quiet_days: Collection[date]) -> date:
    """When what is due on that day goes out: then, or on the next day that is not quiet."""
    while is_quiet(day, quiet_days):
        day += timedelta(days=1)
    return day


def first_reminder_on(today: date, due_on: date, ladder: Collection[int], quiet_days: Collection[date]) -> date | None:
    """Of somebody for whom it holds from today and who does nothing; None without a step that is still to come."""
    days = sorted(day for step in ladder if (day := due_on + timedelta(days=step)) > today)
    return mailed_on(days[0], quiet_days) if days else None
