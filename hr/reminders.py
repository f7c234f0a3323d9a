"""What is mailed to whom on a day about what has to be finished, and never twice.

Everybody gets one digest a day at most, over all organisations, with what is announced and what is due that day. A
reminder is a row, written in the transaction that puts the digest in the outbox.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.db.models import CharField, Exists, OuterRef, Prefetch, Q, Value
from django.db.models.functions import Cast, Concat
from django.utils import timezone

from people.mail_kinds import MailKind
from people.models import OutboxMail, User
from people.outbox import Mail, put_all_in_outbox

from .digest import Asked, Line, asked_by, learner_mail
from .ladder import ANNOUNCEMENT, FIRST_HOUR, NEWS_FOR, Steps, is_quiet, steps_on
from .models import Assignment, Duty, Reminder
from .quiet_days import days_from_today
from .reminder_mail import key_of

BATCH = 1000


@dataclass(frozen=True)
class Round:
    """The assignments that mail on a day, by primary key, and how their courses stand in a mail."""

    today: date
    assignments: dict[int, Assignment]
    asked: dict[int, Asked]


@dataclass(frozen=True)
class Due:
    """A duty and what the day asks of it."""

    duty: Duty
    steps: Steps
    is_news: bool

    @property
    def is_mailed(self) -> bool:
        return self.is_news or self.steps.now is not None


def remind() -> int:
    """Put today's digests in the outbox; returns how many people were looked at. A regular job.

    From seven in the morning, and not on the quiet days of an organisation.
    """
    assignments = mailing_today()
    if not assignments:
        return 0
    asked = {pk: asked_by(assignment) for pk, assignment in assignments.items()}
    this, after, count = Round(timezone.localdate(), assignments, asked), 0, 0
    while users := _next_users(this, after):
        after = users[-1]
        count += _remind_batch(users, this)
    return count


def mailing_today() -> dict[int, Assignment]:
    """Assignments that go on, of organisations that mail now, with a course that can be opened; by primary key."""
    now = timezone.localtime()
    if now.hour < FIRST_HOUR:
        return {}
    quiet = days_from_today()
    going_on = Assignment.objects.filter(ended_at=None).select_related(
        "organisation", "course__locale", "path__locale"
    )
    return {
        one.pk: one
        for one in going_on
        if one.subject.live and not is_quiet(now.date(), quiet.get(one.organisation_id, set()))
    }


def _next_users(this: Round, after: int) -> list[int]:
    """The next thousand to be mailed today, who were not mailed yet."""
    key = Concat(Value("duties:"), Cast("user", CharField()), Value(f":{this.today.isoformat()}"))
    mailed = OutboxMail.objects.filter(key=OuterRef("key"))
    duties = Duty.objects.open().filter(_due(this), user__gt=after)
    users = duties.annotate(key=key).exclude(Exists(mailed)).order_by("user").values_list("user", flat=True)
    return list(users.distinct()[:BATCH])


def _due(this: Round) -> Q:
    """Which duties may be due for a step or to be announced: `steps_on` in SQL, wide enough."""
    by_step: dict[int, list[int]] = defaultdict(list)
    for assignment in this.assignments.values():
        for step in [*assignment.reminds, *([ANNOUNCEMENT] if assignment.announces else [])]:
            by_step[step].append(assignment.pk)
    due = Q(pk__in=[])
    for step, keys in by_step.items():
        said = Reminder.objects.filter(duty=OuterRef("pk"), days=step, to_manager=False)
        due |= Q(_has_come(step, this.today), ~Exists(said), assignment__in=keys)
    return due


def _has_come(step: int, today: date) -> Q:
    if step == ANNOUNCEMENT:
        return Q(assigned_at__gt=timezone.now() - NEWS_FOR)
    day = today - timedelta(days=step)
    return Q(due_on__range=(day - NEWS_FOR, day))


@transaction.atomic
def _remind_batch(users: list[int], this: Round) -> int:
    """The digests of these people; so many queries for ten as for a thousand."""
    # Whom another process mails at this moment is left to it.
    free = User.objects.filter(pk__in=users).select_for_update(no_key=True, skip_locked=True).order_by("pk")
    people = {user.pk: user for user in free}
    keys = {key_of("duties", pk, this.today): pk for pk in people}
    for key in OutboxMail.objects.filter(key__in=keys).values_list("key", flat=True):
        del people[keys[key]]
    due = _due_of(people, this)
    put_all_in_outbox(_mails(due, people, this))
    rows = [row for one in due for row in _rows(one, this.today)]
    Reminder.objects.bulk_create(rows, ignore_conflicts=True)
    return len(people)


def _due_of(people: dict[int, User], this: Round) -> list[Due]:
    said = Prefetch("reminders", Reminder.objects.filter(to_manager=False), to_attr="said")
    duties = Duty.objects.open().filter(user__in=people, assignment__in=this.assignments).order_by("pk")
    return [
        _due_today(duty, this.assignments[duty.assignment_id], this.today) for duty in duties.prefetch_related(said)
    ]


def _due_today(duty: Duty, assignment: Assignment, today: date) -> Due:
    done = {reminder.days for reminder in duty.said}  # type: ignore[attr-defined]
    since = timezone.localdate(duty.assigned_at)
    is_new = duty.assigned_at > timezone.now() - NEWS_FOR
    is_news = assignment.announces and is_new and ANNOUNCEMENT not in done
    steps = steps_on(today, duty.due_on, since, assignment.reminds, done)
    return Due(duty, steps, is_news)


def _mails(due: Sequence[Due], people: dict[int, User], this: Round) -> list[Mail]:
    lines: dict[int, list[Line]] = defaultdict(list)
    for one in due:
        if one.is_mailed:
            lines[one.duty.user_id].append(_line(one, this))
    return [
        Mail(people[pk], MailKind.DUTIES, key_of("duties", pk, this.today), *learner_mail(people[pk], own))
        for pk, own in lines.items()
    ]


def _line(due: Due, this: Round) -> Line:
    asked, due_on = this.asked[due.duty.assignment_id], due.duty.due_on
    return Line(asked, due_on, is_news=due.is_news, is_late=due_on < this.today)


def _rows(due: Due, today: date) -> list[Reminder]:
    """What was said, and the steps that never will be."""
    key = key_of("duties", due.duty.user_id, today)
    said = [step for step in (ANNOUNCEMENT if due.is_news else None, due.steps.now) if step is not None]
    mailed = [Reminder(duty=due.duty, days=step, on=today, mail_key=key) for step in said]
    return mailed + [Reminder(duty=due.duty, days=step, on=today) for step in due.steps.passed_over]


def example_of(assignment: Assignment, officer: User) -> tuple[str, str]:
    """The digest as somebody gets it who has this to finish and nothing else, two weeks before it is due."""
    due_on = assignment.due_on or timezone.localdate() + timedelta(days=14)
    line = Line(asked_by(assignment), due_on, is_news=False, is_late=due_on < timezone.localdate())
    return learner_mail(officer, [line])
