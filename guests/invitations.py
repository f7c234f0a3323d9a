"""How an entrepreneur comes in by invitation: once, with the link that was mailed, within seven days.

Editors invite into an enterprise that is there or into a new one, which they thereby admit. An HR officer invites
into a new one only, which is on the site once an editor admits it: who belongs to an enterprise reads its drafts.
"""

from datetime import timedelta
from itertools import count
from typing import Any, NamedTuple

from allauth.account.models import EmailAddress
from django.contrib.auth.models import AnonymousUser, Group
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from people.hashed_secrets import hash_of, new_secret
from people.models import Organisation, User
from people.perms import has_platform_role
from people.roles import PlatformRole

from .arrival_mail import mail_invitation
from .models import Enterprise, GuestApplication, GuestInvitation

VALID_FOR = timedelta(days=7)
# As other invitations: docs/data-protection.md.
KEPT_FOR = timedelta(days=365)


class RefusedError(Exception):
    """The message says what to do instead."""


# --- Inviting ------------------------------------------------------------------


def editor_for(user: User | AnonymousUser) -> User:
    """`user`, who is an editor. Raises Http404 for everyone else."""
    if not isinstance(user, User) or not has_platform_role(user, PlatformRole.EDITOR):
        raise Http404
    return user


def invite(
    email: str,
    name: str,
    by: User,
    enterprise: Enterprise | None = None,
    enterprise_name: str = "",
    organisation: Organisation | None = None,
    application: GuestApplication | None = None,
) -> GuestInvitation:
    """Invite, and mail the link; an open invitation of the same inviters for this address ends.

    Returns it; `is_open` is false when the mail server did not take the mail. Raises RefusedError.
    """
    email = email.strip().lower()
    _refuse_name_of_another(enterprise, enterprise_name)
    if organisation is not None and enterprise is not None:
        raise PermissionDenied
    token = new_secret()
    # Durable: the mail has left when this returns, so that who invites can be told.
    with transaction.atomic():
        open_ones = _open().filter(email=email, organisation=organisation)
        open_ones.update(withdrawn_at=timezone.now())
        invitation = GuestInvitation.objects.create(
            email=email,
            name=name,
            enterprise=enterprise,
            enterprise_name="" if enterprise else enterprise_name,
            organisation=organisation,
            application=application,
            invited_by=by,
            token_hash=hash_of(token),
            expires_at=timezone.now() + VALID_FOR,
        )
        transaction.on_commit(lambda: _mail(invitation, token))
    return invitation


def _mail(invitation: GuestInvitation, token: str) -> None:
    if not mail_invitation(invitation, token):
        # Nobody has the link, so it must not stand in the list as an open invitation.
        withdraw(invitation)


def _refuse_name_of_another(enterprise: Enterprise | None, enterprise_name: str) -> None:
    if enterprise is None and Enterprise.objects.filter(name__iexact=enterprise_name, admitted=True).exists():
        raise RefusedError(
            _("“%(name)s” is here already. Ask the editors to invite a colleague into it.") % {"name": enterprise_name}
        )


def _open() -> QuerySet[GuestInvitation]:
    return GuestInvitation.objects.filter(
        used_at__isnull=True, withdrawn_at__isnull=True, expires_at__gt=timezone.now()
    )


def invitations_of_editors() -> QuerySet[GuestInvitation]:
    return GuestInvitation.objects.filter(organisation__isnull=True).select_related("enterprise")


def invitations_of(organisations: Any) -> QuerySet[GuestInvitation]:
    """Those of the HR officers of these organisations (a query or primary keys)."""
    return GuestInvitation.objects.filter(organisation__in=organisations).select_related("enterprise", "organisation")


def withdraw(invitation: GuestInvitation) -> bool:
    """Whether it was open until now. From then on the link does nothing."""
    invitation.withdrawn_at = timezone.now()
    return bool(_open().filter(pk=invitation.pk).update(withdrawn_at=invitation.withdrawn_at))


def withdraw_from(invitations: QuerySet[GuestInvitation], pk: int) -> bool:
    """The same for one of `invitations`. Raises Http404 for any other."""
    return withdraw(get_object_or_404(invitations, id=pk))


class Arrival(NamedTuple):
    """Who came in, and the enterprise they write for."""

    guest: User
    enterprise: Enterprise


# --- Coming in -----------------------------------------------------------------


def find_open(token: str) -> GuestInvitation | None:
    """The invitation of this link, unless it was used or withdrawn, or is too old."""
    return _open().select_related("enterprise", "organisation").filter(token_hash=hash_of(token)).first()


def account_of(email: str) -> User | None:
    """Whose address this is: who proved it. Or whose account it was, when that is closed."""
    proven = EmailAddress.objects.filter(email__iexact=email, verified=True).select_related("user").first()
    return proven.user if proven else User.objects.filter(email__iexact=email, is_active=False).first()


@transaction.atomic
def accept(token: str, user: User | AnonymousUser) -> Arrival | None:
    """Use the link, which proves the address; returns who came in, None when it does nothing any more.

    Raises PermissionDenied unless `user` is whose address it is, or is nobody yet and it is nobody's: a link in a mail
    opens no account that may be protected by more than mail.
    """
    invitation = find_open(token)
    if invitation is None:
        return None
    owner = account_of(invitation.email)
    if owner != (user if user.is_authenticated else None):
        raise PermissionDenied
    # Of two clicks at once the database lets one through.
    if not _open().filter(pk=invitation.pk).update(used_at=timezone.now()):
        return None
    guest = owner or _new_account(invitation)
    group, _made = Group.objects.get_or_create(name=PlatformRole.ENTREPRENEUR.value)
    guest.groups.add(group)
    enterprise = invitation.enterprise or _new_enterprise(invitation)
    enterprise.members.add(guest)
    return Arrival(guest, enterprise)


def _new_account(invitation: GuestInvitation) -> User:
    """Without a password: a code in the mail is enough.

    Somebody may have made an account with this address without being able to prove it; their password ends.
    """
    guest = User.objects.filter(email__iexact=invitation.email).first()
    if guest is None:
        guest = User(email=invitation.email)
    guest.name = invitation.name
    guest.set_unusable_password()
    guest.save()
    EmailAddress.objects.filter(user=guest).delete()
    EmailAddress.objects.create(user=guest, email=guest.email, primary=True, verified=True)
    return guest


def _new_enterprise(invitation: GuestInvitation) -> Enterprise:
    """Admitted when the editors invited. Who applied has told something about it already."""
    application = invitation.application
    return Enterprise.objects.create(
        name=invitation.enterprise_name,
        slug=_free_slug(invitation.enterprise_name),
        mission=application.mission if application else "",
        website=application.website if application else "",
        admitted=invitation.organisation is None,
    )


def _free_slug(name: str) -> str:
    """Of at most 50 characters; a name without letters gets a neutral one."""
    base = slugify(name)[:45].strip("-") or "onderneming"
    taken = set(Enterprise.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    numbered = (f"{base}-{number}" for number in count(2))
    return base if base not in taken else next(slug for slug in numbered if slug not in taken)


def old_arrivals() -> tuple[QuerySet[GuestInvitation], QuerySet[GuestApplication]]:
    """Invitations and applications of a year ago, and applications nobody proved."""
    now = timezone.now()
    unproven = Q(created_at__lt=now - VALID_FOR, proven_at__isnull=True)
    applications = GuestApplication.objects.filter(Q(created_at__lt=now - KEPT_FOR) | unproven)
    return GuestInvitation.objects.filter(created_at__lt=now - KEPT_FOR), applications


def forget_old_arrivals() -> int:
    """Remove them; returns how many."""
    return sum(old.delete()[0] for old in old_arrivals())
