"""What a works council decided about what HR may see."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from people.models import Organisation


class WorksCouncilDecision(models.Model):
    """The works council of this organisation agrees that HR sees scores of passed quizzes (hr/scores.py).

    Without this row nobody sees a score. When it is removed, scores are gone from the next page on.
    """

    organisation = models.OneToOneField(
        Organisation, on_delete=models.CASCADE, related_name="works_council_decision", verbose_name=_("organisation")
    )
    reference = models.CharField(
        _("reference"), max_length=200, help_text=_("Under which the decision is filed, such as OR-2027-014.")
    )
    decided_on = models.DateField(_("decided on"))
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("recorded by"),
    )
    recorded_at = models.DateTimeField(_("recorded at"), default=timezone.now, editable=False)

    wagtail_reference_index_ignore: ClassVar[bool] = True

    class Meta:
        verbose_name = _("decision of a works council")
        verbose_name_plural = _("decisions of works councils")
        ordering = ["organisation__name"]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.reference}"
