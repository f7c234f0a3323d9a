"""What learners give back to a case that they read in a course."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cms.choice_list import ChoiceListField

from .cases import CasePage, CaseStepPage

# Long enough for a proposal with its reasons, short enough to be read on a phone.
LONGEST_ANSWER = 2000
LONGEST_REASON = 200


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


class TableAnswer(models.Model):
    """What a learner would answer to the question of a case, and what its enterprise says to that.

    Open until `replied_at`; from then on nothing of the two texts changes. `chosen_at`: shown, without a name, to the
    learners of the course; one at most per step. `hidden_at`: an editor does not want it shown. `step_key` is the step
    in all its languages. `version` rises with every change of the text, so that nobody replies to other words than
    they read. `author` is empty once the account is gone.
    """

    class Role(models.TextChoices):
        PURCHASING = "purchasing", _("Purchasing")
        SOCIAL = "social", _("Social domain")
        ECONOMY = "economy", _("Economy")
        FINANCE = "finance", _("Finance")

    step = models.ForeignKey(
        CaseStepPage, on_delete=models.PROTECT, related_name="+", verbose_name=_("case in a course")
    )
    step_key = models.UUIDField(editable=False)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("written by")
    )
    roles = ChoiceListField(
        _("From whom is this answer?"),
        options=Role.choices,
        help_text=_("Tick one if you answer from your work, several if you answer as a team, or none."),
    )
    text = models.TextField(_("Your answer"), max_length=LONGEST_ANSWER)
    version = models.PositiveIntegerField(default=1, editable=False)
    submitted_at = models.DateTimeField(_("submitted at"), default=timezone.now, editable=False)
    reply = models.TextField(_("Your reply"), max_length=LONGEST_ANSWER, blank=True)
    replied_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("replied by")
    )
    replied_at = models.DateTimeField(_("replied at"), null=True, editable=False)
    chosen_at = models.DateTimeField(_("chosen at"), null=True, editable=False)
    hidden_at = models.DateTimeField(_("hidden at"), null=True, editable=False)
    hidden_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("hidden by")
    )
    hidden_reason = models.CharField(_("reason for hiding"), max_length=LONGEST_REASON, blank=True)

    wagtail_reference_index_ignore: ClassVar[bool] = True

    class Meta:
        verbose_name = _("answer to the question of a case")
        verbose_name_plural = _("answers to the questions of cases")
        constraints = [
            models.UniqueConstraint(
                fields=["step_key", "author"],
                condition=models.Q(replied_at__isnull=True),
                name="guests_one_open_answer_per_person",
            ),
            models.UniqueConstraint(
                fields=["step_key"], condition=models.Q(chosen_at__isnull=False), name="guests_one_chosen_answer"
            ),
            models.CheckConstraint(
                condition=models.Q(chosen_at__isnull=True) | models.Q(replied_at__isnull=False),
                name="guests_chosen_answer_has_a_reply",
            ),
            models.CheckConstraint(
                condition=models.Q(chosen_at__isnull=True) | models.Q(hidden_at__isnull=True),
                name="guests_hidden_answer_is_not_shown",
            ),
        ]

    def __str__(self) -> str:
        return self.text[:50]

    @property
    def told_roles(self) -> list[str]:
        """As what the author answers, in words; empty when they did not say."""
        return [str(label) for value, label in self.Role.choices if value in self.roles]
