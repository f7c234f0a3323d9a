"""Mail about reviews in the Wagtail admin, through the outbox.

Wagtail mails while the request waits, and what a mail server refuses is lost. Who is told, and in which words, stays
Wagtail's; the mail is written in the transaction of what it is about and tried until it arrives.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from wagtail.admin.mail import (
    EmailNotificationMixin,
    GroupApprovalTaskStateSubmissionEmailNotifier,
    WorkflowStateApprovalEmailNotifier,
    WorkflowStateRejectionEmailNotifier,
    WorkflowStateSubmissionEmailNotifier,
)
from wagtail.models import TaskState, WorkflowState
from wagtail.signals import task_submitted, workflow_approved, workflow_rejected, workflow_submitted

from .mail_kinds import MailKind
from .models import User
from .outbox import Mail, put_all_in_outbox


class _ThroughOutbox(EmailNotificationMixin):
    def send_notifications(
        self, template_set: Mapping[str, str], context: Mapping[str, Any], recipients: Iterable[User], **kwargs: Any
    ) -> bool:
        """Write a mail to each; True as Wagtail asks for when nothing went wrong."""
        with translation.override(settings.LANGUAGE_CODE):
            put_all_in_outbox([self._mail(template_set, context, user) for user in recipients])
        return True

    def _mail(self, template_set: Mapping[str, str], context: Mapping[str, Any], user: User) -> Mail:
        words = {**context, "user": user}
        subject, body = (render_to_string(template_set[part], words) for part in ("subject", "text"))
        return Mail(user, MailKind.CASES, f"{context['about']}:{user.pk}", subject, body)

    def get_context(self, instance: TaskState | WorkflowState, **kwargs: Any) -> dict[str, Any]:
        """With `about`: which step of which review this is, so that it is told once."""
        step = instance if isinstance(instance, TaskState) else instance.current_task_state
        return {**super().get_context(instance, **kwargs), "about": f"review-{self.notification}:{step.pk}"}


class _TaskSubmitted(_ThroughOutbox, GroupApprovalTaskStateSubmissionEmailNotifier):
    pass


class _WorkflowSubmitted(_ThroughOutbox, WorkflowStateSubmissionEmailNotifier):
    def get_context(self, instance: WorkflowState, **kwargs: Any) -> dict[str, Any]:
        """Of the whole review, which has its own mail beside that of its first step."""
        return {**super().get_context(instance, **kwargs), "about": f"review-begun:{instance.pk}"}


class _WorkflowApproved(_ThroughOutbox, WorkflowStateApprovalEmailNotifier):
    pass


class _WorkflowRejected(_ThroughOutbox, WorkflowStateRejectionEmailNotifier):
    pass


# Signals keep no receiver alive by themselves.
_INSTEAD = [
    (task_submitted, TaskState, "group_approval_task_submitted_email_notification", _TaskSubmitted()),
    (workflow_submitted, WorkflowState, "workflow_state_submitted_email_notification", _WorkflowSubmitted()),
    (workflow_approved, WorkflowState, "workflow_state_approved_email_notification", _WorkflowApproved()),
    (workflow_rejected, WorkflowState, "workflow_state_rejected_email_notification", _WorkflowRejected()),
]


def replace_mail_of_wagtail() -> None:
    """Take the places of Wagtail's own receivers (wagtail/admin/signal_handlers.py), whoever comes first."""
    for signal, sender, place, receiver in _INSTEAD:
        signal.disconnect(sender=sender, dispatch_uid=place)
        # Wagtail, when it starts after us, finds the place taken and leaves it.
        signal.connect(receiver, sender=sender, dispatch_uid=place)
