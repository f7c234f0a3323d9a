"""Which people someone may follow. Every screen, export and mail of HR starts here.

An HR officer follows everyone who works for the organisation now; a team lead follows the
departments they lead and what lies below them; nobody else follows anybody.
"""

from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.http import Http404

from people.models import Department, Membership, MembershipQuerySet, Organisation, User
from people.perms import departments_led, organisations_with_role


@dataclass(frozen=True)
class Scope:
    """Primary keys of the organisations someone is HR officer of, and of the departments they lead."""

    organisations: frozenset[int]
    departments: frozenset[int]

    def __bool__(self) -> bool:
        return bool(self.organisations or self.departments)

    def of_officer(self) -> "Scope":
        """Without the departments that a team lead follows: for what only HR officers do."""
        return Scope(self.organisations, frozenset())

    def people(self) -> MembershipQuerySet:
        """Open memberships: one row per person per organisation."""
        # The second half compares organisations, so that a membership filed under a department of
        # another organisation is seen by neither of its team leads.
        return Membership.objects.current().filter(
            Q(organisation__in=self.organisations)
            | Q(department__in=self.departments, department__organisation=F("organisation"))
        )

    def in_departments(self) -> QuerySet[Department]:
        """The departments these people can be in."""
        return Department.objects.filter(Q(organisation__in=self.organisations) | Q(pk__in=self.departments))

    def in_organisations(self) -> QuerySet[Organisation]:
        """The organisations these people work for."""
        led = Department.objects.filter(pk__in=self.departments)
        return Organisation.objects.filter(Q(pk__in=self.organisations) | Q(pk__in=led.values("organisation")))


def scope_of(user: User | AnonymousUser) -> Scope:
    """What `user` may follow now, read from the database; empty for most people."""
    officer_of = organisations_with_role(user, Membership.Role.HR)
    return Scope(frozenset(officer_of.values_list("pk", flat=True)), frozenset(departments_led(user)))


def scope_for(user: User | AnonymousUser) -> Scope:
    """The scope of `user`. Raises Http404 for someone who may follow nobody."""
    scope = scope_of(user)
    if not scope:
        raise Http404
    return scope


def officer_scope(user: User | AnonymousUser) -> Scope:
    """What `user` may do as HR officer. Raises Http404 for who is none."""
    scope = scope_of(user).of_officer()
    if not scope:
        raise Http404
    return scope


def follows_people() -> Exists:
    """In a query of users: whether this one may follow anyone."""
    may_follow = Q(role=Membership.Role.HR) | Q(role=Membership.Role.TEAM_LEAD, department__isnull=False)
    return Exists(Membership.objects.current().filter(may_follow, user=OuterRef("pk")))


def people_visible_to(user: User | AnonymousUser) -> MembershipQuerySet:
    """Open memberships of the people `user` may follow; a person counts once per organisation."""
    return scope_of(user).people()


def organisations_in_scope(user: User | AnonymousUser) -> QuerySet[Organisation]:
    """The organisations of which `user` may follow people."""
    return scope_of(user).in_organisations()
