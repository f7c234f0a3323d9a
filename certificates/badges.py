"""Certificates as Open Badges 3.0, and what the world checks them with. The only module that knows the library.

Everything in a badge comes from the frozen row of its certificate (docs/badge-format.md).
"""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from urllib.parse import quote, urlsplit
from uuid import uuid4

from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey, EllipticCurvePublicKey
from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from .badge_keys import as_jwk, name_of
from .models import BITS_OF_A_LIST, Certificate

# How long others may keep a list of what was revoked, and how long an old copy may be shown for a new one.
LIST_SECONDS = 60
_LIST_HOLDS = timedelta(days=1)
# Clocks of others may be behind ours.
_CLOCKS_DIFFER = timedelta(minutes=5)


def issuer_id() -> str:
    """Who we are, as did:web: others find our keys at our own address (https://w3c-ccg.github.io/did-method-web/)."""
    return f"did:web:{quote(urlsplit(settings.BASE_URL).netloc, safe='')}"


def did_document(keys: Iterable[EllipticCurvePublicKey]) -> dict[str, Any]:
    """What others find there: each key that a badge of ours may be signed with."""
    from openbadgeslib.ob3 import build_did_document

    return build_did_document(issuer_id(), [(name_of(key), dict(as_jwk(key))) for key in keys])


def list_url(number: int) -> str:
    """The absolute address of a list of what was revoked; it works without signing in."""
    return f"{settings.BASE_URL}{reverse('badge_status_list', args=[number])}"


def signed_badge(certificate: Certificate, list_number: int, list_index: int, key: EllipticCurvePrivateKey) -> str:
    """A new badge of this certificate, whose bit in the lists is this one."""
    with translation.override(certificate.language):
        payload = _badge(certificate, list_number, list_index)
    # The library has no place for these two.
    payload["awardedDate"] = _in_utc(datetime.combine(certificate.completed_on, time.min))
    payload["credentialSubject"]["achievement"]["inLanguage"] = certificate.language
    return _signed(payload, key)


def signed_status_list(number: int, revoked: Iterable[int], key: EllipticCurvePrivateKey) -> str:
    """The list as it is now, with the bits set of these indexes."""
    # Importing the library takes half a second: only in a process that has to do with badges.
    from openbadgeslib.ob3 import build_status_list_credential

    now = timezone.now()
    begins, url = now - _CLOCKS_DIFFER, list_url(number)
    credential = build_status_list_credential(
        issuer_id(),
        url,
        "revocation",
        revoked,
        BITS_OF_A_LIST,
        issued=begins,
        valid_until=now + _LIST_HOLDS,
        ttl=LIST_SECONDS * 1000,
    )
    claims = {
        "iss": issuer_id(),
        "sub": credential["credentialSubject"]["id"],
        "jti": url,
        "nbf": int(begins.timestamp()),
        "exp": int((now + _LIST_HOLDS).timestamp()),
    }
    return _signed(credential | claims, key)


def _badge(certificate: Certificate, list_number: int, list_index: int) -> dict[str, Any]:
    from openbadgeslib.ob3 import Achievement, Evidence, Issuer, OpenBadgeCredential, status_entry

    achievement = Achievement(
        id=certificate.course_key.urn,
        name=certificate.course_title,
        description=_description(certificate),
        criteria_narrative=f"{certificate.get_result_display()}. {_('Study time')}: {certificate.study_time}.",
        achievement_type="LearningProgram" if certificate.is_of_path else "Course",
    )
    badge = OpenBadgeCredential(
        issuer=Issuer(id=issuer_id(), name=certificate.issuer_name, url=settings.BASE_URL),
        # Whose it is, without a word about who that is; another one for each badge.
        recipient_id=uuid4().urn,
        achievement=achievement,
        issuance_date=certificate.issued_at,
        expiration_date=_last_moment(certificate.valid_until),
        evidence=[Evidence(id=certificate.verification_url, name=_("Verification page"))],
        credential_status=[status_entry(list_url(list_number), "revocation", list_index)],
        identifiers=_names(certificate),
    )
    return badge.to_jwt_payload()


def _names(certificate: Certificate) -> list[Any]:
    """The name as on the certificate. Who never gave one has an e-mail address there, which goes into no badge."""
    from openbadgeslib.ob3 import IdentityObject

    name = certificate.holder_name
    return [] if "@" in name else [IdentityObject(identity_hash=name, identity_type="name", hashed=False)]


def _description(certificate: Certificate) -> str:
    if not certificate.goals:
        return certificate.course_title
    of_path, of_course = _("Finished courses of this learning path"), _("Learning goals of this course")
    return f"{of_path if certificate.is_of_path else of_course}: {'; '.join(certificate.goals)}"


def _last_moment(day: date | None) -> datetime | None:
    """The second before it is over, in the Netherlands."""
    return timezone.make_aware(datetime.combine(day, time(23, 59, 59))) if day else None


def _in_utc(local: datetime) -> str:
    return f"{timezone.make_aware(local).astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def _signed(payload: dict[str, Any], key: EllipticCurvePrivateKey) -> str:
    """A JSON Web Token. Not by the library: its own leave out which key of the issuer they are signed with.

    A reader would take the first in the document, and refuse all that an earlier key has signed.
    """
    import jwt

    public = key.public_key()
    headers = {"kid": f"{issuer_id()}#{name_of(public)}", "jwk": as_jwk(public)}
    return jwt.encode(payload, key, algorithm="ES256", headers=headers)
