"""What happened to a certificate after it was issued, and where its holder shows it."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .register import Certificate


class CertificateEvent(models.Model):
    """Somebody did something to a certificate. Never changed; `reason` is for the holder, and who accounts for it."""

    class Kind(models.TextChoices):
        AWARDED = "awarded", _("Awarded for a course on paper")
        REISSUED = "reissued", _("Issued again, in the place of another")
        REPLACED = "replaced", _("Replaced by another")
        REVOKED = "revoked", _("Revoked")

    certificate = models.ForeignKey(Certificate, on_delete=models.CASCADE, related_name="events")
    kind = models.CharField(_("what"), max_length=20, choices=Kind.choices)
    at = models.DateTimeField(_("when"), default=timezone.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("by whom")
    )
    reason = models.TextField(_("reason"))

    wagtail_reference_index_ignore: ClassVar[bool] = True

    class Meta:
        verbose_name = _("event of a certificate")
        verbose_name_plural = _("events of certificates")
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.certificate}: {self.get_kind_display()}"


class ShareLink(models.Model):
    """An address with which the holder shows a certificate, until the holder ends it.

    When another certificate takes the place of this one, an open link goes along with it.
    """

    certificate = models.ForeignKey(Certificate, on_delete=models.CASCADE, related_name="share_links")
    # 128 random bits, as in secrets.token_urlsafe(16).
    token = models.CharField(max_length=64, unique=True, editable=False)
    created_at = models.DateTimeField(_("made at"), default=timezone.now)
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)

    wagtail_reference_index_ignore: ClassVar[bool] = True

    class Meta:
        verbose_name = _("link to show a certificate")
        verbose_name_plural = _("links to show certificates")
        constraints = [
            models.UniqueConstraint(
                fields=["certificate"], condition=Q(ended_at__isnull=True), name="certificates_one_open_share_link"
            )
        ]

    def __str__(self) -> str:
        return str(self.certificate)
