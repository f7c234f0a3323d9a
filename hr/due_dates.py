"""By when somebody has to finish what was assigned, and when it comes round again. Pure: dates in, dates out.

`today` is the day in the Netherlands.
"""

from calendar import monthrange
from datetime import date, timedelta

from certificates.validity import last_valid_day

# A next turn opens so long before it is due: time to take a course beside one's work, and not yet forgotten.
OPENS_BEFORE = timedelta(days=60)
# After a change of the law, when the assignment itself does not give a number of days.
DAYS_AFTER_CHANGE = 60
# Nobody is late on the day on which they first hear of it.
AT_LEAST = timedelta(days=30)


def first_due_on(due_on: date | None, due_days: int | None, since: date, made_on: date) -> date:
    """Of a person for whom the assignment holds since that day.

    Who comes later than it was made has 30 days at least, also when the fixed day is near or gone.
    """
    if due_on is None:
        return since + timedelta(days=due_days or 0)
    return due_on if since <= made_on else max(due_on, since + AT_LEAST)


def months_after(day: date, months: int) -> date:
    """The same day so many months later; a month that is too short has its last day."""
    return last_valid_day(day, months) or day


def first_day_not_before(day: date, months: int) -> date:
    """The first day of which `months_after` is `day` or later."""
    years, month = divmod(day.month - 1 - months, 12)
    year = day.year + years
    if day.day <= monthrange(year, month + 1)[1]:
        return date(year, month + 1, day.day)
    return months_after(date(year, month + 1, 1), 1)


def yearly_day(year: int, month: int, day: int) -> date:
    """29 February is 28 February in other years."""
    return date(year, month, min(day, monthrange(year, month)[1]))


def next_yearly_day(after: date, month: int, day: int) -> date:
    """The first of those days that comes after this one."""
    this_year = yearly_day(after.year, month, day)
    return this_year if this_year > after else yearly_day(after.year + 1, month, day)


def last_yearly_day(until: date, month: int, day: int) -> date:
    """The last of those days, this one included."""
    this_year = yearly_day(until.year, month, day)
    return this_year if this_year <= until else yearly_day(until.year - 1, month, day)


def due_after_months(finished_on: date, months: int, today: date) -> date:
    """So many months after it was finished. Who finished it long ago has 30 days."""
    return max(months_after(finished_on, months), today + AT_LEAST)


def due_next_year(finished_on: date, due_on: date, yearly: tuple[int, int], today: date) -> date:
    """The next of the fixed days (month, day), of which the turn that was due on `due_on` is over.

    So whoever is early does not have the same day twice, and whoever is late skips no year.
    """
    after = max(finished_on, due_on, today - timedelta(days=1))
    return max(next_yearly_day(after, *yearly), today + AT_LEAST)


def due_after_change(changed_on: date, due_days: int | None, today: date) -> date:
    """So many days after the law changed; 30 days when that was noticed late."""
    return max(changed_on + timedelta(days=due_days or DAYS_AFTER_CHANGE), today + AT_LEAST)


def finished_before_to_come_round(months: int, today: date) -> date:
    """Who finished before this day has a next turn now, so many months later less the 60 days."""
    return first_day_not_before(today + OPENS_BEFORE + timedelta(days=1), months)
