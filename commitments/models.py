"""What learners intend to do after a module, and how that went."""

from typing import Any, ClassVar

from django.db import models
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.models import Enrolment, ModulePage

LONGEST_SENTENCE = 500


class Outcome(models.TextChoices):
    """How it went, in the eyes of the learner."""

    DONE = "done", _("Done")
    CHANGED = "changed", _("Done differently")
    BUSY = "busy", _("Still working on it")
    BLOCKED = "blocked", _("It does not work out")

    @property
    def badge(self) -> str:
        """The form of the badge in which it is shown."""
        return {Outcome.DONE: "done", Outcome.CHANGED: "done", Outcome.BUSY: "busy", Outcome.BLOCKED: "open"}[self]


# Who says so has nothing left to do.
ENDED = (Outcome.DONE, Outcome.CHANGED)


class IntentionQuerySet(models.QuerySet["Intention"]):
    def with_outcome(self) -> models.QuerySet[Any]:
        """With `outcome`: the value of the latest report, empty when there is none."""
        latest = IntentionReport.objects.filter(intention=models.OuterRef("pk")).values("outcome")[:1]
        return self.annotate(outcome=Coalesce(models.Subquery(latest), models.Value("")))


class Intention(models.Model):
    """One concrete thing a learner will do after a module; one for each module, so that it stays a small promise.

    `prompt` is the question as it was asked. The text may be changed until the first report. Only the
    learner reads it, and what the learner removes is gone: this is a private text, not a record of learning.
    """

    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="intentions")
    module = models.ForeignKey(ModulePage, on_delete=models.PROTECT, related_name="+", verbose_name=_("module"))
    module_key = models.UUIDField(editable=False)
    prompt = models.CharField(_("question for an intention"), max_length=300)
    text = models.CharField(_("intention"), max_length=LONGEST_SENTENCE)
    planned_for = models.DateField(_("before"), null=True, blank=True)
    made_at = models.DateTimeField(_("made at"), default=timezone.now, editable=False)

    objects = IntentionQuerySet.as_manager()

    wagtail_reference_index_ignore: ClassVar[bool] = True

    class Meta:
        verbose_name = _("intention")
        verbose_name_plural = _("intentions")
        constraints = [
            models.UniqueConstraint(fields=["enrolment", "module_key"], name="commitments_one_intention_per_module")
        ]
        indexes = [models.Index(fields=["made_at"])]

    def __str__(self) -> str:
        return f"{self.enrolment}: {self.module}"

    @property
    def latest_report(self) -> "IntentionReport | None":
        """The one that counts; without a query when the reports were fetched with it."""
        return next(iter(self.reports.all()), None)


class IntentionReport(models.Model):
    """What a learner says of an intention at a moment. Added, never changed; the latest counts."""

    intention = models.ForeignKey(Intention, on_delete=models.CASCADE, related_name="reports")
    outcome = models.CharField(_("how it went"), max_length=20, choices=Outcome.choices)
    remark = models.CharField(_("explanation"), max_length=LONGEST_SENTENCE, blank=True)
    reported_at = models.DateTimeField(_("told at"), default=timezone.now, editable=False)

    wagtail_reference_index_ignore: ClassVar[bool] = True

    class Meta:
        verbose_name = _("report on an intention")
        verbose_name_plural = _("reports on intentions")
        ordering = ["-reported_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.intention}: {self.get_outcome_display()}"

    @property
    def badge(self) -> str:
        return Outcome(self.outcome).badge
