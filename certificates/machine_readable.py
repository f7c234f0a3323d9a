"""A certificate for other software. Each field is described in docs/certificate-format.md.

A field is never renamed or given another meaning: then the number in FORMAT goes up.
"""

from typing import Any

from django.utils import timezone

from .models import Certificate, CertificatePdf

FORMAT = "certificaat/1"


def as_data(certificate: Certificate) -> dict[str, Any]:
    """Plain values for JSON: days as 2026-11-23, minutes, words in English; of the holder the name only."""
    return {
        "format": FORMAT,
        "made_at": timezone.localtime().isoformat(timespec="seconds"),
        "code": certificate.code,
        "verify_at": certificate.verification_url,
        "status": _status(certificate),
        "holder": {"name": certificate.holder_name},
        "kind": "learning_path" if certificate.is_of_path else "course",
        "title": certificate.course_title,
        "title_id": str(certificate.course_key),
        "language": certificate.language,
        "result": certificate.result,
        "minutes": certificate.study_minutes,
        "goals": certificate.goals,
        "sdgs": certificate.sdgs,
        "presenters": certificate.presenters,
        "issued_by": certificate.issuer_name,
        "finished_on": certificate.completed_on.isoformat(),
        "issued_on": timezone.localdate(certificate.issued_at).isoformat(),
        "valid_until": certificate.valid_until.isoformat() if certificate.valid_until else None,
        "pdf": _pdf(certificate),
    }


def _status(certificate: Certificate) -> dict[str, Any]:
    kind = "expired" if certificate.status == Certificate.Status.VALID and certificate.expired_since else None
    return {
        "kind": kind or certificate.status,
        "ended_on": timezone.localdate(certificate.ended_at).isoformat() if certificate.ended_at else None,
        "revoked_because": certificate.revocation_kind or None,
        "replaced_by": certificate.replaced_by.code if certificate.is_replaced else None,
    }


def _pdf(certificate: Certificate) -> dict[str, Any] | None:
    # Without the bytes.
    stored = CertificatePdf.objects.filter(certificate=certificate).only("sha256", "seal").first()
    return {"sha256": stored.sha256, "seal": stored.seal} if stored else None
