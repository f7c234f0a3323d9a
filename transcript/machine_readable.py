"""The transcript for other software. Each field is described in docs/transcript-format.md.

A field is never renamed or given another meaning: then the number in FORMAT goes up.
"""

from typing import Any

from django.utils import timezone

from .models import Evidence
from .record import Finished, Transcript

FORMAT = "leeroverzicht/1"


def as_data(transcript: Transcript) -> dict[str, Any]:
    """Plain values for JSON: days as 2026-11-23, durations in minutes, codes in English."""
    return {
        "format": FORMAT,
        "made_at": timezone.localtime(transcript.made_at).isoformat(timespec="seconds"),
        "person": {"name": transcript.name},
        "totals": {
            "minutes_learned_here": transcript.minutes_here,
            "minutes_confirmed_elsewhere": transcript.minutes_confirmed,
            "minutes_stated_elsewhere": transcript.minutes_stated,
        },
        "courses": [_finished(course) for course in transcript.courses],
        "paths": [_finished(path) for path in transcript.paths],
        "elsewhere": [_elsewhere(evidence) for evidence in transcript.evidence],
    }


def _finished(finished: Finished) -> dict[str, Any]:
    return {
        "title": finished.title,
        "language": finished.language,
        "finished_on": finished.finished_on.isoformat(),
        "minutes": finished.minutes,
        "certificate": _certificate(finished),
    }


def _certificate(finished: Finished) -> dict[str, Any] | None:
    certificate, state = finished.certificate, finished.certificate_state
    if certificate is None or state is None:
        return None
    return {
        "code": certificate.code,
        "status": state.value,
        "valid_until": certificate.valid_until.isoformat() if certificate.valid_until else None,
        "issued_by": certificate.issuer_name,
        "verify_at": certificate.verification_url,
    }


def _elsewhere(evidence: Evidence) -> dict[str, Any]:
    return {
        "title": evidence.title,
        "provider": evidence.provider,
        "finished_on": evidence.completed_on.isoformat(),
        "minutes": evidence.minutes,
        "status": evidence.state,
        "judged_on": timezone.localdate(evidence.judged_at).isoformat() if evidence.judged_at else None,
        "file": {
            "name": evidence.file_name,
            "content_type": evidence.content_type,
            "bytes": evidence.size,
            "sha256": evidence.sha256,
        },
    }
