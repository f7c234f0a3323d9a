"""The PDF of a certificate, and what stands in the way of drawing it."""

from typing import Any, ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .register import Certificate, FrozenError


class CertificatePdf(models.Model):
    """The bytes that were handed out, drawn once. Apart, so that no list ever reads them."""

    class Seal(models.TextChoices):
        """Whether anyone can check the file without us (PAdES, ETSI EN 319 142-1)."""

        NONE = "none", _("Not sealed")
        DEMONSTRATION = "demonstration", _("Sealed with a key for demonstrations")
        SEALED = "sealed", _("Sealed")
        TIMESTAMPED = "timestamped", _("Sealed, with the time of another authority")

    certificate = models.OneToOneField(Certificate, on_delete=models.CASCADE, related_name="pdf")
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64, editable=False)
    seal = models.CharField(_("seal"), max_length=20, choices=Seal.choices, default=Seal.NONE, editable=False)
    # Subject of the certificate of the key that sealed it, as in "Organisatie: Gemeente Rivierdam".
    sealed_by = models.TextField(_("sealed by"), blank=True, editable=False)
    drawn_at = models.DateTimeField(_("drawn at"), default=timezone.now, editable=False)

    wagtail_reference_index_ignore: ClassVar[bool] = True

    class Meta:
        verbose_name = _("PDF of a certificate")
        verbose_name_plural = _("PDFs of certificates")
        # Anyone may ask whether a file is one of these.
        indexes = [models.Index(fields=["sha256"], name="certificates_pdf_by_hash")]

    def __str__(self) -> str:
        return str(self.certificate)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Raise FrozenError for bytes that were kept before."""
        if not self._state.adding:
            raise FrozenError("The PDF of a certificate is drawn once.")
        super().save(*args, **kwargs)


class DrawingProblem(models.Model):
    """A certificate that counts, and whose PDF could not be drawn: a task until it is drawn.

    Written by certificates/drawing.py only; the row goes when the PDF is there.
    """

    class Kind(models.TextChoices):
        GLYPH = "glyph", _("A character is in none of our fonts")
        SEAL = "seal", _("The seal could not be put on it")
        RENDERER = "renderer", _("The PDF could not be made")

    certificate = models.OneToOneField(Certificate, on_delete=models.CASCADE, related_name="problem")
    kind = models.CharField(_("what is wrong"), max_length=20, choices=Kind.choices)
    # For those who repair it: the characters, or the name of the error. No words of the certificate.
    detail = models.TextField(_("detail"), blank=True)
    tries = models.PositiveIntegerField(_("tries"), default=0)
    since = models.DateTimeField(_("since"), default=timezone.now)
    next_try_at = models.DateTimeField(_("next try"), default=timezone.now)

    wagtail_reference_index_ignore: ClassVar[bool] = True

    class Meta:
        verbose_name = _("certificate that is not drawn")
        verbose_name_plural = _("certificates that are not drawn")
        ordering = ["since"]
        indexes = [models.Index(fields=["next_try_at"], name="certificates_drawing_due")]

    def __str__(self) -> str:
        return f"{self.certificate}: {self.get_kind_display()}"
