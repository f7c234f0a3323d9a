"""The final wording: after the editors, the author has the last word on exactly the text that is published.

When a review is approved, the author is asked by a link that needs no account and expires. Approving publishes the
text that was shown. A text that changed in any way since, a case that was withdrawn and a link that was used are
refused, and nothing is published: that takes a new review.
"""

from datetime import timedelta
from enum import StrEnum
from typing import Any

from django.db import transaction
from django.utils import timezone
from wagtail.models import TaskState

from people.hashed_secrets import hash_of, new_secret
from people.models import User

from . import cases
from .case_mail import mail_final_wording, mail_sent_back
from .models import CasePage, FinalWording, FinalWordingTask

VALID_FOR = timedelta(days=30)


class Standing(StrEnum):
    """Whether there is still something to answer, and if not, why."""

    OPEN = "open"
    APPROVED = "approved"
    SENT_BACK = "sent_back"
    CHANGED = "changed"
    EXPIRED = "expired"


class Closed(Exception):  # noqa: N818 - reads as what happened
    """There is nothing to answer (any more); `standing` says why. Nothing was published."""

    def __init__(self, standing: Standing) -> None:
        self.standing = standing
        super().__init__(standing)


def on_task_started(instance: TaskState, **_signal: Any) -> None:
    """Wagtail tells that a step of a review began, in the transaction of the approval before it."""
    if isinstance(instance.task.specific, FinalWordingTask):
        _ask(instance)


def _ask(task_state: TaskState) -> None:
    """Fix the words, and mail the link to who handed them in; to all authors when that is none of them."""
    case = CasePage.objects.select_for_update().get(pk=task_state.revision.object_id)
    now = timezone.now()
    token = new_secret()
    wording = FinalWording.objects.create(
        case=case,
        task_state=task_state,
        revision=task_state.revision,
        version=cases.version_of(case),
        token_hash=hash_of(token),
        asked_at=now,
        expires_at=now + VALID_FOR,
    )
    asked = case.authors.filter(pk=task_state.workflow_state.requested_by_id)
    for author in asked if asked.exists() else case.authors:
        mail_final_wording(wording, author, token)


def find(token: str) -> FinalWording | None:
    """What the link was made for, answered or not."""
    return FinalWording.objects.select_related("case", "task_state").filter(token_hash=hash_of(token)).first()


def wording_for_author(user: User, pk: int) -> FinalWording | None:
    """What waits for approval in an own case, if anything; 404 for a case of somebody else."""
    case = cases.case_for_author(user, pk)
    return waiting_in(case)


def waiting_in(case: CasePage) -> FinalWording | None:
    """The final wording of this case that waits for its author."""
    waiting: FinalWording | None = (
        case.final_wordings.filter(task_state__status=TaskState.STATUS_IN_PROGRESS)
        .select_related("case", "task_state")
        .first()
    )
    return waiting


def standing_of(wording: FinalWording, *, by_link: bool) -> Standing:
    """Whether it can be answered; an author who signed in needs no link, so for them none expires."""
    if wording.answered_at is not None:
        return Standing.APPROVED if wording.approved else Standing.SENT_BACK
    if wording.task_state.status != TaskState.STATUS_IN_PROGRESS or wording.version != cases.version_of(wording.case):
        return Standing.CHANGED
    if by_link and wording.expires_at <= timezone.now():
        return Standing.EXPIRED
    return Standing.OPEN


def text_of(wording: FinalWording) -> CasePage:
    """The text as it will be published."""
    text: CasePage = wording.revision.as_object()
    return text


@transaction.atomic
def approve(wording: FinalWording, *, by_link: bool) -> CasePage:
    """Publish exactly these words. Raises Closed when there is nothing to approve (any more)."""
    held = _held(wording, by_link)
    _note(held, approved=True)
    # The workflow ends here and publishes the latest revision, which by its version is this one.
    held.task_state.specific.approve(user=None)
    held.case.refresh_from_db()
    return held.case


@transaction.atomic
def send_back(wording: FinalWording, remark: str, *, by_link: bool) -> None:
    """Do not publish them; the case is its author's to change, and the editors hear why. Raises Closed."""
    held = _held(wording, by_link)
    _note(held, approved=False, remark=remark)
    asked_by = held.task_state.workflow_state.requested_by
    held.task_state.specific.reject(user=asked_by, comment=remark)
    mail_sent_back(held)


def _held(wording: FinalWording, by_link: bool) -> FinalWording:
    """The same rows, held until the end of the transaction: of two clicks the second finds the answer of the first."""
    case = CasePage.objects.select_for_update().get(pk=wording.case_id)
    held = FinalWording.objects.select_for_update(of=("self",)).select_related("task_state").get(pk=wording.pk)
    held.case = case
    standing = standing_of(held, by_link=by_link)
    if standing != Standing.OPEN:
        raise Closed(standing)
    return held


def _note(wording: FinalWording, *, approved: bool, remark: str = "") -> None:
    wording.answered_at = timezone.now()
    wording.approved = approved
    wording.remark = remark
    wording.save(update_fields=["answered_at", "approved", "remark"])
