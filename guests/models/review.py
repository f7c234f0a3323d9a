"""The review of cases: what editors say, and the final wording that an author approves."""

from typing import Any, ClassVar

from django import forms
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _
from wagtail.models import AbstractGroupApprovalTask, Revision, Task, TaskState

from cms.written_text import WrittenText
from people.models import User

from .cases import CasePage

LONGEST_REMARK = 2000


def reason_form(form: type[forms.Form]) -> type[forms.Form]:
    """The form of Wagtail for a comment, which may not stay empty."""

    class ReasonForm(form):  # type: ignore[misc, valid-type]
        comment = WrittenText(
            label=_("Reason"),
            widget=forms.Textarea(attrs={"rows": 4}),
            error_messages={"required": _("Write why you send the case back; its author reads this.")},
        )

    return ReasonForm


class CaseReviewTask(AbstractGroupApprovalTask):
    """Editors judge a submitted case.

    What they approve is the latest revision, so approving and the author's withdrawing and saving
    (guests/cases.py) wait for each other on the row of the case.
    """

    class Meta:
        verbose_name = _("review of a case")
        verbose_name_plural = _("reviews of cases")

    def get_form_for_action(self, action: str) -> type[forms.Form]:
        """Whoever sends a case back tells why."""
        form: type[forms.Form] = super().get_form_for_action(action)
        return reason_form(form) if action == "reject" else form

    @transaction.atomic
    def on_action(self, task_state: TaskState, user: User, action_name: str, **kwargs: Any) -> None:
        """Raises PermissionDenied when the author withdrew the case in the meantime."""
        CasePage.objects.select_for_update().get(pk=task_state.workflow_state.object_id)
        task_state.refresh_from_db()
        super().on_action(task_state, user, action_name, **kwargs)


class FinalWordingTask(Task):
    """The author approves the final wording (guests/final_wording.py); in the admin nobody can, nor change it."""

    class Meta:
        verbose_name = _("approval of the final wording")
        verbose_name_plural = _("approvals of the final wording")

    def locked_for_user(self, obj: Any, user: User) -> bool:
        return True

    @classmethod
    def get_description(cls) -> str:
        return str(_("The author gets a link and approves the final wording, or sends it back."))


class FinalWording(models.Model):
    """The words that an author was asked to approve after a review, and the answer.

    version: of the case at that moment (guests/cases.py); with any other version there is nothing to approve.
    token_hash: of the secret in the link, with which no account is needed. approved: None until answered.
    """

    case = models.ForeignKey(CasePage, on_delete=models.CASCADE, related_name="final_wordings", verbose_name=_("case"))
    task_state = models.OneToOneField(TaskState, on_delete=models.CASCADE, related_name="final_wording")
    revision = models.ForeignKey(Revision, on_delete=models.CASCADE, related_name="+")
    version = models.CharField(max_length=60)
    token_hash = models.CharField(max_length=64, unique=True)
    asked_at = models.DateTimeField(_("asked at"))
    expires_at = models.DateTimeField(_("link valid until"))
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)
    approved = models.BooleanField(_("approved"), null=True)
    remark = models.TextField(_("remark"), max_length=LONGEST_REMARK, blank=True)

    wagtail_reference_index_ignore: ClassVar[bool] = True

    class Meta:
        verbose_name = _("final wording")
        verbose_name_plural = _("final wordings")

    def __str__(self) -> str:
        return f"{self.case} – {self.asked_at:%Y-%m-%d}"


class CaseRemark(models.Model):
    """What the editors say about one part of a case, with the answer that sent it back. Never changed.

    task_state: that answer; who gave it stands there, and is not shown to the author. part: a field of CasePage.
    """

    task_state = models.ForeignKey(TaskState, on_delete=models.CASCADE, related_name="case_remarks")
    part = models.CharField(_("part"), max_length=40)
    text = models.TextField(_("remark"), max_length=LONGEST_REMARK)

    wagtail_reference_index_ignore: ClassVar[bool] = True

    class Meta:
        verbose_name = _("remark about a case")
        verbose_name_plural = _("remarks about cases")
        constraints = [models.UniqueConstraint(fields=["task_state", "part"], name="guests_one_remark_per_part")]

    def __str__(self) -> str:
        return f"{self.part}: {self.text[:50]}"
