"""The keys that sign badges, as the settings name them: the private one of today, the public ones of before.

Read anew each time, which takes a fraction of a millisecond, so that a repaired or renewed key needs no restart.
"""

import base64
import hashlib
import json
import logging
from pathlib import Path

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import load_pem_private_key, load_pem_public_key
from django.conf import settings

logger = logging.getLogger(__name__)

_BYTES_OF_A_NUMBER = 32


class BadgeKeyError(Exception):
    """There should be a key, and it cannot be used. The text has no secret in it."""


def has_badges() -> bool:
    """Whether badges are made here."""
    return bool(settings.CERTIFICATE_BADGE_KEY)


def current_key() -> ec.EllipticCurvePrivateKey:
    """The key that signs. Raises BadgeKeyError."""
    try:
        key = load_pem_private_key(Path(settings.CERTIFICATE_BADGE_KEY).read_bytes(), password=None)
    except (OSError, ValueError, TypeError, UnsupportedAlgorithm) as error:
        # What the library says of a key that it cannot read may quote it.
        raise BadgeKeyError(f"The key of badges cannot be read ({type(error).__name__}).") from None
    if not isinstance(key, ec.EllipticCurvePrivateKey) or not isinstance(key.curve, ec.SECP256R1):
        raise BadgeKeyError("The key of badges is not an elliptic curve key on P-256.")
    return key


def public_keys() -> list[ec.EllipticCurvePublicKey]:
    """Of all keys that ever signed here, the current one first. An earlier one that cannot be read is left out.

    Raises BadgeKeyError for the current one: without it, all who look would think that its badges are false.
    """
    keys = [current_key().public_key()]
    for name in settings.CERTIFICATE_BADGE_EARLIER:
        try:
            keys.append(_read_public(Path(name)))
        except (OSError, ValueError, TypeError, UnsupportedAlgorithm) as error:
            logger.error("The earlier key of badges %s cannot be read: %s", name, type(error).__name__)
    return keys


def _read_public(file: Path) -> ec.EllipticCurvePublicKey:
    key = load_pem_public_key(file.read_bytes())
    if not isinstance(key, ec.EllipticCurvePublicKey) or not isinstance(key.curve, ec.SECP256R1):
        raise TypeError("not a key on P-256")
    return key


def as_jwk(key: ec.EllipticCurvePublicKey) -> dict[str, str]:
    """The key as other software reads it: a JSON Web Key (RFC 7518, section 6.2.1)."""
    point = key.public_numbers()
    x, y = (_base64url(number.to_bytes(_BYTES_OF_A_NUMBER, "big")) for number in (point.x, point.y))
    return {"crv": "P-256", "kty": "EC", "x": x, "y": y}


def name_of(key: ec.EllipticCurvePublicKey) -> str:
    """A name that follows from the key alone (RFC 7638), so that it stays the same when a newer key comes."""
    members = json.dumps(as_jwk(key), sort_keys=True, separators=(",", ":"))
    return _base64url(hashlib.sha256(members.encode()).digest())


def _base64url(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).decode().rstrip("=")
