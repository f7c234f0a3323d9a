"""Which badges no longer count: one bit for each, in lists that anyone may read (Bitstring Status List 1.0).

Computed from the register each time. A bit is set when the certificate was revoked or replaced, and when its
holder was erased; one that expired needs none, since the badge says itself until when it counts.
"""

import secrets

from .models import BITS_OF_A_LIST, Badge, Certificate, ErasedCertificate

# From half full on a free bit takes too many guesses, and neighbours would begin to tell when a badge was made.
_MOST_IN_A_LIST = BITS_OF_A_LIST // 2


def last_list() -> int:
    """The number of the list that new badges go into. The first is there before the first badge."""
    erased = ErasedCertificate.objects.filter(badge_list__isnull=False).values_list("badge_list")
    return Badge.objects.values_list("list_number").union(erased, all=True).count() // _MOST_IN_A_LIST + 1


def free_place() -> tuple[int, int]:
    """Number of a list and index in it that no badge has now. Two at once: the database decides."""
    number = last_list()
    while True:
        index = secrets.randbelow(BITS_OF_A_LIST)
        had_before = ErasedCertificate.objects.filter(badge_list=number, badge_index=index)
        if not Badge.objects.filter(list_number=number, list_index=index).exists() and not had_before.exists():
            return number, index


def revoked_indexes(number: int) -> list[int]:
    """The bits that are set in this list."""
    ended = Badge.objects.filter(list_number=number).exclude(certificate__status=Certificate.Status.VALID)
    erased = ErasedCertificate.objects.filter(badge_list=number).values_list("badge_index", flat=True)
    return list(ended.values_list("list_index", flat=True).union(erased))
