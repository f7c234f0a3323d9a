"""Secrets that only their holder knows, in the link of a mail or with a program: kept as a hash, never as they are."""

import hashlib
import secrets


def new_secret() -> str:
    """192 random bits, to stand in an address."""
    return secrets.token_urlsafe(24)


def hash_of(secret: str) -> str:
    """What is kept of it. Without salt: a random secret of this length is in nobody's list."""
    return hashlib.sha256(secret.encode()).hexdigest()
