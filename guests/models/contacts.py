"""Who of a municipality spoke with which enterprise, kept so that a tender can be fair."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from people.models import Organisation

from .enterprises import LONGEST_NAME, Enterprise

LONGEST_SUBJECT = 300


class ContactMoment(models.Model):
    """One line in the register of one municipality. It is never changed; a wrong one is struck out and stays.

    The name of the enterprise is frozen: the line outlives its profile. `colleague` is who of the municipality.
    """

    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="contact_moments", verbose_name=_("organisation")
    )
    enterprise = models.ForeignKey(
        Enterprise, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("enterprise")
    )
    enterprise_name = models.CharField(_("name of the enterprise"), max_length=LONGEST_NAME)
    happened_on = models.DateField(_("day"))
    colleague = models.CharField(_("who of the municipality"), max_length=LONGEST_NAME)
    subject = models.CharField(_("subject"), max_length=LONGEST_SUBJECT)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("recorded by")
    )
    recorded_at = models.DateTimeField(_("recorded at"), default=timezone.now)
    struck_at = models.DateTimeField(_("struck out at"), null=True, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("contact moment")
        verbose_name_plural = _("contact moments")
        ordering = ["-happened_on", "-pk"]

    def __str__(self) -> str:
        return f"{self.happened_on} {self.enterprise_name}"
