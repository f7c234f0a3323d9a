"""A certificate as an Open Badge, made when its holder asks for it."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .register import Certificate, FrozenError

# The least that Bitstring Status List 1.0 allows (§ 4.2): who asks for a list does not tell which badge it is about.
BITS_OF_A_LIST = 131_072


class Badge(models.Model):
    """What was signed and handed out: at most one for a certificate, never changed and never made again.

    Whether it still counts is told by one bit of a public list (certificates/badge_status.py).
    """

    certificate = models.OneToOneField(Certificate, on_delete=models.CASCADE, related_name="badge")
    # A JSON Web Token (RFC 7519) whose payload is the Open Badge 3.0.
    token = models.TextField(editable=False)
    # From 1.
    list_number = models.PositiveIntegerField(editable=False)
    list_index = models.PositiveIntegerField(editable=False)
    made_at = models.DateTimeField(_("made at"), default=timezone.now, editable=False)

    wagtail_reference_index_ignore: ClassVar[bool] = True

    class Meta:
        verbose_name = _("Open Badge of a certificate")
        verbose_name_plural = _("Open Badges of certificates")
        constraints = [
            models.UniqueConstraint(fields=["list_number", "list_index"], name="certificates_one_badge_per_bit"),
            models.CheckConstraint(
                condition=Q(list_number__gte=1, list_index__lt=BITS_OF_A_LIST), name="certificates_badge_in_a_list"
            ),
        ]

    def __str__(self) -> str:
        return str(self.certificate)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Raise FrozenError for a badge that was handed out before."""
        if not self._state.adding:
            raise FrozenError("A badge is made once.")
        super().save(*args, **kwargs)
