"""What people and their accounts leave behind, and for how long it is kept."""

from django.contrib.sessions.models import Session
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from people.models import AuditEntry, Invitation, Membership, User
from people.outbox import SENT_KEPT_FOR, forget_old_mail, old_mail

from .erasure import How, StillNeededError, erase
from .retention import Kept, keep, keep_rows, overdue


def register() -> None:
    """Once, when the apps are there."""
    keep(Kept("mail", _("E-mails that were sent"), SENT_KEPT_FOR.days, lambda: old_mail().count(), forget_old_mail))
    keep_rows("invitations", _("Invitations of colleagues"), 365, _old_invitations, is_set=True, per_organisation=True)
    keep_rows("sessions", _("Sessions of who signed in"), 0, _ended_sessions)
    keep_rows("audit", _("Lines of the audit log"), 730, _old_lines, is_set=True)
    keep(
        Kept(
            "accounts",
            _("Accounts nobody signs in with, of people who work nowhere here"),
            None,
            lambda: len(_unused_accounts()),
            _erase_unused_accounts,
            is_set=True,
        )
    )


def _old_invitations() -> QuerySet[Invitation]:
    return Invitation.objects.filter(overdue("invitations", "created_at", "organisation"))


def _ended_sessions() -> QuerySet[Session]:
    return Session.objects.filter(expire_date__lt=timezone.now())


def _old_lines() -> QuerySet[AuditEntry]:
    return AuditEntry.objects.filter(overdue("audit", "at"))


def _unused_accounts() -> list[User]:
    """Not of administrators, and not of who works here: HR ends that first."""
    never = Q(last_login__isnull=True) & overdue("accounts", "date_joined")
    long_ago = Q(last_login__isnull=False) & overdue("accounts", "last_login")
    works_here = Exists(Membership.objects.current().filter(user=OuterRef("pk")))
    return list(User.objects.filter(never | long_ago, ~works_here, is_superuser=False).order_by("pk"))


def _erase_unused_accounts() -> int:
    count = 0
    for user in _unused_accounts():
        # Who still has to be somewhere is left alone until that is over.
        try:
            erase(user, How.RETENTION)
        except StillNeededError:
            continue
        count += 1
    return count
