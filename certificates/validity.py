"""How long a certificate counts. Pure: dates in, dates out; `today` is the day in the Netherlands."""

from calendar import monthrange
from datetime import date, timedelta

# Long enough to plan a course beside one's work; nobody has to do it twice a year to be on time.
RENEWABLE_BEFORE_END = timedelta(days=90)


def last_valid_day(completed_on: date, months: int | None) -> date | None:
    """The same day so many months later, still valid on that day; None, without end, for no months.

    A month that is too short ends it on its last day: a month after 31 January is 28 or 29 February.
    """
    if not months:
        return None
    years, month = divmod(completed_on.month - 1 + months, 12)
    year = completed_on.year + years
    last_day_of_month = monthrange(year, month + 1)[1]
    return date(year, month + 1, min(completed_on.day, last_day_of_month))


def expired_since(valid_until: date | None, today: date) -> date | None:
    """The first day a certificate no longer counted; None while it does."""
    if valid_until is None or today <= valid_until:
        return None
    return valid_until + timedelta(days=1)


def may_renew(valid_until: date | None, today: date) -> bool:
    """Whether the holder may earn it anew: from 90 days before its last day, and ever after."""
    return valid_until is not None and today >= valid_until - RENEWABLE_BEFORE_END
