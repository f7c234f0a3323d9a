"""What is known not to work for everybody yet: the list that /toegankelijkheid/ shows, beside the code.

A fault that is repaired goes out of this list in the same change.
"""

from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# Automatic tests find a part of all faults; this is the day on which people last looked (docs/accessibility.md).
LOOKED_AT_ON = date(2026, 11, 23)


@dataclass(frozen=True)
class AccessibilityIssue:
    """A fault: what does not work, for whom, which criterion of WCAG 2.2 it fails, and by when it is repaired."""

    what: Promise
    whom: Promise
    criterion: str
    repaired_by: date


OPEN_ISSUES: tuple[AccessibilityIssue, ...] = (
    AccessibilityIssue(
        _("The pages have not been tried with a screen reader by people who depend on one."),
        _("People who are blind or see little"),
        "4.1.2",
        date(2027, 6, 30),
    ),
    AccessibilityIssue(
        _("Not all texts have been tried by readers for whom Dutch is hard to read."),
        _("People who read with difficulty"),
        "3.1.5",
        date(2027, 6, 30),
    ),
)
