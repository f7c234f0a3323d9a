"""Which organisations and departments someone has a say in, read from the database at each request."""

from collections.abc import Iterator, Mapping

from django.contrib.auth.models import AnonymousUser, Group, Permission
from django.db.models import Exists, OuterRef, Q, QuerySet

from .models import Department, Membership, Organisation, User
from .roles import PlatformRole


def organisations_with_role(user: User | AnonymousUser, role: str) -> QuerySet[Organisation]:
    """The organisations in which `user` holds `role` now; none for a visitor."""
    if not user.is_authenticated:
        return Organisation.objects.none()
    memberships = Membership.objects.current().filter(user=user, role=role)
    return Organisation.objects.filter(pk__in=memberships.values("organisation"))


def departments_led(user: User | AnonymousUser) -> set[int]:
    """Primary keys of the departments that `user` leads, with all that lies below them."""
    if not user.is_authenticated:
        return set()
    led = (
        Membership.objects.current()
        .filter(user=user, role=Membership.Role.TEAM_LEAD, department__isnull=False)
        .values_list("department_id", "organisation_id")
    )
    return with_descendants(
        {department for department, _ in led if department}, {organisation for _, organisation in led}
    )


def with_descendants(departments: set[int], organisations: set[int]) -> set[int]:
    """The departments and everything below them; two levels or ten, one query."""
    children: dict[int | None, list[int]] = {}
    rows = Department.objects.filter(organisation__in=organisations).values_list("pk", "parent_id")
    for pk, parent in rows:
        children.setdefault(parent, []).append(pk)
    found: set[int] = set()
    waiting = list(departments)
    while waiting:
        department = waiting.pop()
        if department not in found:
            found.add(department)
            waiting.extend(children.get(department, []))
    return found


def with_those_above(department: int | None, parents: Mapping[int, int | None]) -> Iterator[int]:
    """The department and what it is part of, upwards, as far as `parents` knows them.

    parents: primary key to that of the department above it. A loop, which the administration refuses, ends where it
    began.
    """
    passed: set[int] = set()
    while department is not None and department in parents and department not in passed:
        yield department
        passed.add(department)
        department = parents[department]


def in_platform_role(role: PlatformRole) -> Q:
    """In a query of users: whether this one is in the group of that role; administrators hold every role."""
    holds = Q(is_superuser=True) | Q(Exists(Group.objects.filter(name=role.value, user=OuterRef("pk"))))
    return Q(is_active=True) & holds


def may_enter_admin() -> Q:
    """In a query of users: whether this one may enter the Wagtail admin."""
    wanted = {"content_type__app_label": "wagtailadmin", "codename": "access_admin"}
    given = Permission.objects.filter(Q(group__user=OuterRef("pk")) | Q(user=OuterRef("pk")), **wanted)
    return Q(is_superuser=True) | Q(Exists(given))


def reads_the_audit_log() -> Q:
    """In a query of users: whether this one may read what was done by whom."""
    return in_platform_role(PlatformRole.PRIVACY_OFFICER)


def has_platform_role(user: User | AnonymousUser, role: PlatformRole) -> bool:
    """Whether `user` holds that role now."""
    if not user.is_authenticated or not user.is_active:
        return False
    return User.objects.filter(in_platform_role(role), pk=user.pk).exists()
