"""What becomes of certificates when their holder is erased: the register keeps that there was one, and not whose."""

import hashlib

from people.models import User

from .models import Badge, Certificate, ErasedCertificate


def hash_of(code: str) -> str:
    """A code is 130 random bits, so nobody finds it from its hash."""
    return hashlib.sha256(code.encode()).hexdigest()


def pseudonymise(user: User, _addresses: frozenset[str]) -> None:
    """Put a line without a name in the place of each certificate, with its PDF, links, badge and events."""
    certificates = list(Certificate.objects.filter(user=user).order_by("-pk"))
    badges = Badge.objects.filter(certificate__in=certificates)
    places = {badge.certificate_id: (badge.list_number, badge.list_index) for badge in badges}
    ErasedCertificate.objects.bulk_create(
        [_line(certificate, places.get(certificate.pk)) for certificate in certificates]
    )
    # The later one leads to the earlier one and is in its way, so the latest goes first.
    for certificate in certificates:
        certificate.delete()


def _line(certificate: Certificate, place: tuple[int, int] | None) -> ErasedCertificate:
    badge_list, badge_index = place or (None, None)
    return ErasedCertificate(
        code_hash=hash_of(certificate.code),
        is_of_path=certificate.is_of_path,
        course_title=certificate.course_title,
        course_key=certificate.course_key,
        language=certificate.language,
        issuer_name=certificate.issuer_name,
        completed_on=certificate.completed_on,
        valid_until=certificate.valid_until,
        status=certificate.status,
        badge_list=badge_list,
        badge_index=badge_index,
    )
