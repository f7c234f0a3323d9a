"""Who people are, where they belong, and what is mailed to them."""

from people.privacy.models import AuditEntry, ErasedAccount, RetentionPeriod

from .accounts import User, UserManager
from .mail import MailChoice, OutboxMail
from .organisations import (
    Department,
    EmailDomain,
    Invitation,
    JobTitle,
    Membership,
    MembershipQuerySet,
    Organisation,
)
from .sign_on import ClaimedPlace, ClaimRule, IdentityProvider

__all__ = [
    "AuditEntry",
    "ClaimRule",
    "ClaimedPlace",
    "Department",
    "EmailDomain",
    "ErasedAccount",
    "IdentityProvider",
    "Invitation",
    "JobTitle",
    "MailChoice",
    "Membership",
    "MembershipQuerySet",
    "Organisation",
    "OutboxMail",
    "RetentionPeriod",
    "User",
    "UserManager",
]
