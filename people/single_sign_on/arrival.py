"""Whose account somebody has who comes from a provider, and who gets none (docs/decisions/0054-*.md).

Somebody is known by issuer and subject, never by an address. An address counts once, for who is not known yet: it
must be at one of the organisation's own domains, and the organisation's own provider must vouch for it.
"""

import logging

from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.db.models import Q

from people.models import EmailDomain, IdentityProvider, Membership, User

from .identity import Identity

logger = logging.getLogger(__name__)


class NoAccessError(Exception):
    """They have no account here. The sentence is for whoever runs the site; who signs in reads the same always."""


def account_of(identity: Identity, provider: IdentityProvider) -> SocialAccount:
    """The known one, or a new one for an account that is found or made. Raises NoAccessError."""
    known = _known(identity) or _made(identity, provider)
    _check_is_open(known.user)
    return known


def _check_is_open(user: User) -> None:
    if not user.is_active:
        raise NoAccessError("The account is closed.")


def _known(identity: Identity) -> SocialAccount | None:
    found = SocialAccount.objects.select_related("user")
    return found.filter(provider=identity.issuer, uid=identity.subject).first()


def _made(identity: Identity, provider: IdentityProvider) -> SocialAccount:
    email = _own_address(identity, provider)
    try:
        with transaction.atomic():
            user = _owner_of(email)
            if user is None:
                user = User.objects.create_user(email, name=identity.name[:150])
            else:
                _check_may_be_linked(user, identity, provider)
            _prove(user, email, identity)
            return _remember(user, identity)
    except IntegrityError as error:
        # The same person in two windows: the other one was first.
        if known := _known(identity):
            return known
        raise NoAccessError("The account could not be made.") from error


def _own_address(identity: Identity, provider: IdentityProvider) -> str:
    """Raises NoAccessError, before anything is looked up that could tell who has an account."""
    try:
        validate_email(identity.email)
    except ValidationError as error:
        raise NoAccessError("The provider sends no e-mail address.") from error
    if not identity.email_is_checked:
        raise NoAccessError("The provider does not vouch for the e-mail address.")
    domain = identity.email.rpartition("@")[2]
    if not EmailDomain.objects.filter(organisation=provider.organisation_id, domain=domain).exists():
        raise NoAccessError("The e-mail address is not at a domain of the organisation.")
    return identity.email


def _owner_of(email: str) -> User | None:
    proven = EmailAddress.objects.filter(email__iexact=email, verified=True).values("user")
    return User.objects.select_for_update().filter(Q(email__iexact=email) | Q(pk__in=proven)).order_by("pk").first()


def _check_may_be_linked(user: User, identity: Identity, provider: IdentityProvider) -> None:
    """An account becomes that of who has its address at the provider only where nobody loses by it."""
    _check_is_open(user)
    if user.is_superuser or user.groups.exists() or user.user_permissions.exists():
        raise NoAccessError("The account has rights on the platform, which no provider may hand out.")
    current = Membership.objects.current().filter(user=user)
    if current.exclude(organisation=provider.organisation_id).exists():
        raise NoAccessError("The account belongs to another organisation as well.")
    if SocialAccount.objects.filter(user=user).exists():
        raise NoAccessError("The account is of somebody else with this address at the provider.")
    if current.exists():
        return
    if user.last_login or EmailAddress.objects.filter(user=user, verified=True).exists():
        raise NoAccessError("Whoever uses this account does not work here (any more).")


def _prove(user: User, email: str, identity: Identity) -> None:
    """The provider proves the address. A password from before that may be somebody else's, who typed the address."""
    address = EmailAddress.objects.filter(user=user, email__iexact=email).first()
    if address is None:
        address = EmailAddress(user=user, email=email, primary=True)
    if not address.verified:
        address.verified = True
        address.save()
        user.set_unusable_password()
        user.save(update_fields=["password"])
    # Whoever signed in wrote the own name.
    if identity.name and user.last_login is None:
        User.objects.filter(pk=user.pk).update(name=identity.name[:150])


def _remember(user: User, identity: Identity) -> SocialAccount:
    return SocialAccount.objects.create(
        user=user, provider=identity.issuer, uid=identity.subject, extra_data=kept_data(identity)
    )


def kept_data(identity: Identity) -> dict[str, str]:
    """All that is kept of what the provider said about somebody."""
    data = {"issuer": identity.issuer, "tenant": identity.tenant, "subject": identity.subject}
    return {name: value for name, value in data.items() if value}
