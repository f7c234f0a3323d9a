"""Inviting people to one's own organisation."""

from dataclasses import dataclass, field

from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404

from people.invitation_mail import mail_invitation
from people.invitations import invite, members_among
from people.models import Department, Invitation, Membership, Organisation, User
from people.perms import organisations_with_role


@dataclass
class Outcome:
    """What became of each address."""

    invited: list[str] = field(default_factory=list)
    members: list[str] = field(default_factory=list)
    not_mailed: list[str] = field(default_factory=list)


def organisations_to_invite_for(user: User) -> QuerySet[Organisation]:
    """The organisations whose HR officer `user` is. Raises Http404 for everyone else."""
    organisations = organisations_with_role(user, Membership.Role.HR)
    if not organisations.exists():
        raise Http404
    return organisations


def invitations_of(organisations: QuerySet[Organisation]) -> QuerySet[Invitation]:
    """All invitations for these organisations, newest first."""
    return Invitation.objects.filter(organisation__in=organisations).select_related("organisation", "department")


def invite_all(emails: list[str], organisation: Organisation, department: Department | None, by: User) -> Outcome:
    """Invite every address that is no member yet; the mails leave once the invitations are stored."""
    members = members_among(emails, organisation)
    outcome = Outcome(members=sorted(members))
    # Durable: the mails have left when this returns, so that the officer can be told.
    with transaction.atomic(durable=True):
        for email in emails:
            if email not in members:
                _invite_one(email, organisation, department, by, outcome)
    return outcome


def _invite_one(
    email: str, organisation: Organisation, department: Department | None, by: User, outcome: Outcome
) -> None:
    invitation, token = invite(email, organisation, department, by)

    def mail() -> None:
        if mail_invitation(invitation, token):
            outcome.invited.append(email)
        else:
            # Nobody has the link, so it must not stand in the list as an open invitation.
            invitation.delete()
            outcome.not_mailed.append(email)

    transaction.on_commit(mail)
