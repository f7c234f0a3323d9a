"""What people who were at a session say of it afterwards."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .sessions import Session
from .use import CaseRating

# Two or three sentences: the form takes half a minute.
LONGEST_REMARK_AFTERWARDS = 600


class SessionEvaluation(models.Model):
    """One answer of one participant. It stays as it is, so that nobody sees who changed what."""

    session = models.ForeignKey(
        Session, on_delete=models.CASCADE, related_name="evaluations", verbose_name=_("session")
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", verbose_name=_("participant")
    )
    useful = models.CharField(_("useful"), max_length=10, choices=CaseRating.Useful.choices)
    plan = models.TextField(_("What will you do with it?"), max_length=LONGEST_REMARK_AFTERWARDS, blank=True)
    wish = models.TextField(
        _("What would you like to be different next time?"), max_length=LONGEST_REMARK_AFTERWARDS, blank=True
    )
    given_at = models.DateTimeField(_("given at"), default=timezone.now)

    wagtail_reference_index_ignore: ClassVar[bool] = True

    class Meta:
        verbose_name = _("evaluation of a session")
        verbose_name_plural = _("evaluations of sessions")
        constraints = [models.UniqueConstraint(fields=["session", "user"], name="guests_one_evaluation_per_person")]

    def __str__(self) -> str:
        return f"{self.session}: {self.get_useful_display()}"
