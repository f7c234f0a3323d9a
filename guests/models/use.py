"""What learners give back to a case that they read in a course."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .cases import CasePage


class CaseRating(models.Model):
    """Whether a case was useful to someone; the latest word counts. `case_key` is the case in all its languages."""

    class Useful(models.TextChoices):
        YES = "yes", _("Yes")
        PARTLY = "partly", _("Partly")
        NO = "no", _("No")

    case = models.ForeignKey(CasePage, on_delete=models.CASCADE, related_name="+", verbose_name=_("case"))
    case_key = models.UUIDField(editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", verbose_name=_("learner")
    )
    useful = models.CharField(_("useful"), max_length=10, choices=Useful.choices)
    rated_at = models.DateTimeField(_("rated at"), default=timezone.now)

    wagtail_reference_index_ignore: ClassVar[bool] = True

    class Meta:
        verbose_name = _("rating of a case")
        verbose_name_plural = _("ratings of cases")
        constraints = [models.UniqueConstraint(fields=["case_key", "user"], name="guests_one_rating_per_person")]

    def __str__(self) -> str:
        return f"{self.case}: {self.get_useful_display()}"
