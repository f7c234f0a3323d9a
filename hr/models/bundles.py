"""All certificates of a department as one file."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from people.models import Department

from .made_files import READY_HAS_A_FILE, MadeFile


class CertificateBundle(MadeFile):
    """A ZIP with the certificates of everyone in an organisation, or in a department and what is below it.

    It is for the officer who asked, who may have one in the making (hr/bundles.py).
    """

    department = models.ForeignKey(Department, on_delete=models.CASCADE, null=True, related_name="+")

    class Meta(MadeFile.Meta):
        verbose_name = _("file with certificates")
        verbose_name_plural = _("files with certificates")
        constraints = [
            models.UniqueConstraint(
                fields=["asked_by"], condition=Q(state="waiting"), name="hr_one_bundle_in_the_making"
            ),
            models.CheckConstraint(condition=READY_HAS_A_FILE, name="hr_ready_bundle_has_a_file"),
        ]

    def __str__(self) -> str:
        return str(self.department or self.organisation)
