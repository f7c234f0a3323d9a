"""What is there now, as a plan compares a file with it."""

from collections.abc import Collection, Iterator, Sequence
from datetime import date
from typing import Any, TypeVar

from allauth.account.models import EmailAddress
from django.db.models import Max, QuerySet
from django.utils import timezone

from people.addresses import owners_of
from people.models import Department, EmailDomain, JobTitle, Membership, Organisation, User

from .values import Account, Member, Place, Present
from .wishes import key

# How many values a query names; SQLite takes 32,766 at least.
MOST_AT_ONCE = 10_000
# Rows of one UPDATE of many: a database looks through all of them for each row, so more at once takes longer.
UPDATED_AT_ONCE = 500
Value = TypeVar("Value")


def in_parts(values: Sequence[Value], size: int = MOST_AT_ONCE) -> Iterator[Sequence[Value]]:
    """As many at a time as one query may name."""
    for begin in range(0, len(values), size):
        yield values[begin : begin + size]


def present_in(organisation: Organisation, addresses: Collection[str], asker: User) -> Present:
    """addresses: those in the file, in lower case. asker: who is never ended."""
    domains = frozenset(EmailDomain.objects.filter(organisation=organisation).values_list("domain", flat=True))
    members, officers = _members(organisation)
    known = {address for member in members for address in member.addresses}
    unknown = [address for address in addresses if address not in known and address.rpartition("@")[2] in domains]
    departments = Department.objects.filter(organisation=organisation).select_related("parent").order_by("-pk")
    titles = JobTitle.objects.filter(organisation=organisation).order_by("-pk").values_list("name", flat=True)
    return Present(
        today=timezone.localdate(),
        domains=domains,
        members=tuple(members),
        accounts=_accounts(organisation, unknown),
        last_ends=_last_ends(organisation),
        # Of two that differ in capitals only, the oldest.
        departments={key(one.name): _place(one) for one in departments},
        job_titles={key(name): name for name in titles},
        kept=frozenset(officers | {asker.pk}),
    )


def _place(department: Department) -> Place:
    above = key(department.parent.name) if department.parent else ""
    return Place(department.name, above, department.code)


def _shared(organisation: Organisation, users: Any) -> set[int]:
    """Those of these users whom another organisation knows too."""
    elsewhere = Membership.objects.filter(user__in=users).exclude(organisation=organisation)
    return set(elsewhere.values_list("user", flat=True))


def _members(organisation: Organisation) -> tuple[list[Member], set[int]]:
    """Everyone who works here, and who of them is HR officer."""
    current = Membership.objects.current().filter(organisation=organisation).order_by("pk")
    proven = _proven(current.order_by().values("user"))
    shared = _shared(organisation, current.order_by().values("user"))
    members, officers = [], set()
    for row in current.select_related("user", "department", "job_title"):
        if row.role == Membership.Role.HR:
            officers.add(row.user_id)
        others = [address for address in proven.get(row.user_id, []) if address != row.user.email]
        members.append(
            Member(
                membership=row.pk,
                user=row.user_id,
                addresses=(row.user.email, *others),
                name=row.user.name,
                may_be_named=row.user.last_login is None and row.user_id not in shared,
                is_lead=row.role == Membership.Role.TEAM_LEAD,
                number=row.personnel_number,
                department=row.department.name if row.department else "",
                job_title=row.job_title.name if row.job_title else "",
                manager=row.manager_id,
                started_on=row.started_on,
            )
        )
    return members, officers


def _proven(users: QuerySet) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    for user, email in EmailAddress.objects.filter(user__in=users, verified=True).values_list("user", "email"):
        found.setdefault(user, []).append(email.lower())
    return found


def _last_ends(organisation: Organisation) -> dict[int, date]:
    ended = Membership.objects.filter(organisation=organisation, ended_on__isnull=False)
    return dict(ended.order_by().values_list("user").annotate(Max("ended_on")))


def _accounts(organisation: Organisation, addresses: list[str]) -> dict[str, Account]:
    """Of who does not work here now, by address. Whoever signed in, or another organisation knows, has a name."""
    found: dict[str, Account] = {}
    for part in in_parts(addresses):
        owners = owners_of(part, User.objects.values("pk"))
        keys = {user.pk for user in owners.values()}
        shared = _shared(organisation, keys)
        for address, user in owners.items():
            may_be_named = user.last_login is None and user.pk not in shared
            found[address] = Account(user.pk, user.name, may_be_named)
    return found
