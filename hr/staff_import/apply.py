"""Doing what a staff file says, in the background: compared with what is there, then written in one transaction.

The plan is made anew in that transaction, under a lock of the organisation, so that two files never mix. When the
world has changed so that more memberships would be ended than HR confirmed, nothing is written.
"""

from datetime import date
from typing import Any

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hr.jobs import CLAIMED_FOR, TURN, StoppedError, do_jobs, say_how_far, settle
from hr.models import StaffChange, StaffFile
from people.models import AuditEntry, Department, JobTitle, Membership, Organisation, User
from people.privacy.audit import record

from .files import plan_for, table_of
from .plan import RefusedError
from .present import UPDATED_AT_ONCE, in_parts
from .reading import Table
from .undo import take_back
from .values import Kind, Plan, Step
from .wishes import key

# Rows between two signs of life.
STEP = 5_000
# How many faults are kept with what happened; the preview shows as many.
MOST_SHOWN = 50
_FIELDS = ("department", "job_title", "manager", "personnel_number", "started_on")


class BusyError(Exception):
    """Another file of the organisation is being applied, or this one was asked for already."""


def ask_to_apply(file: StaffFile, by: User, plan: Plan) -> None:
    """Have done what the screen said: no more endings than that. Raises BusyError."""
    _set_waiting(file, StaffFile.State.LOOKED_AT, _asked(by, plan))


def _asked(by: User, plan: Plan) -> dict[str, Any]:
    return {"asked_by": by, "asked_at": timezone.now(), "said": plan.counts, "most_endings": len(plan.endings)}


def ask_to_undo(file: StaffFile, by: User) -> None:
    """Have it taken back. Raises BusyError."""
    _set_waiting(file, StaffFile.State(file.state), {"asked_by": by, "asked_at": timezone.now()})


def _set_waiting(file: StaffFile, state: StaffFile.State, fields: dict[str, Any]) -> None:
    fresh = {"state": StaffFile.State.WAITING, "done": 0, "attempts": 0, "claimed_until": None, "problem": ""}
    try:
        with transaction.atomic():
            changed = StaffFile.objects.filter(pk=file.pk, state=state).update(**(fresh | fields))
    except IntegrityError as error:
        # The constraint: one in the making for each organisation.
        raise BusyError from error
    if not changed:
        raise BusyError


def apply_staff_files() -> int:
    """Apply or undo what was asked for; returns how many are done. A regular job."""
    return do_jobs(StaffFile, work, TURN)


def apply_now(file: StaffFile, by: User, plan: Plan) -> None:
    """In this process, before a sweep can take it. Raises StoppedError and BusyError."""
    asked = _asked(by, plan) | {"claimed_until": timezone.now() + CLAIMED_FOR, "attempts": 1}
    _set_waiting(file, StaffFile.State.LOOKED_AT, asked)
    file.refresh_from_db()
    work(file, 0)


def work(file: StaffFile, _turn_ends: float) -> None:
    """One file; its sentence is kept when it cannot be done. Raises StoppedError."""
    try:
        if file.applied_at:
            take_back(file)
        else:
            _apply(file)
    except StoppedError as stopped:
        # An undo that cannot be done leaves the file applied.
        state = StaffFile.State.READY if file.applied_at else StaffFile.State.FAILED
        settle(file, state=state, problem=stopped.reason)
        raise


def _apply(file: StaffFile) -> None:
    table = table_of(file)
    total = len(table.rows)

    def each(number: int) -> None:
        if number % STEP == 0 and number < total:
            say_how_far(file, number, total)

    _plan(file, table, each)
    say_how_far(file, total, total)
    with transaction.atomic():
        Organisation.objects.select_for_update().get(pk=file.organisation_id)
        plan = _plan(file, table)
        made = _Writing(file, plan).write()
        did = plan.counts | {"faults": faults_shown(plan), "notes": [[note.row, note.text] for note in plan.notes]}
        settle(file, state=StaffFile.State.READY, applied_at=timezone.now(), did=did, made=made)


def faults_shown(plan: Plan) -> list[list[Any]]:
    """The first faults, as they are kept: row, field and sentence."""
    return [[fault.row, fault.column or "", fault.text] for fault in plan.faults[:MOST_SHOWN]]


def _plan(file: StaffFile, table: Table, each: Any = None) -> Plan:
    try:
        plan = plan_for(file, table, each)
    except RefusedError as refused:
        raise StoppedError(str(refused)) from refused
    if len(plan.endings) > file.most_endings:
        said = _("Now %(now)s memberships would be ended, and %(confirmed)s were confirmed. Look at the file again.")
        raise StoppedError(said % {"now": len(plan.endings), "confirmed": file.most_endings})
    return plan


def kept_value(value: Any) -> Any:
    """A value of a membership as it is kept in StaffChange."""
    return value.isoformat() if isinstance(value, date) else value


class _Writing:
    """The rows of one plan. Each kind of row is written in as few queries as the database can."""

    def __init__(self, file: StaffFile, plan: Plan) -> None:
        self.file, self.plan, self.organisation = file, plan, file.organisation
        self.made: dict[str, Any] = {"departments": [], "job_titles": [], "places": {}}
        self.changes: list[StaffChange] = []
        self.users: dict[str, int] = {}
        self.made_accounts: set[int] = set()

    def write(self) -> dict[str, Any]:
        """Returns what undo.py has to know of departments and job titles."""
        self._write_departments()
        self._write_job_titles()
        self._write_endings()
        self._write_accounts()
        self._write_names()
        self._write_changed()
        self._write_begun()
        StaffChange.objects.bulk_create(self.changes)
        detail = {"changes": len(self.changes)}
        about = f"hr.StaffFile:{self.file.pk}"
        record(AuditEntry.Action.MEMBERSHIP_CHANGED, by=self.file.asked_by, about=about, detail=detail)
        return self.made

    def _write_departments(self) -> None:
        names = [place.name for name, place in self.plan.places.items() if place.name in self.plan.new_departments]
        new = Department.objects.bulk_create(Department(organisation=self.organisation, name=name) for name in names)
        self.made["departments"] = [department.pk for department in new]
        everything = Department.objects.filter(organisation=self.organisation).order_by("-pk")
        self.departments = {key(department.name): department for department in everything}
        moved = []
        for name, place in self.plan.places.items():
            department = self.departments[name]
            before = {"parent": department.parent_id, "code": department.code}
            department.parent = self.departments[place.above] if place.above else None
            department.code = place.code
            after = {"parent": department.parent_id, "code": department.code}
            self.made["places"][department.pk] = {"before": before, "after": after}
            moved.append(department)
        Department.objects.bulk_update(moved, ["parent", "code"], UPDATED_AT_ONCE)

    def _write_job_titles(self) -> None:
        new = [JobTitle(organisation=self.organisation, name=name) for name in self.plan.job_titles.values()]
        self.made["job_titles"] = [title.pk for title in JobTitle.objects.bulk_create(new)]
        everything = JobTitle.objects.filter(organisation=self.organisation).order_by("-pk")
        self.titles = {key(title.name): title.pk for title in everything}

    def _write_endings(self) -> None:
        ended = [Membership(pk=ending.membership, ended_on=ending.on) for ending in self.plan.endings]
        Membership.objects.bulk_update(ended, ["ended_on"], UPDATED_AT_ONCE)
        for ending in self.plan.endings:
            self._note(ending.membership, "ended", {"ended_on": None}, {"ended_on": kept_value(ending.on)})

    def _write_accounts(self) -> None:
        """Accounts without a password, whose address still has to be proven before anybody signs in."""
        steps = [step for step in self.plan.of(Kind.NEW) if step.user is None]
        users = [
            User(email=step.email, name=step.values.get("name", ""), password=make_password(None)) for step in steps
        ]
        for user in User.objects.bulk_create(users):
            self.users[user.email] = user.pk
        self.made_accounts = set(self.users.values())
        EmailAddress.objects.bulk_create(
            EmailAddress(user_id=pk, email=email, primary=True, verified=False) for email, pk in self.users.items()
        )

    def _write_names(self) -> None:
        named = [step for step in self.plan.steps if step.user and "name" in step.values]
        User.objects.bulk_update(
            [User(pk=step.user, name=step.values["name"]) for step in named], ["name"], UPDATED_AT_ONCE
        )

    def _write_changed(self) -> None:
        steps = {step.membership: step for step in self.plan.of(Kind.CHANGED) if step.membership}
        memberships = self._memberships(list(steps))
        # A number may go from one to another, and nobody has the same one even for a moment.
        renumbered = [pk for pk, step in steps.items() if "personnel_number" in step.values]
        for part in in_parts(renumbered):
            Membership.objects.filter(pk__in=part).update(personnel_number="")
        for membership in memberships:
            step = steps[membership.pk]
            values = self._values(step)
            before = {name: kept_value(getattr(membership, _attribute(name))) for name in values}
            before |= {name: step.before[name] for name in _name(step)}
            after = {name: kept_value(value) for name, value in values.items()} | _name(step)
            self._note(membership.pk, "changed", before, after)
            for name, value in values.items():
                setattr(membership, _attribute(name), value)
        changed = {name for step in steps.values() for name in step.values if name in _FIELDS}
        if changed:
            Membership.objects.bulk_update(memberships, sorted(changed), UPDATED_AT_ONCE)

    def _memberships(self, keys: list[int]) -> list[Membership]:
        return [one for part in in_parts(keys) for one in Membership.objects.filter(pk__in=part).order_by("pk")]

    def _write_begun(self) -> None:
        steps = self.plan.of(Kind.NEW, Kind.RETURNS)
        rows, values_of = [], []
        for step in steps:
            values = self._values(step)
            attributes = {_attribute(name): value for name, value in values.items()}
            user = step.user or self.users[step.email]
            rows.append(Membership(user_id=user, organisation=self.organisation, **attributes))
            values_of.append(values)
        for membership, step, values in zip(Membership.objects.bulk_create(rows), steps, values_of, strict=True):
            after = {name: kept_value(value) for name, value in values.items()} | _name(step)
            before = dict(step.before)
            self._note(membership.pk, "begun", before, after, membership.user_id in self.made_accounts)

    def _values(self, step: Step) -> dict[str, Any]:
        """Fields of the membership, with primary keys for what it refers to."""
        values = {name: value for name, value in step.values.items() if name in _FIELDS}
        if "department" in values:
            name = key(values["department"])
            values["department"] = self.departments[name].pk if name else None
        if "job_title" in values:
            values["job_title"] = self.titles[key(values["job_title"])] if values["job_title"] else None
        if isinstance(values.get("manager"), str):
            values["manager"] = self.users[values["manager"]]
        return values

    def _note(
        self, membership: int, kind: str, before: dict[str, Any], after: dict[str, Any], made_account: bool = False
    ) -> None:
        change = StaffChange(file=self.file, membership_id=membership, kind=kind, before=before, after=after)
        change.made_account = made_account
        self.changes.append(change)


def _attribute(name: str) -> str:
    return f"{name}_id" if name in ("department", "job_title", "manager") else name


def _name(step: Step) -> dict[str, str]:
    return {"name": step.values["name"]} if "name" in step.values else {}
