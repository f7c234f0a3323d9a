"""Signs of life of what runs beside the web processes."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Beat(models.Model):
    """When something was last alive: one row for each `name`, written anew at every beat."""

    name = models.CharField(_("name"), max_length=40, unique=True)
    at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("sign of life")
        verbose_name_plural = _("signs of life")

    def __str__(self) -> str:
        return f"{self.name}: {self.at}"
