"""Passwords that stand in a list of breached ones are refused (ASVS 6.2.12).

The list is a file on this machine, as haveibeenpwned.com gives it: sorted, a line per password with its SHA-1 hash in
capitals, a colon and how often it was seen. Nothing of a password leaves the site. Without a file the list that Django
ships is what remains (CommonPasswordValidator).
"""

import hashlib
import logging
from typing import Any, BinaryIO

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

logger = logging.getLogger(__name__)


class BreachedPasswordValidator:
    def validate(self, password: str, user: Any = None) -> None:
        """Raises ValidationError."""
        if settings.BREACHED_PASSWORDS_FILE and _is_breached(password, settings.BREACHED_PASSWORDS_FILE):
            raise ValidationError(
                _("This password stands in a list of stolen passwords. Choose another one."), code="password_breached"
            )

    def get_help_text(self) -> str:
        return _("Not a password that stands in a list of stolen passwords.")


def _is_breached(password: str, path: str) -> bool:
    # SHA-1 because that is what the list is made of; nothing is kept or protected with it.
    wanted = hashlib.sha1(password.encode(), usedforsecurity=False).hexdigest().upper().encode()
    try:
        with open(path, "rb") as hashes:
            return _stands_in(hashes, wanted)
    except OSError:
        # The file was there at the start. A disk that fails must not keep everybody from a new password.
        logger.exception("The list of breached passwords cannot be read")
        return False


def _stands_in(hashes: BinaryIO, wanted: bytes) -> bool:
    """Whether a line begins with `wanted`: halving a file of tens of gigabytes takes some forty looks."""
    low, high = 0, hashes.seek(0, 2)
    # The first line that begins at or after `low` and is not smaller than `wanted` begins before or at `high`.
    while low < high:
        middle = (low + high) // 2
        line = _line_from(hashes, middle)
        if line and line[: len(wanted)].upper() < wanted:
            low = middle + 1
        else:
            high = middle
    return _line_from(hashes, low)[: len(wanted)].upper() == wanted


def _line_from(hashes: BinaryIO, place: int) -> bytes:
    """The first line that begins at or after this place; empty when there is none."""
    hashes.seek(max(place - 1, 0))
    if place:
        hashes.readline()
    return hashes.readline()
