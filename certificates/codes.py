"""The code of a certificate: impossible to guess, possible to type over from paper.

Crockford's base 32 (https://www.crockford.com/base32.html): digits and capitals without I, L, O and U.
"""

import re
import secrets

from django.conf import settings
from django.urls import reverse

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
# 26 characters of 5 bits are 130 bits; 128 is the least that counts as unguessable.
LENGTH = 26
_GROUP_SIZES = (5, 4, 4, 4, 4, 5)
_LOOK_ALIKES = str.maketrans("OIL", "011")
_SEPARATORS = re.compile(r"[\s\-\u2010-\u2015]+")
_CODE = re.compile(rf"[{ALPHABET}]{{{LENGTH}}}")


def new_code() -> str:
    """A code nobody has had before, from the operating system's source of randomness."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def canonical_code(typed: str) -> str | None:
    """The code someone meant: spaces, hyphens, lower case and look-alikes do not matter.

    None when it cannot be a code. A pasted address of the verification page is read as its code.
    """
    last_part = typed.strip().rstrip("/").rsplit("/", 1)[-1]
    code = _SEPARATORS.sub("", last_part).upper().translate(_LOOK_ALIKES)
    return code if _CODE.fullmatch(code) else None


def grouped_code(code: str) -> str:
    """The code as people read and type it: six groups of four or five."""
    groups = []
    start = 0
    for size in _GROUP_SIZES:
        groups.append(code[start : start + size])
        start += size
    return "-".join(groups)


def verification_url(code: str) -> str:
    """The absolute address that is printed and encoded; it works without signing in."""
    return f"{settings.BASE_URL}{reverse('certificate_verify', args=[code])}"
