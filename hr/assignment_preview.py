"""What an assignment would do, before anything is written or mailed."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from courses.models import CoursePage, PathPage
from people.mail_kinds import MailKind
from people.models import MailChoice

from .assignments import has_not_run_out
from .audience import Audience, Part, completions_of, exempted_before, parts_of
from .ladder import first_reminder_on, mailed_on
from .models import Assignment
from .quiet_days import days_from_today


@dataclass(frozen=True)
class Preview:
    """Numbers of people; `mailed` are those to do it who have not refused the mail. The days are those of a mail.

    others: assignments of the same course or path that go on.
    """

    parts: list[Part]
    mailed: int
    due_on: date
    announced_on: date | None
    first_reminder_on: date | None
    others: list[Assignment]

    @property
    def total(self) -> Part:
        sums = [sum(getattr(part, name) for part in self.parts) for name in ("people", "finished", "exempted")]
        return Part("", *sums)

    @property
    def refused(self) -> int:
        return self.total.to_do - self.mailed


def preview_of(assignment: Assignment, audience: Audience) -> Preview:
    """Of an assignment that is not kept yet; so many queries for ten people as for ten thousand."""
    subject, today = assignment.subject, timezone.localdate()
    own = completions_of(subject).filter(has_not_run_out(subject), enrolment__user=OuterRef("user"))
    exemptions = exempted_before(assignment.organisation, subject).filter(user=OuterRef("user"))
    due_on = assignment.due_on or today + timedelta(days=assignment.due_days or 0)
    quiet = days_from_today().get(assignment.organisation_id, set())
    return Preview(
        parts=parts_of(audience, Exists(own), Exists(exemptions)),
        mailed=_mailed(audience, Q(Exists(own)) | Q(Exists(exemptions))),
        due_on=due_on,
        announced_on=mailed_on(today, quiet) if assignment.announces else None,
        first_reminder_on=first_reminder_on(today, due_on, assignment.reminds, quiet),
        others=_others(assignment, subject),
    )


def _mailed(audience: Audience, ready: Q) -> int:
    refused = MailChoice.objects.filter(user=OuterRef("user"), kind=MailKind.DUTIES, wanted=False)
    return audience.memberships().filter(~ready, ~Exists(refused), user__is_active=True).count()


def _others(assignment: Assignment, subject: CoursePage | PathPage) -> list[Assignment]:
    kind = "course" if isinstance(subject, CoursePage) else "path"
    same = {f"{kind}__translation_key": subject.translation_key}
    return list(Assignment.objects.filter(organisation=assignment.organisation, ended_at=None, **same))
