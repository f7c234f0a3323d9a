"""Telling managers who of their team is late, where HR asked for that. Once for each duty, in one mail a day.

Who: the manager in the membership, when that is somebody who works for the organisation now; otherwise the team
leads of the department or of the nearest one above that has any. Never about oneself.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from people.mail_kinds import MailKind
from people.models import Department, Membership, OutboxMail, User
from people.outbox import Mail, put_all_in_outbox
from people.perms import with_those_above

from .digest import LateLine, asked_by, manager_mail
from .ladder import NEWS_FOR
from .models import Assignment, Duty, Reminder
from .reminder_mail import key_of
from .reminders import BATCH, mailing_today


@dataclass(frozen=True)
class Team:
    """Who leads whom in some organisations. departments: primary key to the one above it."""

    memberships: dict[tuple[int, int], Membership]
    departments: dict[int, int | None]
    leads: dict[int, set[int]] = field(default_factory=dict)

    def managers_of(self, user: int, organisation: int) -> set[int]:
        """Primary keys of whom to tell about this person; none when nobody is there to tell."""
        own = self.memberships.get((organisation, user))
        if own is None:
            return set()
        manager = own.manager_id
        if manager and manager != user and (organisation, manager) in self.memberships:
            return {manager}
        return self._nearest_leads(user, own.department_id)

    def _nearest_leads(self, user: int, department: int | None) -> set[int]:
        leads = (self.leads.get(one, set()) - {user} for one in with_those_above(department, self.departments))
        return next(filter(None, leads), set())


def team_of(organisations: Iterable[int]) -> Team:
    """Everybody who works there now; two queries."""
    current = (
        Membership.objects.current()
        .filter(organisation__in=organisations)
        .only("organisation", "user", "manager", "department", "role")
    )
    memberships = {(one.organisation_id, one.user_id): one for one in current}
    leads: dict[int, set[int]] = defaultdict(set)
    for one in memberships.values():
        if one.role == Membership.Role.TEAM_LEAD and one.department_id:
            leads[one.department_id].add(one.user_id)
    tree = Department.objects.filter(organisation__in=organisations).values_list("pk", "parent_id")
    return Team(memberships, dict(tree), leads)


def tell_managers() -> int:
    """Put today's mail to managers in the outbox; returns how many. A regular job."""
    assignments = {pk: one for pk, one in mailing_today().items() if one.manager_days is not None}
    late = list(_late(assignments.values(), timezone.localdate())) if assignments else []
    if not late:
        return 0
    team = team_of({assignments[duty.assignment_id].organisation_id for duty in late})
    told: dict[int, list[Duty]] = defaultdict(list)
    for duty in late:
        for manager in team.managers_of(duty.user_id, assignments[duty.assignment_id].organisation_id):
            told[manager].append(duty)
    managers = sorted(told)
    return sum(
        _tell({pk: told[pk] for pk in managers[start : start + BATCH]}, assignments)
        for start in range(0, len(managers), BATCH)
    )


def _late(assignments: Iterable[Assignment], today: date) -> Iterable[Duty]:
    """What managers have to hear and have not heard yet."""
    said = Reminder.objects.filter(duty=OuterRef("pk"), to_manager=True, days=F("duty__assignment__manager_days"))
    due = Q(pk__in=[])
    for assignment in assignments:
        day = today - timedelta(days=assignment.manager_days or 0)
        due |= Q(assignment=assignment, due_on__range=(day - NEWS_FOR, day))
    late = Duty.objects.open().filter(due, ~Exists(said), due_on__lt=today)
    return late.select_related("user").order_by("pk")


@transaction.atomic
def _tell(told: dict[int, list[Duty]], assignments: dict[int, Assignment]) -> int:
    """One mail each, to whom was not mailed today; what another process said meanwhile stays as it is."""
    today = timezone.localdate()
    locked = User.objects.filter(pk__in=told).select_for_update(no_key=True, skip_locked=True).order_by("pk")
    keys = {key_of("team", user.pk, today): user for user in locked}
    for key in OutboxMail.objects.filter(key__in=keys).values_list("key", flat=True):
        del keys[key]
    titles = {pk: asked_by(one).title for pk, one in assignments.items()}
    mails, rows = [], []
    for key, user in keys.items():
        duties = told[user.pk]
        lines = [LateLine(one.user.get_full_name(), titles[one.assignment_id], one.due_on) for one in duties]
        mails.append(Mail(user, MailKind.TEAM, key, *manager_mail(user, lines)))
        rows += [_row(one, assignments[one.assignment_id], today, key) for one in duties]
    put_all_in_outbox(mails)
    Reminder.objects.bulk_create(rows, ignore_conflicts=True)
    return len(mails)


def _row(duty: Duty, assignment: Assignment, today: date, key: str) -> Reminder:
    return Reminder(duty=duty, days=assignment.manager_days or 0, to_manager=True, on=today, mail_key=key)
