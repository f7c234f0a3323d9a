"""What learners intend to do after a module and how that went; how they rate themselves before and after a course."""

from typing import Any, ClassVar

from django.conf import settings
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


class Moment(models.TextChoices):
    """When somebody rates themselves."""

    BEFORE = "before", _("Before the course")
    AFTER = "after", _("After the course")


LOWEST, HIGHEST = 1, 5


class ScanAnswer(models.Model):
    """How far a statement of the self-scan is true of somebody, in their own eyes, at one of two moments.

    value: 1 (not at all) to 5 (completely). statement: id of its block on the page of the course, the same in every
    language. Only the learner sees it; HR sees means of five people or more (hr/effect.py).
    """

    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="scan_answers")
    moment = models.CharField(_("moment"), max_length=10, choices=Moment.choices)
    statement = models.UUIDField(editable=False)
    value = models.PositiveSmallIntegerField(_("answer"))
    at = models.DateTimeField(_("answered at"), default=timezone.now, editable=False)

    wagtail_reference_index_ignore: ClassVar[bool] = True

    class Meta:
        verbose_name = _("answer to the self-scan")
        verbose_name_plural = _("answers to the self-scan")
        constraints = [
            models.UniqueConstraint(fields=["enrolment", "moment", "statement"], name="commitments_scan_answer_once"),
            models.CheckConstraint(
                condition=models.Q(value__gte=LOWEST, value__lte=HIGHEST), name="commitments_scan_answer_1_to_5"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.enrolment}: {self.get_moment_display()}"


class PracticeAnswer(models.Model):
    """How far a statement on the seven recommendations is true of somebody, in their own eyes, in one round.

    round: 1 for the first, 2 for the second. statement: key of a statement in commitments/practice.py.
    value: 1 (not at all) to 5 (completely). at: when it was first given. Nobody but the learner sees it.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="practice_answers", verbose_name=_("learner")
    )
    round = models.PositiveSmallIntegerField(_("round"))
    statement = models.CharField(max_length=30, editable=False)
    value = models.PositiveSmallIntegerField(_("answer"))
    at = models.DateTimeField(_("answered at"), default=timezone.now, editable=False)

    wagtail_reference_index_ignore: ClassVar[bool] = True

    class Meta:
        verbose_name = _("answer on the own practice")
        verbose_name_plural = _("answers on the own practice")
        constraints = [
            models.UniqueConstraint(fields=["user", "round", "statement"], name="commitments_practice_answer_once"),
            models.CheckConstraint(
                condition=models.Q(value__gte=LOWEST, value__lte=HIGHEST), name="commitments_practice_answer_1_to_5"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.statement}"
