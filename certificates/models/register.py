"""The register of certificates. The row is the truth; the PDF is a copy of it."""

from datetime import date
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from certificates.codes import LENGTH, grouped_code, new_code, verification_url
from certificates.validity import expired_since
from cms.sdgs import BY_NUMBER, Goal
from courses.models import CourseCompletion, PathCompletion
from courses.study_time import in_words


class FrozenError(Exception):
    """Someone tried to change what a certificate has promised. Issue another one instead."""


class CertificateQuerySet(models.QuerySet["Certificate"]):
    def with_is_drawn(self) -> "CertificateQuerySet":
        """With `is_drawn`: whether the PDF can be downloaded; `seal` and `sealed_by`, None while it cannot.

        Its bytes are not read.
        """
        return self.annotate(is_drawn=Q(pdf__isnull=False), seal=F("pdf__seal"), sealed_by=F("pdf__sealed_by"))

    def current(self) -> "CertificateQuerySet":
        """Without those that another certificate replaced."""
        return self.exclude(status=Certificate.Status.REPLACED)

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
        REPLACED = "replaced", _("Replaced")
        REVOKED = "revoked", _("Revoked")

    class RevocationKind(models.TextChoices):
        """Why a certificate no longer counts, as far as everybody who holds its code may know."""

        MISTAKE = "mistake", _("It was issued by mistake")
        NOT_OWN_WORK = "not_own_work", _("The result was not the holder's own work")
        ON_REQUEST = "on_request", _("The holder asked for it")
        OTHER = "other", _("Another reason")

    class Result(models.TextChoices):
        """What the holder did to earn it."""

        FINISHED = "finished", _("All required parts finished")
        PASSED = "passed", _("All required parts finished and the test passed")
        ON_PAPER = "on_paper", _("Completed outside this website and recorded by the municipality")

    code = models.CharField(_("code"), max_length=LENGTH, unique=True, default=new_code, editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="certificates",
        verbose_name=_("holder"),
        editable=False,
    )
    completion = models.ForeignKey(
        CourseCompletion, on_delete=models.SET_NULL, null=True, related_name="certificates", editable=False
    )
    # The same for a certificate of a path; one of the two is set. For a path the fields course_title and
    # course_key say which path, and goals has the titles of its courses.
    path_completion = models.ForeignKey(
        PathCompletion, on_delete=models.SET_NULL, null=True, related_name="certificates", editable=False
    )
    # A corrected certificate is another one, with a code of its own; the old one leads to it.
    replaces = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, related_name="replaced_by", editable=False
    )
    holder_name = models.TextField(_("name of the holder"), editable=False)
    is_of_path = models.BooleanField(_("of a learning path"), editable=False)
    course_title = models.TextField(_("course"), editable=False)
    course_key = models.UUIDField(editable=False)
    course_revision_id = models.PositiveBigIntegerField(null=True, editable=False)
    study_minutes = models.PositiveIntegerField(_("study time in minutes"), editable=False)
    goals = models.JSONField(_("learning goals"), default=list, editable=False)
    result = models.CharField(_("result"), max_length=20, choices=Result.choices, editable=False)
    # Numbers 1 to 17.
    sdgs = models.JSONField(_("sustainable development goals"), default=list, editable=False)
    # Names of guests who wrote a case of the course, as readers saw them.
    presenters = models.JSONField(_("guest presenters"), default=list, editable=False)
    # What an editor's design adds to words and look; empty is the look that ships with the platform.
    design = models.JSONField(_("design"), default=dict, editable=False)
    issuer_name = models.TextField(_("issued by"), editable=False)
    language = models.CharField(_("language"), max_length=10, editable=False)
    completed_on = models.DateField(_("finished on"), editable=False)
    issued_at = models.DateTimeField(_("issued at"), default=timezone.now, editable=False)
    # The last day it counts; empty is without end.
    valid_until = models.DateField(_("valid until"), null=True, editable=False)

    status = models.CharField(_("status"), max_length=20, choices=Status.choices, default=Status.VALID)
    # When it stopped being valid by being replaced or revoked; who did it and why is in its events.
    ended_at = models.DateTimeField(_("replaced or revoked at"), null=True, blank=True)
    revocation_kind = models.CharField(
        _("kind of revocation"), max_length=20, choices=RevocationKind.choices, blank=True
    )

    objects = CertificateQuerySet.as_manager()

    wagtail_reference_index_ignore: ClassVar[bool] = True

    class Meta:
        verbose_name = _("certificate")
        verbose_name_plural = _("certificates")
        ordering = ["-issued_at"]
        indexes = [
            # Which of someone's certificates of a course lasts longest: for HR, asked of thousands at once.
            models.Index(
                fields=["user", "course_key", "valid_until"],
                include=["id", "completion"],
                condition=Q(status="valid", is_of_path=False),
                name="certificates_that_count",
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(status="valid", ended_at__isnull=True) | (~Q(status="valid") & Q(ended_at__isnull=False)),
                name="certificates_ended_has_a_moment",
            ),
            models.CheckConstraint(
                condition=Q(status="revoked") ^ Q(revocation_kind=""), name="certificates_revoked_has_a_kind"
            ),
            models.CheckConstraint(
                condition=Q(completion__isnull=True) | Q(path_completion__isnull=True),
                name="certificates_of_a_course_or_a_path",
            ),
            # The database itself keeps a second certificate for the same completion out.
            *(
                models.UniqueConstraint(fields=[of], condition=condition, name=f"certificates_{of}_{name}")
                for of in ("completion", "path_completion")
                for name, condition in (
                    ("issued_once", Q(replaces__isnull=True)),
                    ("one_that_counts", ~Q(status="replaced")),
                )
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
    def is_replaced(self) -> bool:
        return self.status == self.Status.REPLACED

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
    def sustainable_goals(self) -> list[Goal]:
        """Number and name of each, in the language that is active."""
        return [BY_NUMBER[number] for number in self.sdgs]

    @property
    def study_time(self) -> str:
        """In words, in the language that is active: 2 uur en 10 minuten."""
        return in_words(self.study_minutes)


LIFE_CYCLE_FIELDS = {"status", "ended_at", "revocation_kind"}


def _frozen_fields() -> list[str]:
    """Column names of everything that was promised."""
    return [field.attname for field in Certificate._meta.concrete_fields if field.name not in LIFE_CYCLE_FIELDS]
