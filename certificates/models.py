"""The register of certificates. The row is the truth; the PDF is a copy of it."""

from datetime import date
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.models import CourseCompletion, PathCompletion, PathPage
from courses.study_time import in_words

from .codes import LENGTH, grouped_code, new_code, verification_url
from .validity import expired_since


class FrozenError(Exception):
    """Someone tried to change what a certificate has promised. Issue another one instead."""


class CertificateQuerySet(models.QuerySet["Certificate"]):
    def with_is_drawn(self) -> "CertificateQuerySet":
        """With `is_drawn`: whether the PDF can be downloaded. Its bytes are not read."""
        return self.annotate(is_drawn=Exists(CertificatePdf.objects.filter(certificate=OuterRef("pk"))))

    def update(self, **fields: Any) -> int:
        if not fields.keys() <= LIFE_CYCLE_FIELDS:
            raise FrozenError(f"A certificate keeps its words: {', '.join(sorted(fields))}.")
        return super().update(**fields)


class Certificate(models.Model):
    """Someone finished a course or a path; in the words of that day, whatever is renamed later.

    Person and completion may disappear (someone leaves and is erased) while the paper is still
    shown around, so they are set to NULL: what may be kept of the row is for the retention rule to
    decide, not for a cascade. All fields but those of LIFE_CYCLE_FIELDS never change.
    """

    class Status(models.TextChoices):
        VALID = "valid", _("Valid")
        REVOKED = "revoked", _("Revoked")

    code = models.CharField(_("code"), max_length=LENGTH, unique=True, default=new_code, editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="certificates",
        verbose_name=_("holder"),
        editable=False,
    )
    # One to one: the database itself keeps a second certificate for the same completion out.
    completion = models.OneToOneField(
        CourseCompletion, on_delete=models.SET_NULL, null=True, related_name="certificate", editable=False
    )
    # The same for a certificate of a path; one of the two is set. For a path the fields course_title and
    # course_key say which path, and goals has the titles of its courses.
    path_completion = models.OneToOneField(
        PathCompletion, on_delete=models.SET_NULL, null=True, related_name="certificate", editable=False
    )
    holder_name = models.TextField(_("name of the holder"), editable=False)
    course_title = models.TextField(_("course"), editable=False)
    course_key = models.UUIDField(editable=False)
    course_revision_id = models.PositiveBigIntegerField(null=True, editable=False)
    study_minutes = models.PositiveIntegerField(_("study time in minutes"), editable=False)
    goals = models.JSONField(_("learning goals"), default=list, editable=False)
    issuer_name = models.TextField(_("issued by"), editable=False)
    language = models.CharField(_("language"), max_length=10, editable=False)
    completed_on = models.DateField(_("finished on"), editable=False)
    issued_at = models.DateTimeField(_("issued at"), default=timezone.now, editable=False)
    # The last day it counts; empty is without end.
    valid_until = models.DateField(_("valid until"), null=True, editable=False)

    status = models.CharField(_("status"), max_length=20, choices=Status.choices, default=Status.VALID)
    revoked_at = models.DateTimeField(_("revoked at"), null=True, blank=True)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("revoked by"),
    )
    revocation_reason = models.TextField(_("reason for revoking"), blank=True)

    objects = CertificateQuerySet.as_manager()

    wagtail_reference_index_ignore: ClassVar[bool] = True

    class Meta:
        verbose_name = _("certificate")
        verbose_name_plural = _("certificates")
        ordering = ["-issued_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status="revoked", revoked_at__isnull=False)
                | (~Q(status="revoked") & Q(revoked_at__isnull=True)),
                name="certificates_revoked_has_a_moment",
            ),
            models.CheckConstraint(
                condition=Q(completion__isnull=True) | Q(path_completion__isnull=True),
                name="certificates_of_a_course_or_a_path",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.holder_name} – {self.course_title}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Raise FrozenError when anything but the life cycle differs from what was issued."""
        if issued := Certificate.objects.filter(pk=self.pk).values(*_frozen_fields()).first():
            changed = [name for name, value in issued.items() if getattr(self, name) != value]
            if changed:
                raise FrozenError(f"A certificate keeps its words: {', '.join(changed)}.")
        super().save(*args, **kwargs)

    @property
    def is_revoked(self) -> bool:
        return self.status == self.Status.REVOKED

    @property
    def is_of_path(self) -> bool:
        """Of a path, not of a course. When both completions went with an account, the page of that key tells."""
        if self.completion_id is None and self.path_completion_id is None:
            return PathPage.objects.filter(translation_key=self.course_key).exists()
        return self.path_completion_id is not None

    @property
    def expired_since(self) -> date | None:
        """The first day it no longer counted; None while it does."""
        return expired_since(self.valid_until, timezone.localdate())

    @property
    def grouped_code(self) -> str:
        return grouped_code(self.code)

    @property
    def verification_url(self) -> str:
        return verification_url(self.code)

    @property
    def study_time(self) -> str:
        """In words, in the language that is active: 2 uur en 10 minuten."""
        return in_words(self.study_minutes)


LIFE_CYCLE_FIELDS = {"status", "revoked_at", "revoked_by", "revocation_reason"}


def _frozen_fields() -> list[str]:
    """Column names of everything that was promised."""
    return [field.attname for field in Certificate._meta.concrete_fields if field.name not in LIFE_CYCLE_FIELDS]


class CertificatePdf(models.Model):
    """The bytes that were handed out, drawn once. Apart, so that no list ever reads them."""

    certificate = models.OneToOneField(Certificate, on_delete=models.CASCADE, related_name="pdf")
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64, editable=False)
    drawn_at = models.DateTimeField(_("drawn at"), default=timezone.now, editable=False)

    wagtail_reference_index_ignore: ClassVar[bool] = True

    class Meta:
        verbose_name = _("PDF of a certificate")
        verbose_name_plural = _("PDFs of certificates")

    def __str__(self) -> str:
        return str(self.certificate)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Raise FrozenError for bytes that were kept before."""
        if not self._state.adding:
            raise FrozenError("The PDF of a certificate is drawn once.")
        super().save(*args, **kwargs)
