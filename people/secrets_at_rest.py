"""Secrets that the platform itself has to read again, kept encrypted in the database.

Whoever has a copy of the database alone reads none of them. What only its holder has to know is not encrypted but
hashed (people/hashed_secrets.py).
"""

import base64

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings


class UnreadableSecretError(Exception):
    """It was encrypted with a key that is not in the settings, or it was changed."""


def encrypt(text: str) -> str:
    """With the first key; the empty text stays empty. Never twice the same."""
    return _keys().encrypt(text.encode()).decode() if text else ""


def decrypt(encrypted: str) -> str:
    """With any of the keys. Raises UnreadableSecretError."""
    if not encrypted:
        return ""
    try:
        return _keys().decrypt(encrypted.encode()).decode()
    except InvalidToken as error:
        raise UnreadableSecretError from error


def _keys() -> MultiFernet:
    """ENCRYPTION_KEYS, of which the first encrypts; without them one that follows from SECRET_KEY."""
    keys = settings.ENCRYPTION_KEYS or [
        _derived_from(secret) for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    ]
    return MultiFernet([Fernet(key) for key in keys])


def _derived_from(secret: str) -> bytes:
    """A key for this use only (RFC 5869), so that it tells nothing about what else SECRET_KEY protects."""
    derivation = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"people.secrets_at_rest")
    return base64.urlsafe_b64encode(derivation.derive(secret.encode()))
