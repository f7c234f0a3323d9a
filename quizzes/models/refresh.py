"""What a learner practises again."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .question import Question


class RefreshCard(models.Model):
    """A question someone answered wrong, asked again after growing intervals until it stays (Leitner's boxes).

    box: 0 to 4, how often in a row it was right since; due_on: from that day on it is asked.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="refresh_cards", verbose_name=_("learner")
    )
    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="+", verbose_name=_("question"))
    box = models.PositiveSmallIntegerField(_("box"), default=0)
    due_on = models.DateField(_("due on"))

    wagtail_reference_index_ignore: ClassVar[bool] = True

    class Meta:
        verbose_name = _("question to refresh")
        verbose_name_plural = _("questions to refresh")
        constraints = [models.UniqueConstraint(fields=["user", "question"], name="quizzes_one_card_per_question")]

    def __str__(self) -> str:
        return f"{self.user}: {self.question.key}"
