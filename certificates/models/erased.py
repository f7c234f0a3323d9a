"""What the register keeps of a certificate whose holder was erased."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .register import Certificate


class ErasedCertificate(models.Model):
    """A certificate was issued and counted until then; to whom is not known any more.

    Who has the paper finds it by its code, of which only the hash (SHA-256) is left. badge_list and badge_index: the
    bit of an Open Badge that was made of it, which stays set: nobody vouches for that badge any more.
    """

    code_hash = models.CharField(max_length=64, unique=True, editable=False)
    is_of_path = models.BooleanField(_("of a learning path"), editable=False)
    course_title = models.TextField(_("course"), editable=False)
    course_key = models.UUIDField(editable=False)
    language = models.CharField(_("language"), max_length=10, editable=False)
    issuer_name = models.TextField(_("issued by"), editable=False)
    completed_on = models.DateField(_("finished on"), editable=False)
    valid_until = models.DateField(_("valid until"), null=True, editable=False)
    status = models.CharField(_("status"), max_length=20, choices=Certificate.Status.choices, editable=False)
    badge_list = models.PositiveIntegerField(null=True, editable=False)
    badge_index = models.PositiveIntegerField(null=True, editable=False)
    erased_on = models.DateField(_("erased on"), default=timezone.localdate, editable=False)

    wagtail_reference_index_ignore: ClassVar[bool] = True

    class Meta:
        verbose_name = _("certificate of somebody who was erased")
        verbose_name_plural = _("certificates of people who were erased")
        constraints = [
            models.CheckConstraint(
                condition=Q(badge_list__isnull=True, badge_index__isnull=True)
                | Q(badge_list__isnull=False, badge_index__isnull=False),
                name="certificates_erased_bit_is_whole",
            )
        ]

    def __str__(self) -> str:
        return f"{self.course_title} ({self.completed_on})"
