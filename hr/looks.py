"""Every look at people is a row, and they can read it (docs/decisions/0038-who-looked-is-a-row.md).

Screens that show names write these rows when they are asked for, also with a GET: that is the one exception to
"a GET never writes". Whatever shows names calls one of the functions here before it answers.
"""

from collections.abc import Collection, Iterable, Mapping
from itertools import islice

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from people.models import Membership, User
from people.perms import organisations_with_role
from people.privacy.retention import overdue

from .models import Look, LookAt
from .scope import Scope

PEOPLE_AT_ONCE = 2000
# Organisation and person.
Pair = tuple[int, int]


def note_looks(
    officer: User, kind: Look.Kind, people: Mapping[int, Collection[int]], with_scores: Collection[int] = ()
) -> None:
    """`officer` is about to see data of these people. people: primary keys by that of the organisation.

    with_scores: organisations of whose people scores are shown as well. As many queries for many people as for few,
    and one when everything was noted earlier that day. Two requests at once note it once. Who looks at oneself is
    left out.
    """
    wanted = {(organisation, user) for organisation, users in people.items() for user in users if user != officer.pk}
    if wanted:
        users = {user for _organisation, user in wanted}
        if missing := wanted - _noted(officer, kind, users, with_scores):
            _note(officer, kind, missing, with_scores)


def note_looks_in(officer: User, kind: Look.Kind, scope: Scope, users: Collection[int]) -> None:
    """The same for people of whom only the primary key is known, in each organisation in which the scope has them."""
    note_pairs(officer, kind, scope.people().filter(user__in=users).values_list("organisation", "user"))


def note_pairs(officer: User, kind: Look.Kind, pairs: Iterable[Pair], with_scores: Collection[int] = ()) -> None:
    """The same for pairs of organisation and person, however many."""
    waiting = iter(pairs)
    while some := list(islice(waiting, PEOPLE_AT_ONCE)):
        people: dict[int, set[int]] = {}
        for organisation, user in some:
            people.setdefault(organisation, set()).add(user)
        note_looks(officer, kind, people, with_scores)


def looks_at(user: User) -> QuerySet[LookAt]:
    """Who looked at the data of this person, the latest on top."""
    own = LookAt.objects.filter(user=user).select_related("look__by", "look__organisation")
    return own.order_by("-look__day", "-look__first_at", "-pk")


def old_looks() -> QuerySet[Look]:
    """What was kept for a year, or for as long as the organisation says."""
    return Look.objects.filter(overdue("looks", "day", "organisation", is_day=True))


def _noted(officer: User, kind: Look.Kind, users: Collection[int], with_scores: Collection[int]) -> set[Pair]:
    of_today = LookAt.objects.filter(look__by=officer, look__kind=kind, look__day=timezone.localdate())
    found = of_today.filter(user__in=users).values_list("look__organisation", "user", "look__with_scores")
    return {(organisation, user) for organisation, user, scores in found if scores == (organisation in with_scores)}


@transaction.atomic
def _note(officer: User, kind: Look.Kind, pairs: Collection[Pair], with_scores: Collection[int]) -> None:
    looks = _looks_in(officer, kind, {organisation for organisation, _user in pairs}, with_scores)
    # In one order, so that two requests never wait for each other.
    rows = [LookAt(look_id=looks[organisation], user_id=user) for organisation, user in sorted(pairs)]
    LookAt.objects.bulk_create(rows, ignore_conflicts=True)


def _looks_in(officer: User, kind: Look.Kind, organisations: set[int], with_scores: Collection[int]) -> dict[int, int]:
    """The look of today in each organisation: its primary key by that of the organisation."""
    today = timezone.localdate()
    hr_of = set(organisations_with_role(officer, Membership.Role.HR).values_list("pk", flat=True))
    looks = [
        Look(
            by=officer,
            role=Membership.Role.HR if organisation in hr_of else Membership.Role.TEAM_LEAD,
            organisation_id=organisation,
            kind=kind,
            with_scores=organisation in with_scores,
            day=today,
        )
        for organisation in sorted(organisations)
    ]
    # The database decides who is first; the other one then finds the row that is there.
    Look.objects.bulk_create(looks, ignore_conflicts=True)
    made = Look.objects.filter(by=officer, kind=kind, day=today, organisation__in=organisations)
    found = made.values_list("organisation", "pk", "with_scores")
    return {organisation: pk for organisation, pk, scores in found if scores == (organisation in with_scores)}
