"""What editors say about a case that was handed in: an answer to the whole, and remarks per part.

Only who may review it, only once, and only about the text that was on the screen: the answer brings back the version.
"""

from collections.abc import Mapping

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from wagtail.models import Page, TaskState, WorkflowState

from cms.refused import Refused
from people.models import User

from . import cases
from .cases import Phase
from .models import CasePage, CaseRemark, CaseReviewTask, FinalWording

# What a remark can be about, in the order of the page.
PARTS = ("title", "summary", *CasePage.PARTS)


def may_review(user: User) -> bool:
    """Whether cases are submitted to this person."""
    if user.is_superuser:
        return True
    return CaseReviewTask.objects.filter(active=True, groups__in=user.groups.all()).exists()


def case_for_reviewer(user: User, pk: int) -> CasePage:
    """A case that waits for its reviewers; PermissionDenied for anybody else, 404 when it does not wait."""
    if not may_review(user):
        raise PermissionDenied
    case = get_object_or_404(CasePage.objects.select_related("enterprise"), id=pk)
    if not isinstance(case.current_workflow_task, CaseReviewTask):
        raise Http404
    return case


@transaction.atomic
def approve(case: CasePage, user: User, version: str) -> None:
    """The editors agree; the author is asked next (guests/final_wording.py). Raises Refused."""
    _answer(case, user, version, "approve", "")


@transaction.atomic
def send_back(case: CasePage, user: User, version: str, reason: str, remarks: Mapping[str, str]) -> None:
    """Ask for changes. `remarks` by part; empty ones are not kept. Raises Refused."""
    if not reason.strip():
        raise Refused(_("Write why you send the case back; its author reads this."))
    task_state = _answer(case, user, version, "reject", reason)
    CaseRemark.objects.bulk_create(
        CaseRemark(task_state=task_state, part=part, text=remarks[part])
        for part in PARTS
        if remarks.get(part, "").strip()
    )


def _answer(case: CasePage, user: User, version: str, action: str, comment: str) -> TaskState:
    locked = CasePage.objects.select_for_update().get(pk=case.pk)
    task, task_state = locked.current_workflow_task, locked.current_workflow_task_state
    if not isinstance(task, CaseReviewTask) or not may_review(user):
        raise Refused(_("This case does not wait for an answer any more: it was answered or withdrawn."))
    if version != cases.version_of(locked):
        raise Refused(_("The text was changed after you opened it. Read it again below; your words are kept."))
    task.on_action(task_state, user, action, comment=comment)
    answered: TaskState = task_state
    return answered


def remarks_for_author(case: CasePage) -> dict[str, str]:
    """By part what the editors said when they sent the case back; nothing once it is submitted again."""
    review = case.current_workflow_state
    if review is None or review.status != WorkflowState.STATUS_NEEDS_CHANGES:
        return {}
    return dict(CaseRemark.objects.filter(task_state=review.current_task_state).values_list("part", "text"))


def board() -> dict[Phase, list[CasePage]]:
    """All cases by how far they are, what waits longest first; a few queries, whatever their number."""
    page_type = ContentType.objects.get_for_model(Page)
    open_reviews = (
        WorkflowState.objects.active().filter(base_content_type=page_type).select_related("current_task_state")
    )
    reviews = {int(review.object_id): review for review in open_reviews}
    with_authors = set(
        FinalWording.objects.filter(task_state__workflow_state__in=open_reviews).values_list("task_state", flat=True)
    )
    columns: dict[Phase, list[CasePage]] = {phase: [] for phase in Phase}
    for case in CasePage.objects.select_related("enterprise").order_by("latest_revision_created_at", "pk"):
        review = reviews.get(case.pk)
        with_author = review is not None and review.current_task_state_id in with_authors
        columns[cases.phase_of(case, review, with_author=with_author)].append(case)
    return columns
