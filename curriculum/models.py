"""What people noted about the shipped courses."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class LegalCheck(models.Model):
    """A lawyer looked at one item of the list that ships (for_a_lawyer.py). The newest row of an item counts."""

    # The lasting key of the item; the item itself stands in curriculum/data/for_a_lawyer.yaml.
    item = models.SlugField(_("item"), max_length=100, editable=False)
    checked_on = models.DateField(_("checked on"))
    checked_by = models.CharField(_("checked by"), max_length=150)
    remark = models.TextField(_("remark"), blank=True)
    noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("noted by")
    )
    noted_at = models.DateTimeField(_("noted at"), default=timezone.now, editable=False)

    wagtail_reference_index_ignore: ClassVar[bool] = True

    class Meta:
        verbose_name = _("check by a lawyer")
        verbose_name_plural = _("checks by a lawyer")
        ordering = ["noted_at", "pk"]

    def __str__(self) -> str:
        return f"{self.item}: {self.checked_on}"
