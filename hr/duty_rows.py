"""What an HR officer sees of assignments: numbers, the people behind them, and what became of their mail.

Somebody counts once in an assignment: with the last turn. HR sees no more than row P1 allows: name, department, due
date, status and the day of finishing.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import CharField, Count, F, OuterRef, Q, QuerySet, Subquery, TextChoices, Value
from django.db.models.functions import Coalesce, Lower, NullIf
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from people.models import Membership, OutboxMail, User

from .models import Assignment, Duty, Exemption, Reminder
from .scope import officer_scope

PEOPLE_PER_PAGE = 50


class DutyStatus(TextChoices):
    """Where somebody is with what was assigned."""

    OPEN = "open", _("To do")
    LATE = "late", _("Late")
    FINISHED = "finished", _("Finished")
    CLOSED = "closed", _("Not asked any more")

    @property
    def badge(self) -> str:
        return {"open": "open", "late": "busy", "finished": "done", "closed": "open"}[self.value]

    @property
    def condition(self) -> Q:
        """The same in a query of duties."""
        return _CONDITIONS[self](timezone.localdate())


_STILL_OPEN = Q(fulfilled_at__isnull=True, closed_at__isnull=True)
_CONDITIONS = {
    DutyStatus.OPEN: lambda today: _STILL_OPEN & Q(due_on__gte=today),
    DutyStatus.LATE: lambda today: _STILL_OPEN & Q(due_on__lt=today),
    DutyStatus.FINISHED: lambda _today: Q(fulfilled_at__isnull=False),
    DutyStatus.CLOSED: lambda _today: Q(closed_at__isnull=False),
}


class MailState(TextChoices):
    """What became of the mail in which somebody was reminded last."""

    WAITING = "waiting", _("Waiting to be sent")
    SENT = "sent", _("Sent")
    GIVEN_UP = "given_up", _("Could not be sent")
    NOT_WANTED = "not_wanted", _("Not wanted by this person")
    LONG_AGO = "long_ago", _("Longer than a month ago")


def assignments_of(officer: User) -> QuerySet[Assignment]:
    """Those of the own organisations, what goes on first. Raises Http404 for who is no HR officer."""
    own = Assignment.objects.filter(organisation__in=officer_scope(officer).organisations)
    related = own.select_related("organisation", "course__locale", "path__locale", "created_by")
    return related.order_by(F("ended_at").desc(nulls_first=True), "-created_at", "-pk")


def assignment_for(officer: User, pk: int) -> Assignment:
    """One of those, or 404."""
    return get_object_or_404(assignments_of(officer), pk=pk)


def open_duty_for(officer: User, assignment: Assignment, pk: int) -> Duty:
    """Somebody's duty in an assignment of one's own, still to be done, or 404."""
    duties = Duty.objects.open().select_related("user")
    return get_object_or_404(duties, pk=pk, assignment=assignment_for(officer, assignment.pk))


def exemption_for(officer: User, pk: int, exemption: int) -> Exemption:
    """An exemption from an assignment of one's own, or 404."""
    found = Exemption.objects.select_related("assignment__organisation", "user")
    return get_object_or_404(found, pk=exemption, assignment=assignment_for(officer, pk))


@dataclass(frozen=True)
class Numbers:
    """How many people an assignment asks, and where they are; `people` is the sum of the others."""

    # In the order of DutyStatus.
    open: int = 0
    late: int = 0
    finished: int = 0
    closed: int = 0

    @property
    def people(self) -> int:
        return self.open + self.late + self.finished + self.closed

    @property
    def asked(self) -> int:
        """Without those of whom it is not asked any more."""
        return self.people - self.closed

    def of(self, status: DutyStatus) -> int:
        number: int = getattr(self, status.value)
        return number


def numbers_of(assignments: Iterable[Assignment]) -> dict[int, Numbers]:
    """By primary key; one query for all of them."""
    counts = [Count("pk", filter=status.condition) for status in DutyStatus]
    duties = Duty.objects.last_turns().filter(assignment__in=[one.pk for one in assignments])
    columns = {f"number_{status.value}": count for status, count in zip(DutyStatus, counts, strict=True)}
    rows = duties.values("assignment").annotate(**columns).values_list("assignment", *columns)
    return defaultdict(Numbers, {pk: Numbers(*numbers) for pk, *numbers in rows})


def duties_of(assignment: Assignment, status: DutyStatus | None) -> QuerySet[Duty]:
    """The last turn of everyone, by name, with `department`: that of the organisation that asks."""
    works = Membership.objects.filter(user=OuterRef("user"), organisation=assignment.organisation)
    department = works.order_by(F("ended_on").desc(nulls_first=True), "-pk").values("department__name")[:1]
    name = Coalesce(NullIf(F("user__name"), Value("")), F("user__email"), output_field=CharField())
    duties = Duty.objects.last_turns().filter(status.condition if status else Q(), assignment=assignment)
    named = duties.annotate(department=Subquery(department), sort_name=Lower(name))
    return named.select_related("user").order_by("sort_name", "pk")


@dataclass(frozen=True)
class Row:
    """One person on the page of an assignment."""

    duty: Duty
    name: str
    department: str
    due_on: date
    status: DutyStatus
    finished_on: date | None
    reason: str
    mail: MailState | None
    mailed_on: date | None


def rows_of(duties: Collection[Duty]) -> list[Row]:
    """These duties as they are shown; two queries for any number."""
    said: dict[int, Reminder] = {}
    reminders = Reminder.objects.filter(duty__in=duties, to_manager=False).exclude(mail_key="")
    for reminder in reminders.order_by("on", "pk"):
        said[reminder.duty_id] = reminder
    states = _states({reminder.mail_key for reminder in said.values()})
    return [_row(duty, said.get(duty.pk), states) for duty in duties]


def _states(keys: Collection[str]) -> dict[str, str]:
    return dict(OutboxMail.objects.filter(key__in=keys).values_list("key", "state"))


def _row(duty: Duty, said: Reminder | None, states: dict[str, str]) -> Row:
    return Row(
        duty=duty,
        name=duty.user.get_full_name(),
        department=getattr(duty, "department", "") or "",
        due_on=duty.due_on,
        status=status_of(duty),
        finished_on=timezone.localdate(duty.fulfilled_at) if duty.fulfilled_at else None,
        reason=duty.get_closed_display() if duty.closed else "",
        mail=_mail_state(said.mail_key, states) if said else None,
        mailed_on=said.on if said else None,
    )


def status_of(duty: Duty) -> DutyStatus:
    if duty.fulfilled_at:
        return DutyStatus.FINISHED
    if duty.closed_at:
        return DutyStatus.CLOSED
    return DutyStatus.LATE if duty.due_on < timezone.localdate() else DutyStatus.OPEN


def _mail_state(key: str, states: dict[str, str]) -> MailState:
    return MailState(states.get(key, MailState.LONG_AGO))


def mail_numbers(assignment: Assignment) -> list[tuple[MailState, int]]:
    """How many mails about this assignment are in which state; two queries. The outbox forgets after a month."""
    own = Reminder.objects.filter(duty__assignment=assignment, to_manager=False).exclude(mail_key="")
    total = own.aggregate(mails=Count("mail_key", distinct=True))["mails"]
    kept = OutboxMail.objects.filter(key__in=own.values("mail_key")).values_list("state")
    counts: Counter[str] = Counter(dict(kept.order_by().annotate(number=Count("pk")).values_list("state", "number")))
    counts[MailState.LONG_AGO.value] = total - sum(counts.values())
    return [(state, counts[state.value]) for state in MailState if counts[state.value]]
