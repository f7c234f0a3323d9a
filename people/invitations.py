"""How someone comes to belong to an organisation: by invitation or by the domain of a proven address.

Both count only once the address has been proven (allauth's verification, or the secret link
that was mailed to it), so nobody joins a municipality by typing somebody else's address.
"""

from datetime import timedelta
from typing import Any

from allauth.account.models import EmailAddress
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from .addresses import owners_of
from .hashed_secrets import hash_of, new_secret
from .models import Department, EmailDomain, Invitation, Membership, Organisation, User

VALID_FOR = timedelta(days=14)


def invite(
    email: str, organisation: Organisation, department: Department | None, invited_by: User
) -> tuple[Invitation, str]:
    """Record an invitation; returns it with the secret for its link, which is stored only as a hash."""
    token = new_secret()
    invitation = Invitation.objects.create(
        email=email.strip().lower(),
        organisation=organisation,
        department=department,
        invited_by=invited_by,
        token_hash=hash_of(token),
        expires_at=timezone.now() + VALID_FOR,
    )
    return invitation, token


def find_open(token: str) -> Invitation | None:
    """The invitation of this link, unless it was used or is too old."""
    return (
        Invitation.objects.select_related("organisation", "department", "invited_by")
        .filter(token_hash=hash_of(token), accepted_at__isnull=True, expires_at__gt=timezone.now())
        .first()
    )


def find_accepted(token: str, user: User) -> Invitation | None:
    """The invitation of this link if `user` is the one who used it."""
    accepted = Invitation.objects.select_related("organisation").filter(
        token_hash=hash_of(token), accepted_at__isnull=False
    )
    return next((one for one in accepted if proves(user, one.email)), None)


def proves(user: User, email: str) -> bool:
    """Whether `user` has proven to read the mail of this address."""
    return EmailAddress.objects.filter(user=user, email__iexact=email, verified=True).exists()


def members_among(emails: list[str], organisation: Organisation) -> set[str]:
    """Which of these addresses (in lower case) belong to someone who works for the organisation now."""
    members = Membership.objects.current().filter(organisation=organisation).values("user")
    return set(owners_of(emails, members))


@transaction.atomic
def join_what_address_proves(user: User) -> list[Organisation]:
    """Give `user` the memberships that the proven addresses earn; returns the organisations newly joined.

    Existing memberships stay as they are. Whoever left an organisation comes back by invitation
    only, not because the old address is still on the account.
    """
    addresses = [
        address.lower()
        for address in EmailAddress.objects.filter(user=user, verified=True).values_list("email", flat=True)
    ]
    invitations = Invitation.objects.select_related("organisation", "department").filter(
        email__in=addresses, accepted_at__isnull=True, expires_at__gt=timezone.now()
    )
    joined = []
    for invitation in invitations:
        if _join(user, invitation.organisation, invitation.department):
            joined.append(invitation.organisation)
        invitation.accepted_at = timezone.now()
        invitation.save(update_fields=["accepted_at"])
    domains = {address.rpartition("@")[2] for address in addresses}
    been_at = Membership.objects.filter(user=user).values("organisation")
    matches = EmailDomain.objects.filter(domain__in=domains).exclude(organisation__in=been_at)
    joined += [
        match.organisation for match in matches.select_related("organisation") if _join(user, match.organisation, None)
    ]
    return joined


def _join(user: User, organisation: Organisation, department: Department | None) -> bool:
    _membership, created = Membership.objects.get_or_create(
        user=user, organisation=organisation, ended_on=None, defaults={"department": department}
    )
    return created


def on_address_proven(request: HttpRequest, email_address: EmailAddress, **_signal: Any) -> None:
    join_and_say_so(request, email_address.user)


def on_signed_up(request: HttpRequest, user: User, **_signal: Any) -> None:
    join_and_say_so(request, user)


def join_and_say_so(request: HttpRequest, user: User) -> None:
    """Join, and tell it on the next page."""
    for organisation in join_what_address_proves(user):
        welcome = _("You now belong to %(organisation)s.") % {"organisation": organisation}
        messages.success(request, welcome)
