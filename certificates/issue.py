"""Issuing, issuing again and revoking. A certificate is written in the transaction that finishes the course or path.

Its PDF is drawn right after, in the same request (certificates/drawing.py). Locks are taken in the order
completion's own, then certificate; the unique constraints decide who issues first.
"""

from typing import Any

from django.db import transaction
from django.utils import timezone

from courses.awards import Award
from courses.models import CourseCompletion, PathCompletion
from people.models import AuditEntry, User
from people.privacy import audit

from .drawing import draw
from .models import Certificate, CertificateEvent
from .news import tell_awarded, tell_replaced, tell_revoked
from .printable import printable
from .sharing import lead_to
from .words import words_of

Action = AuditEntry.Action


class NotValidError(Exception):
    """The certificate was replaced or revoked already. `certificate` is as it is now."""

    def __init__(self, certificate: Certificate) -> None:
        self.certificate = certificate


def on_course_completed(completion: CourseCompletion, award: Award | None, **_signal: Any) -> None:
    """Receiver of courses.signals.course_completed, inside the transaction of the last step or the award."""
    issue(completion, award)


def on_path_completed(completion: PathCompletion, **_signal: Any) -> None:
    """Receiver of courses.signals.path_completed, inside the transaction of the last course."""
    issue(completion)


@transaction.atomic
def issue(completion: CourseCompletion | PathCompletion, award: Award | None = None) -> Certificate:
    """The first certificate of this completion, made now unless it was before.

    One that is awarded is drawn by the sweep: HR awards a list of people at once and should not wait for it.
    """
    of = "path_completion" if isinstance(completion, PathCompletion) else "completion"
    certificate, created = Certificate.objects.get_or_create(
        **{of: completion}, replaces=None, defaults=words_of(completion)
    )
    if created:
        audit.record(Action.CERTIFICATE_ISSUED, person=certificate.user, about=_about(certificate))
    if created and award:
        _note(certificate, CertificateEvent.Kind.AWARDED, award.reason, award.by)
        tell_awarded(certificate, award.reason)
    elif created:
        _draw_afterwards(certificate)
    return certificate


@transaction.atomic
def reissue(certificate: Certificate, holder_name: str, reason: str, by: User) -> Certificate:
    """A certificate with the same words, a corrected name and a code of its own, in the place of this one.

    Its holder gets a mail with the reason. Raises NotValidError when it was replaced or revoked before.
    """
    locked = _end(certificate, Certificate.Status.REPLACED)
    words = {field.name: getattr(locked, field.name) for field in Certificate._meta.concrete_fields}
    for own in ("id", "code", "issued_at", "status", "ended_at", "revocation_kind"):
        del words[own]
    replacement = Certificate.objects.create(**words | {"holder_name": printable(holder_name), "replaces": locked})
    _note(locked, CertificateEvent.Kind.REPLACED, reason, by)
    audit.record(Action.CERTIFICATE_ENDED, by=by, person=locked.user, about=_about(locked), detail={"how": "replaced"})
    audit.record(Action.CERTIFICATE_ISSUED, by=by, person=locked.user, about=_about(replacement))
    _note(replacement, CertificateEvent.Kind.REISSUED, reason, by)
    lead_to(replacement)
    tell_replaced(replacement, reason)
    _draw_afterwards(replacement)
    return replacement


@transaction.atomic
def revoke(certificate: Certificate, kind: Certificate.RevocationKind, reason: str, by: User) -> Certificate:
    """Say from now on that it no longer counts. Once revoked it stays as it is: the first reason stands.

    Its holder gets a mail with the reason. Raises NotValidError when it was replaced before.
    """
    try:
        locked = _end(certificate, Certificate.Status.REVOKED, kind)
    except NotValidError as ended:
        if ended.certificate.is_revoked:
            return ended.certificate
        raise
    _note(locked, CertificateEvent.Kind.REVOKED, reason, by)
    audit.record(Action.CERTIFICATE_ENDED, by=by, person=locked.user, about=_about(locked), detail={"how": "revoked"})
    tell_revoked(locked, reason)
    return locked


def _about(certificate: Certificate) -> str:
    return f"certificates.Certificate:{certificate.pk}"


def counting_now(certificate: Certificate) -> Certificate:
    """The last in the row of those that took its place; itself when none did."""
    while certificate.is_replaced:
        certificate = certificate.replaced_by
    return certificate


def _end(
    certificate: Certificate, status: Certificate.Status, kind: Certificate.RevocationKind | str = ""
) -> Certificate:
    locked = Certificate.objects.select_for_update().get(pk=certificate.pk)
    if locked.status != Certificate.Status.VALID:
        raise NotValidError(locked)
    locked.status, locked.ended_at, locked.revocation_kind = status, timezone.now(), kind
    locked.save()
    return locked


def _note(certificate: Certificate, kind: CertificateEvent.Kind, reason: str, by: User) -> None:
    CertificateEvent.objects.create(certificate=certificate, kind=kind, reason=reason, by=by)


def _draw_afterwards(certificate: Certificate) -> None:
    # Whatever is wrong with the renderer, the learner has finished. Not a partial: Django names what failed by
    # an attribute a partial does not have.
    transaction.on_commit(lambda: draw(certificate), robust=True)
