"""The one status that a person has in a course, and what it means. Derived on the day that is asked, never stored."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

# A certificate that ends within so many days has to be renewed.
EXPIRES_WITHIN = timedelta(days=60)


class Status(TextChoices):
    """Where someone is in a course: exactly one of these. LATE goes before EXPIRING, and EXPIRING before the rest."""

    NOT_STARTED = "not_started", _("Not started")
    BUSY = "busy", _("In progress")
    FINISHED = "finished", _("Finished")
    LATE = "late", _("Late")
    EXPIRING = "expiring", _("Expiring")

    @property
    def badge(self) -> str:
        """The form of the badge in which it is shown."""
        return _BADGES[self]

    @property
    def sign(self) -> str:
        """One character for it, so that no screen depends on colours."""
        return _SIGNS[self]


_BADGES = {
    Status.NOT_STARTED: "open",
    Status.BUSY: "busy",
    Status.FINISHED: "done",
    Status.LATE: "late",
    Status.EXPIRING: "expiring",
}
_SIGNS = {
    Status.NOT_STARTED: "○",
    Status.BUSY: "◐",
    Status.FINISHED: "✓",
    Status.LATE: "!",
    Status.EXPIRING: "↻",
}

DEFINITIONS = {
    Status.NOT_STARTED: _("Has not enrolled in the course, and is not late."),
    Status.BUSY: _("Has enrolled, has not yet done every required step, and is not late."),
    Status.FINISHED: _(
        "Has done every required step, or finished the course outside this website, and is neither late nor expiring."
        " This stays so when the course changes or is taken again. The day is that of the last time."
    ),
    Status.LATE: _(
        "Your organisation asked for the course before a day that has passed, and it is not finished since."
        " Late goes before every other status."
    ),
    Status.EXPIRING: _(
        "Has finished the course, but the certificate ends within 60 days or has ended, and there is no newer one."
    ),
}


@dataclass(frozen=True)
class Facts:
    """What the status of one person in one course follows from.

    due_on: the earliest day before which the organisation of the membership asks for the course and it is not done.
    valid_until: the last day of the certificate that lasts longest; None without a certificate and without an end.
    """

    enrolled: bool
    finished: bool
    due_on: date | None = None
    valid_until: date | None = None


def status_of(facts: Facts, today: date) -> Status:
    """hr/standing.py says the same in SQL; tests/hr/see/test_one_status.py holds them equal."""
    if facts.due_on and facts.due_on < today:
        return Status.LATE
    if facts.finished and facts.valid_until and facts.valid_until <= today + EXPIRES_WITHIN:
        return Status.EXPIRING
    if facts.finished:
        return Status.FINISHED
    return Status.BUSY if facts.enrolled else Status.NOT_STARTED
