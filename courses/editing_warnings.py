"""What an editor reads before an edit that finishes people (editing.py)."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext


def warning(number: int) -> str:
    """For a page that asks for confirmation; empty when nobody would finish."""
    return f"{who_would_finish(number)} {_short_repair()}" if number else ""


def refusal(number: int) -> str:
    """For a bulk action that has no page on which to warn."""
    one_by_one = _("Nothing has been changed. Do this page by page: then you can look at each and confirm it.")
    return f"{who_would_finish(number)} {one_by_one}"


def who_would_finish(number: int) -> str:
    said = ngettext(
        "%(number)s person has done everything else in the course. This person finishes the course if you do this.",
        "%(number)s people have done everything else in the course. They finish the course if you do this.",
        number,
    )
    return said % {"number": number}


def _short_repair() -> str:
    return _("Is it for a short repair only? Then unpublish the whole course: that finishes nobody.")
