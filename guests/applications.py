"""How an entrepreneur asks to come in: the address is proven first, then an editor decides, once."""

from django.db import transaction
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone

from people.hashed_secrets import hash_of, new_secret
from people.models import User

from .arrival_mail import mail_proof, mail_refusal
from .invitations import VALID_FOR, invite
from .models import GuestApplication, GuestInvitation


@transaction.atomic
def apply(application: GuestApplication) -> None:
    """Keep it and mail the link that proves the address. Whether anybody has an account does not matter here."""
    token = new_secret()
    application.email = application.email.strip().lower()
    application.token_hash = hash_of(token)
    application.save()
    transaction.on_commit(lambda: mail_proof(application, token))


def find_unproven(token: str) -> GuestApplication | None:
    """The application of this link, unless it was used or is too old."""
    since = timezone.now() - VALID_FOR
    unproven = GuestApplication.objects.filter(proven_at__isnull=True, created_at__gt=since)
    return unproven.filter(token_hash=hash_of(token)).first()


def prove(application: GuestApplication) -> None:
    """The link was used: from now on the editors see it."""
    GuestApplication.objects.filter(pk=application.pk, proven_at__isnull=True).update(proven_at=timezone.now())


def waiting() -> QuerySet[GuestApplication]:
    """Those that editors have to decide on, the oldest first."""
    return GuestApplication.objects.filter(proven_at__isnull=False, decided_at__isnull=True)


def waiting_one(pk: int) -> GuestApplication:
    """Raises Http404 when it was decided already."""
    return get_object_or_404(waiting(), id=pk)


def admit(application: GuestApplication, by: User) -> GuestInvitation | None:
    """Invite who applied, into a new enterprise. None when another editor decided first; raises RefusedError."""
    with transaction.atomic():
        if not _decide(application, by, admitted=True):
            return None
        return invite(
            application.email,
            application.name,
            by,
            enterprise_name=application.enterprise_name,
            application=application,
        )


def refuse(application: GuestApplication, by: User, reason: str) -> bool:
    """Say no, with a reason that is mailed. False when another editor decided first."""
    with transaction.atomic():
        if not _decide(application, by, admitted=False, reason=reason):
            return False
        application.reason = reason
        transaction.on_commit(lambda: mail_refusal(application))
    return True


def _decide(application: GuestApplication, by: User, admitted: bool, reason: str = "") -> bool:
    decision = {"decided_at": timezone.now(), "decided_by": by, "admitted": admitted, "reason": reason}
    return bool(waiting().filter(pk=application.pk).update(**decision))
