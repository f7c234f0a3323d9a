"""The holder asks for a badge. Before that nothing is signed; after that the same badge is there for good."""

from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
from django.db import IntegrityError, transaction

from .badge_keys import current_key
from .badge_status import free_place
from .badges import signed_badge
from .models import Badge, Certificate


class NotOfferedError(Exception):
    """The certificate was replaced, revoked or has expired: nobody would accept a badge of it."""


def badge_of(certificate: Certificate) -> Badge | None:
    """The badge that its holder asked for."""
    return Badge.objects.filter(certificate=certificate).first()


def is_offered(certificate: Certificate) -> bool:
    """Whether a badge of it would be accepted anywhere."""
    return certificate.status == Certificate.Status.VALID and not certificate.expired_since


def replaces_a_badge(certificate: Certificate) -> bool:
    """Whether the holder has a badge of a certificate in whose place this one came; that badge no longer counts."""
    earlier = certificate.replaces
    while earlier:
        if Badge.objects.filter(certificate=earlier).exists():
            return True
        earlier = earlier.replaces
    return False


def ask(certificate: Certificate) -> Badge:
    """The badge of this certificate, made now unless it was before.

    Raises NotOfferedError, and BadgeKeyError when the key cannot be used; then nothing is kept.
    """
    if certificate.status != Certificate.Status.VALID:
        raise NotOfferedError
    if badge := badge_of(certificate):
        return badge
    if not is_offered(certificate):
        raise NotOfferedError
    key = current_key()
    try:
        return _kept(certificate, _signed_now(certificate, key))
    except IntegrityError:
        # Another took the very bit that was free a moment before. Twice would be no chance.
        return _kept(certificate, _signed_now(certificate, key))


def _signed_now(certificate: Certificate, key: EllipticCurvePrivateKey) -> Badge:
    number, index = free_place()
    token = signed_badge(certificate, number, index, key)
    return Badge(token=token, list_number=number, list_index=index)


@transaction.atomic
def _kept(certificate: Certificate, badge: Badge) -> Badge:
    # Two that ask at the same time: the first keeps its badge, the other's is thrown away. The lock also keeps
    # out a badge of what is being revoked.
    locked = Certificate.objects.select_for_update().get(pk=certificate.pk)
    if kept := badge_of(locked):
        return kept
    if not is_offered(locked):
        raise NotOfferedError
    badge.certificate = locked
    badge.save()
    return badge
