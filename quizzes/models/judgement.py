"""What people decide about results afterwards. Each decision is a row; none is changed."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .attempt import Attempt
from .question import Question


class Judgement(models.Model):
    """What a person thought of an open answer: points out of its maximum, and words for the learner."""

    attempt = models.ForeignKey(Attempt, on_delete=models.CASCADE, related_name="judgements")
    item = models.PositiveSmallIntegerField(_("question number"))
    points = models.DecimalField(_("points"), max_digits=4, decimal_places=2)
    feedback = models.TextField(_("feedback"))
    judged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("judged by")
    )
    judged_at = models.DateTimeField(_("judged at"), default=timezone.now)

    wagtail_reference_index_ignore: ClassVar[bool] = True

    class Meta:
        verbose_name = _("judgement")
        verbose_name_plural = _("judgements")
        constraints = [models.UniqueConstraint(fields=["attempt", "item"], name="quizzes_one_judgement_per_answer")]

    def __str__(self) -> str:
        return f"{self.attempt}, {self.item}"


class Regrade(models.Model):
    """That finished attempts were marked again with a corrected question.

    revision_id: the revision of the question that counts now. body: what its type froze of it, without an
    order of its own. took_back: that results which were lowered or no longer pass were confirmed separately.
    """

    question = models.ForeignKey(
        Question, on_delete=models.PROTECT, related_name="regrades", verbose_name=_("question")
    )
    revision_id = models.PositiveBigIntegerField(null=True, editable=False)
    body = models.JSONField(editable=False)
    reason = models.TextField(_("reason"))
    took_back = models.BooleanField(_("also to the learner's disadvantage"), default=False)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("made by")
    )
    made_at = models.DateTimeField(_("made at"), default=timezone.now)

    wagtail_reference_index_ignore: ClassVar[bool] = True

    class Meta:
        verbose_name = _("regrade")
        verbose_name_plural = _("regrades")
        ordering = ["made_at", "pk"]

    def __str__(self) -> str:
        return f"{self.question.key}, {self.made_at:%Y-%m-%d}"


class RegradedAttempt(models.Model):
    """What one regrade did to one attempt; the attempt itself shows the outcome of the latest."""

    regrade = models.ForeignKey(Regrade, on_delete=models.CASCADE, related_name="attempts")
    attempt = models.ForeignKey(Attempt, on_delete=models.CASCADE, related_name="regrades")
    item = models.PositiveSmallIntegerField(_("question number"))
    score_before = models.DecimalField(_("score before"), max_digits=8, decimal_places=2)
    score_after = models.DecimalField(_("score after"), max_digits=8, decimal_places=2)
    passed_before = models.BooleanField(_("passed before"))
    passed_after = models.BooleanField(_("passed after"))

    wagtail_reference_index_ignore: ClassVar[bool] = True

    class Meta:
        verbose_name = _("regraded attempt")
        verbose_name_plural = _("regraded attempts")
        constraints = [models.UniqueConstraint(fields=["regrade", "attempt", "item"], name="quizzes_regraded_once")]

    def __str__(self) -> str:
        return f"{self.regrade}: {self.attempt}"
