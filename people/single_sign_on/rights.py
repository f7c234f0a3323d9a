"""Which department and role come of claims, at every sign-in.

What claims gave is kept beside the membership, so that it goes when the claim goes; what an administrator or HR gave
is theirs. Only roles inside the organisation: a claim makes nobody an editor or an administrator.
"""

import logging
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction

from people.models import ClaimedPlace, ClaimRule, IdentityProvider, Membership, User

logger = logging.getLogger(__name__)
# Each may do what stands before it and more.
_RANKS = (Membership.Role.MEMBER, Membership.Role.TEAM_LEAD, Membership.Role.HR)


@dataclass(frozen=True)
class Place:
    """department: its primary key."""

    role: str = Membership.Role.MEMBER
    department: int | None = None


@dataclass(frozen=True)
class Change:
    """now: what the membership becomes. claimed: what of it claims gave. own: what it is without them."""

    now: Place
    claimed: Place
    own: Place


def place_claimed(rules: Iterable[ClaimRule], values: frozenset[str]) -> Place:
    """The strongest role, and the department that goes with it or else the first one. Unknown values give nothing."""
    matching = [rule for rule in rules if rule.value.strip().casefold() in values]
    matching.sort(key=lambda rule: -_rank(rule.role))
    role = matching[0].role if matching else Membership.Role.MEMBER
    return Place(role, next((rule.department_id for rule in matching if rule.department_id), None))


def change_of(now: Place, before: Place, own: Place, claimed: Place) -> Change:
    """now: of the membership. before, own: as they were kept at the last sign-in. claimed: what claims give today.

    What is not as claims left it was changed by somebody since, and is theirs.
    """
    own_role = own.role if before.role == now.role and before.role != Membership.Role.MEMBER else now.role
    own_department = own.department if before.department and before.department == now.department else now.department
    raises = _rank(claimed.role) > _rank(own_role)
    role = claimed.role if raises else own_role
    # Whom a team lead follows goes with the department: only who made the team lead moves it.
    moves = claimed.department is not None and (raises or own_role != Membership.Role.TEAM_LEAD)
    department = claimed.department if moves else own_department
    given = Place(claimed.role if raises else Membership.Role.MEMBER, claimed.department if moves else None)
    return Change(Place(role, department), given, Place(own_role, own_department))


@transaction.atomic
def give_place(user: User, provider: IdentityProvider, values: frozenset[str]) -> None:
    """Make the membership at the provider's organisation what the claims say. Whoever has none gets none here."""
    current = Membership.objects.current().select_for_update()
    membership = current.filter(user=user, organisation=provider.organisation_id).first()
    if membership is None:
        return
    kept = ClaimedPlace.objects.filter(membership=membership).first()
    before = Place(kept.role, kept.department_id) if kept else Place()
    own = Place(kept.own_role, kept.own_department_id) if kept else Place()
    now = Place(membership.role, membership.department_id)
    change = change_of(now, before, own, place_claimed(provider.rules.all(), values))
    if change.now != now:
        membership.role, membership.department_id = change.now.role, change.now.department
        membership.save(update_fields=["role", "department"])
        logger.info("Membership %s: claims changed %s into %s.", membership.pk, now, change.now)
    _keep(membership, change)


def _keep(membership: Membership, change: Change) -> None:
    if change.claimed == Place():
        ClaimedPlace.objects.filter(membership=membership).delete()
        return
    fields = {"role": change.claimed.role, "department_id": change.claimed.department}
    fields |= {"own_role": change.own.role, "own_department_id": change.own.department}
    ClaimedPlace.objects.update_or_create(membership=membership, defaults=fields)


def _rank(role: str) -> int:
    return _RANKS.index(Membership.Role(role))
