"""Issuing and revoking. A certificate is written in the transaction that finishes the course or the path.

Its PDF is drawn right after, in the same request. A renderer that fails takes nothing back: the
certificate stands, and `manage.py draw_missing_certificates` draws what is missing.
"""

import hashlib
import logging
import unicodedata
from functools import partial
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from cms.models import Branding
from courses.models import CourseCompletion, CoursePage, PathCompletion, PathPage
from courses.paths import finished_courses
from people.models import User

from .certificate_page import draw_pdf
from .models import Certificate, CertificatePdf
from .pdf import MissingGlyphError
from .validity import last_valid_day

logger = logging.getLogger(__name__)


def on_course_completed(completion: CourseCompletion, **_signal: Any) -> None:
    """Receiver of courses.signals.course_completed, inside the transaction of the last step."""
    issue(completion)


def on_path_completed(completion: PathCompletion, **_signal: Any) -> None:
    """Receiver of courses.signals.path_completed, inside the transaction of the last course."""
    issue(completion)


@transaction.atomic
def issue(completion: CourseCompletion | PathCompletion) -> Certificate:
    """The certificate of this completion, made now unless it was before."""
    if isinstance(completion, PathCompletion):
        words = _words_of_path(completion)
        certificate, created = Certificate.objects.get_or_create(path_completion=completion, defaults=words)
    else:
        words = _words_of_course(completion)
        certificate, created = Certificate.objects.get_or_create(completion=completion, defaults=words)
    if created:
        transaction.on_commit(partial(draw, certificate), robust=True)
    return certificate


def _words_of_course(completion: CourseCompletion) -> dict[str, Any]:
    enrolment = completion.enrolment
    goals = [str(goal.value) for goal in enrolment.course.goals]
    return _words(completion, enrolment.course, goals) | {"course_key": enrolment.course_key}


def _words_of_path(completion: PathCompletion) -> dict[str, Any]:
    enrolment = completion.enrolment
    titles = [course.title for course in finished_courses(completion)]
    return _words(completion, enrolment.path, titles) | {"course_key": enrolment.path_key}


def _words(
    completion: CourseCompletion | PathCompletion, page: CoursePage | PathPage, goals: list[str]
) -> dict[str, Any]:
    """Everything the certificate says, as it is at this moment."""
    holder = completion.enrolment.user
    completed_on = timezone.localdate(completion.completed_at)
    return {
        "user": holder,
        "holder_name": printable(holder.get_full_name()),
        "course_title": printable(page.title),
        "course_revision_id": completion.revision_id,
        "study_minutes": completion.study_minutes,
        "goals": [printable(goal) for goal in goals],
        "issuer_name": printable(_issuer(page)),
        "language": page.locale.language_code,
        "completed_on": completed_on,
        "valid_until": last_valid_day(completed_on, page.certificate_months),
    }


def printable(text: str) -> str:
    """One line of composed characters, without control and invisible formatting characters.

    Those have no glyph, and some of them (the bidirectional overrides) make a name read as another.
    """
    composed = unicodedata.normalize("NFC", " ".join(text.split()))
    return "".join(character for character in composed if unicodedata.category(character) not in {"Cc", "Cf"})


def _issuer(page: CoursePage | PathPage) -> str:
    """The municipality whose site the page is on, or the platform itself."""
    site = page.get_site()
    name: str = Branding.for_site(site).organisation_name if site else ""
    return name or settings.WAGTAIL_SITE_NAME


def draw(certificate: Certificate) -> bool:
    """Draw and keep the PDF, unless it is there. False when that failed; why is in the log."""
    if CertificatePdf.objects.filter(certificate=certificate).exists():
        return True
    try:
        content = draw_pdf(certificate)
    except MissingGlyphError as missing:
        logger.error("Certificate %s is not drawn: no font has %s.", certificate.pk, missing)
        return False
    except Exception:
        # Whatever is wrong with the renderer, the learner has finished.
        logger.exception("Certificate %s is not drawn; draw_missing_certificates tries again.", certificate.pk)
        return False
    # Two that draw at the same time: the first keeps its bytes, the other's are thrown away.
    CertificatePdf.objects.get_or_create(
        certificate=certificate, defaults={"content": content, "sha256": hashlib.sha256(content).hexdigest()}
    )
    return True


def missing_pdf() -> QuerySet[Certificate]:
    """Valid certificates whose PDF is still to be drawn, oldest first."""
    return Certificate.objects.filter(status=Certificate.Status.VALID, pdf__isnull=True).order_by("issued_at")


@transaction.atomic
def revoke(certificate: Certificate, reason: str, by: User) -> Certificate:
    """Say from now on that it no longer counts. A second time changes nothing: the first reason stands."""
    locked = Certificate.objects.select_for_update().get(pk=certificate.pk)
    if not locked.is_revoked:
        locked.status = Certificate.Status.REVOKED
        locked.revoked_at = timezone.now()
        locked.revoked_by = by
        locked.revocation_reason = reason
        locked.save()
    return locked
