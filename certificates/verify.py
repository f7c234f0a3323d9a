"""What anyone who holds a code may learn: the certificate as it states itself, and whether it counts.

A code has 130 random bits, so guessing is hopeless; the limit only keeps those who try from being
a load. It counts unknown codes and files alone: a town hall behind one address opens any number of real ones.
"""

import hashlib

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.http import HttpRequest

from database.fixed_query import FixedQuery

from .codes import canonical_code
from .erasing import hash_of
from .models import Certificate, ErasedCertificate
from .models.register import CertificateQuerySet

UNKNOWN_PER_MINUTE = 20
_WINDOW_SECONDS = 60


def with_seal() -> CertificateQuerySet:
    """Certificates as the verification page tells of them, with the seal of their PDF and without its bytes."""
    return Certificate.objects.with_is_drawn()


_with_code = FixedQuery(lambda code: with_seal().filter(code=code), str)


def find_certificate(typed: str) -> Certificate | None:
    """The certificate someone means; None for an unknown and for a malformed code alike."""
    code = canonical_code(typed)
    return next(_with_code.objects(code), None) if code else None


def find_erased(typed: str) -> ErasedCertificate | None:
    """What is left of a certificate whose holder was erased, for who has its code."""
    code = canonical_code(typed)
    return ErasedCertificate.objects.filter(code_hash=hash_of(code)).first() if code else None


def too_many_unknown(request: HttpRequest) -> bool:
    """Count an unknown code or file from this address; True beyond the limit of this minute."""
    address = get_adapter(request).get_client_ip(request)
    key = f"certificates:unknown:{hashlib.sha256(address.encode()).hexdigest()}"
    if cache.add(key, 1, timeout=_WINDOW_SECONDS):
        return False
    try:
        return cache.incr(key) > UNKNOWN_PER_MINUTE
    except ValueError:
        # The minute ended between the two calls.
        return False
