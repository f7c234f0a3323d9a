"""The public holidays of the Netherlands, computed. Pure."""

from datetime import date, timedelta

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SUNDAY = 6


def easter_sunday(year: int) -> date:
    """Gregorian Easter (the algorithm of Meeus, Jones and Butcher)."""
    century, of_century = divmod(year, 100)
    golden = year % 19
    leap_centuries, rest = divmod(century, 4)
    correction = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - leap_centuries - correction + 15) % 30
    leaps, of_leap = divmod(of_century, 4)
    weekday = (32 + 2 * rest + 2 * leaps - epact - of_leap) % 7
    shift = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * shift + 114, 31)
    return date(year, month, day + 1)


def kings_day(year: int) -> date:
    """27 April, or the day before when that is a Sunday."""
    day = date(year, 4, 27)
    return day - timedelta(days=1) if day.weekday() == SUNDAY else day


def public_holidays(year: int) -> dict[date, Promise]:
    """Those of the Algemene termijnenwet, article 3, with what is equal to them; in order.

    Easter and Whit Sunday are not among them: every Sunday is quiet.
    """
    easter = easter_sunday(year)
    return {
        date(year, 1, 1): _("New Year's Day"),
        easter - timedelta(days=2): _("Good Friday"),
        easter + timedelta(days=1): _("Easter Monday"),
        **_in_spring(year, easter),
        date(year, 12, 25): _("Christmas Day"),
        date(year, 12, 26): _("Second day of Christmas"),
    }


def _in_spring(year: int, easter: date) -> dict[date, Promise]:
    """A day with two names, as 5 May 2016, has the second."""
    days = {
        kings_day(year): _("King's Day"),
        date(year, 5, 5): _("Liberation Day"),
        easter + timedelta(days=39): _("Ascension Day"),
        easter + timedelta(days=50): _("Whit Monday"),
    }
    return dict(sorted(days.items()))
