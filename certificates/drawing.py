"""Drawing and sealing what was issued: right after it, or when the sweep comes by and something stood in the way.

A PDF is kept once, with the seal that belongs on it or not at all. Whatever fails takes nothing back: the
certificate counts, its page says that the file follows, and a DrawingProblem tells an administrator what is wrong.
"""

import hashlib
import logging
from datetime import timedelta

from django.db.models import F, QuerySet
from django.utils import timezone

from .certificate_page import draw_pdf
from .models import Certificate, CertificatePdf, DrawingProblem
from .pdf import MissingGlyphError
from .sealing import NotSealedError, seal

logger = logging.getLogger(__name__)

_FIRST_PAUSE = timedelta(minutes=2)
_LONGEST_PAUSE = timedelta(hours=6)


def draw(certificate: Certificate) -> bool:
    """Draw and keep the PDF, unless it is there. False when that failed; a DrawingProblem says why."""
    if CertificatePdf.objects.filter(certificate=certificate).exists():
        return True
    try:
        sealed = seal(draw_pdf(certificate))
    except MissingGlyphError as missing:
        logger.error("Certificate %s is not drawn: no font has %s.", certificate.pk, missing)
        return _stopped(certificate, DrawingProblem.Kind.GLYPH, str(missing))
    except NotSealedError as error:
        logger.exception("Certificate %s is not sealed; the sweep tries again.", certificate.pk)
        return _stopped(certificate, DrawingProblem.Kind.SEAL, str(error))
    except Exception as error:
        logger.exception("Certificate %s is not drawn; the sweep tries again.", certificate.pk)
        return _stopped(certificate, DrawingProblem.Kind.RENDERER, type(error).__name__)
    # Two that draw at the same time: the first keeps its bytes, the other's are thrown away.
    kept = {
        "content": sealed.content,
        "sha256": hashlib.sha256(sealed.content).hexdigest(),
        "seal": sealed.seal,
        "sealed_by": sealed.sealed_by,
    }
    CertificatePdf.objects.get_or_create(certificate=certificate, defaults=kept)
    DrawingProblem.objects.filter(certificate=certificate).delete()
    return True


def _stopped(certificate: Certificate, kind: DrawingProblem.Kind, detail: str) -> bool:
    problem, _created = DrawingProblem.objects.get_or_create(certificate=certificate, defaults={"kind": kind})
    pause = min(_FIRST_PAUSE * 2 ** min(problem.tries, 10), _LONGEST_PAUSE)
    DrawingProblem.objects.filter(pk=problem.pk).update(
        kind=kind, detail=detail, tries=F("tries") + 1, next_try_at=timezone.now() + pause
    )
    return False


def missing_pdf() -> QuerySet[Certificate]:
    """Valid certificates whose PDF is still to be drawn, oldest first."""
    return Certificate.objects.filter(status=Certificate.Status.VALID, pdf__isnull=True).order_by("issued_at")


def problems() -> QuerySet[DrawingProblem]:
    """What stands in the way of drawing certificates that count, the longest first."""
    unsolved = DrawingProblem.objects.filter(certificate__in=missing_pdf())
    return unsolved.select_related("certificate").order_by("since")


def draw_due() -> int:
    """Draw what is missing and whose pause is over; returns how many were drawn. A regular job."""
    # The request that issued a certificate is still drawing it itself.
    settled = missing_pdf().filter(issued_at__lt=timezone.now() - _FIRST_PAUSE)
    due = settled.exclude(problem__next_try_at__gt=timezone.now())
    return sum(draw(certificate) for certificate in due.iterator(chunk_size=100))
