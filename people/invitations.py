"""How someone comes to belong to an organisation: by invitation or by the domain of a proven address.

Both count only once the address has been proven (allauth's verification, or the secret link
that was mailed to it), so nobody joins a municipality by typing somebody else's address.
"""

import hashlib
import secrets
from datetime import timedelta
from typing import Any

from allauth.account.models import EmailAddress
from django.db import transaction
from django.utils import timezone

from .models import Department, EmailDomain, Invitation, Membership, Organisation, User

VALID_FOR = timedelta(days=14)


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def invite(
    email: str, organisation: Organisation, department: Department | None, invited_by: User
) -> tuple[Invitation, str]:
    """Record an invitation; returns it with the secret for its link, which is stored only as a hash."""
    token = secrets.token_urlsafe(24)
    invitation = Invitation.objects.create(
        email=email.strip().lower(),
        organisation=organisation,
        department=department,
        invited_by=invited_by,
        token_hash=_hash(token),
        expires_at=timezone.now() + VALID_FOR,
    )
    return invitation, token


def find_open(token: str) -> Invitation | None:
    """The invitation of this link, unless it was used or is too old."""
    return Invitation.objects.filter(
        token_hash=_hash(token), accepted_at__isnull=True, expires_at__gt=timezone.now()
    ).first()


@transaction.atomic
def join_what_address_proves(user: User) -> None:
    """Give `user` the memberships that the proven addresses earn; existing ones stay as they are."""
    addresses = [
        address.lower()
        for address in EmailAddress.objects.filter(user=user, verified=True).values_list("email", flat=True)
    ]
    invitations = Invitation.objects.filter(
        email__in=addresses, accepted_at__isnull=True, expires_at__gt=timezone.now()
    )
    for invitation in invitations:
        _join(user, invitation.organisation, invitation.department)
        invitation.accepted_at = timezone.now()
        invitation.save(update_fields=["accepted_at"])
    domains = {address.rpartition("@")[2] for address in addresses}
    for domain in EmailDomain.objects.filter(domain__in=domains).select_related("organisation"):
        _join(user, domain.organisation, None)


def _join(user: User, organisation: Organisation, department: Department | None) -> None:
    Membership.objects.get_or_create(
        user=user, organisation=organisation, ended_on=None, defaults={"department": department}
    )


def on_address_proven(email_address: EmailAddress, **_signal: Any) -> None:
    join_what_address_proves(email_address.user)


def on_signed_up(user: User, **_signal: Any) -> None:
    join_what_address_proves(user)
