"""Who may write which case, and its review.

A case is written by its owner and by the members of its enterprise, in the studio. Every save is
a revision of a draft; what is published stays as it is. Handing in starts the review in Wagtail;
until it is answered or withdrawn nobody but the editors changes the text, so that what they
approve is what was handed in.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser, Group
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Revision, TaskState, Workflow, WorkflowPage, WorkflowState, WorkflowTask

from cms.refused import Refused
from people.models import User
from people.perms import has_platform_role, in_platform_role
from people.roles import PlatformRole

from .models import CaseIndexPage, CasePage, CaseReviewTask, Enterprise, FinalWording, FinalWordingTask

# The names staff see in the admin; data, so in the language of the site.
REVIEW = "Casus beoordelen"
FINAL_WORDING = "Slottekst goedkeuren"
# What an author writes; everything else about a case is the editors'.
WRITTEN_BY_AUTHOR = ("title", "author_name", "summary", *CasePage.PARTS, *CasePage.YIELD)


class NewerVersion(Exception):  # noqa: N818
    """Someone saved the case after the author opened it. `draft` is that newer text, `version` its version."""

    def __init__(self, case: CasePage) -> None:
        self.draft = draft_of(case)
        self.version = version_of(case)
        super().__init__()


# --- Who ---------------------------------------------------------------------


def enterprises_of(user: User | AnonymousUser) -> QuerySet[Enterprise]:
    """The enterprises `user` writes for; none for who is not an entrepreneur."""
    if not user.is_authenticated or not has_platform_role(user, PlatformRole.ENTREPRENEUR):
        return Enterprise.objects.none()
    return Enterprise.objects.filter(members=user)


def writes_cases() -> Q:
    """In a query of users: whether the studio is open to this one."""
    own = Enterprise.objects.filter(members=OuterRef("pk"))
    return Q(Exists(own)) & in_platform_role(PlatformRole.ENTREPRENEUR)


def is_author(user: User | AnonymousUser) -> bool:
    """Whether the studio is open to `user`."""
    return enterprises_of(user).exists()


def enterprises_for_author(user: User) -> QuerySet[Enterprise]:
    """The same as `enterprises_of`; 404 when there is none."""
    enterprises = enterprises_of(user)
    if not enterprises.exists():
        raise Http404
    return enterprises


def cases_of(user: User) -> QuerySet[CasePage]:
    """The cases `user` may write, the latest change first."""
    if not is_author(user):
        return CasePage.objects.none()
    return (
        CasePage.objects.filter(Q(owner=user) | Q(enterprise__members=user))
        .distinct()
        .select_related("enterprise")
        .order_by("-latest_revision_created_at", "-pk")
    )


def case_for_author(user: User, pk: int) -> CasePage:
    """An own case; 404 for any other."""
    # By `id`: a number too large for the database is then simply not found.
    return get_object_or_404(cases_of(user), id=pk)


# --- Writing -----------------------------------------------------------------


def draft_of(case: CasePage) -> CasePage:
    """The case as it was last saved, published or not."""
    draft: CasePage = case.get_latest_revision_as_object()
    return draft


def version_of(case: CasePage) -> str:
    """What a form must bring back to prove that it saw the latest text.

    With the moment, since an editor's automatic saving changes a revision without renaming it.
    """
    revision = case.latest_revision
    return f"{revision.pk}-{revision.created_at.timestamp()}" if revision else "0"


def _locked(case: CasePage) -> CasePage:
    """The case, held until the end of the transaction; writers of one case wait for each other."""
    locked: CasePage = CasePage.objects.select_for_update().get(pk=case.pk)
    return locked


def library() -> CaseIndexPage | None:
    """Where new cases are placed."""
    first: CaseIndexPage | None = CaseIndexPage.objects.order_by("path").first()
    return first


@transaction.atomic
def start_case(user: User, enterprise: Enterprise, title: str) -> CasePage:
    """A new draft. Asking twice, as a double click does, gives the same one. 404 without a library."""
    place = CaseIndexPage.objects.select_for_update().order_by("path").first()
    if place is None:
        raise Http404
    started = CasePage.objects.filter(
        owner=user, enterprise=enterprise, draft_title=title, first_published_at__isnull=True
    ).first()
    if started is not None:
        return started
    case: CasePage = place.add_child(
        instance=CasePage(
            title=title,
            owner=user,
            enterprise=enterprise,
            author_name=user.name,
            fictional=enterprise.fictional,
            live=False,
        )
    )
    case.save_revision(user=user, clean=False, log_action="wagtail.create")
    return case


@transaction.atomic
def save_draft(case: CasePage, texts: Mapping[str, Any], user: User, version: str, *, goes_on: bool = False) -> str:
    """Keep `texts` (some or all of them, by field name) as a draft and return its version.

    The same texts once more, as after a lost answer, make no revision. goes_on: `version` was saved a moment
    ago by the same page, while its author typed; then that one is replaced, so that an hour of typing is one
    revision. Raises NewerVersion when `version` is not the latest, Refused while the case is under review.
    """
    locked = _locked(case)
    _refuse_under_review(locked)
    draft = draft_of(locked)
    changed = {
        name: texts[name] for name in WRITTEN_BY_AUTHOR if name in texts and texts[name] != getattr(draft, name)
    }
    if not changed:
        return version_of(locked)
    if version != version_of(locked):
        raise NewerVersion(locked)
    for name, text in changed.items():
        setattr(draft, name, text)
    replaced = _replaceable(locked, user) if goes_on else None
    # A draft may be unfinished; the form has checked what is there.
    draft.save_revision(user=user, clean=False, log_action=True, overwrite_revision=replaced)
    return version_of(draft)


def _replaceable(case: CasePage, user: User) -> Revision | None:
    """The latest revision, if it is the author's own and nobody published or was asked to judge it."""
    latest: Revision | None = case.latest_revision
    if latest is None or latest.user_id != user.pk or latest.pk == case.live_revision_id:
        return None
    return None if TaskState.objects.filter(revision=latest).exists() else latest


@contextmanager
def changed_draft(case: CasePage, user: User, version: str) -> Iterator[CasePage]:
    """The draft, to be changed in other ways than by its texts; kept as a revision when nothing was raised.

    Raises NewerVersion and Refused as `save_draft` does.
    """
    with transaction.atomic():
        locked = _locked(case)
        _refuse_under_review(locked)
        if version != version_of(locked):
            raise NewerVersion(locked)
        draft = draft_of(locked)
        yield draft
        draft.save_revision(user=user, clean=False, log_action=True)


def _refuse_under_review(case: CasePage) -> None:
    if case.workflow_in_progress:
        raise Refused(_("This case has been submitted. Withdraw it first if you want to change it."))


# --- Review ------------------------------------------------------------------


@transaction.atomic
def submit(case: CasePage, user: User, version: str) -> None:
    """Ask the editors for a review of the latest draft, which must be `version`.

    Raises NewerVersion, or Refused when the case is under review already, has nothing new, or nobody reviews it.
    """
    locked = _locked(case)
    _refuse_under_review(locked)
    if version != version_of(locked):
        raise NewerVersion(locked)
    if not locked.has_unpublished_changes:
        raise Refused(_("There is nothing new to review: this text has been published."))
    workflow = locked.get_workflow()
    if workflow is None:
        raise Refused(_("Nobody reviews cases at the moment. Your text is kept. Ask the editors to set this right."))
    returned = locked.current_workflow_state
    if returned is not None:
        # Resumed, it would go on where it stopped; a changed text begins at the first reader again.
        returned.cancel(user=user)
    workflow.start(locked, user)


@transaction.atomic
def withdraw(case: CasePage, user: User) -> bool:
    """Take a submitted case back; False when it was not under review (any more)."""
    locked = _locked(case)
    if not locked.workflow_in_progress:
        return False
    locked.current_workflow_state.cancel(user=user)
    return True


def setup_review() -> Workflow:
    """The review of every case library: first the editors, then the author. The second time nothing changes."""
    task, _created = CaseReviewTask.objects.get_or_create(name=REVIEW)
    editors, _created = Group.objects.get_or_create(name=PlatformRole.EDITOR.value)
    task.groups.set([editors])
    approval, _created = FinalWordingTask.objects.get_or_create(name=FINAL_WORDING)
    workflow, _created = Workflow.objects.get_or_create(name=REVIEW)
    for place, step in enumerate((task, approval)):
        WorkflowTask.objects.update_or_create(workflow=workflow, task=step, defaults={"sort_order": place})
    for place in CaseIndexPage.objects.all():
        WorkflowPage.objects.get_or_create(page=place.page_ptr, defaults={"workflow": workflow})
    return workflow


# --- State -------------------------------------------------------------------


class Phase(StrEnum):
    """Where a case is between first word and publication."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    FINAL_WORDING = "final_wording"
    RETURNED = "returned"
    SENT_BACK = "sent_back"
    PUBLISHED = "published"
    NEW_VERSION = "new_version"
    OFFLINE = "offline"


WORDS = {
    Phase.DRAFT: gettext_lazy("Draft"),
    Phase.FINAL_WORDING: gettext_lazy("Ready: waits for your approval"),
    Phase.SENT_BACK: gettext_lazy("Sent back by you"),
    Phase.RETURNED: gettext_lazy("Returned with a remark"),
    Phase.PUBLISHED: gettext_lazy("Published"),
    Phase.NEW_VERSION: gettext_lazy("Published, with a new version in draft"),
    Phase.OFFLINE: gettext_lazy("No longer published"),
}


@dataclass(frozen=True)
class CaseState:
    """A phase in words.

    reason: what the editors wrote when they returned the case, or its author with the final wording.
    answer_by: the day by which the editors answer.
    """

    phase: Phase
    words: str
    reason: str = ""
    answer_by: date | None = None

    @property
    def editable(self) -> bool:
        return self.phase not in (Phase.SUBMITTED, Phase.FINAL_WORDING)


def state_of(case: CasePage) -> CaseState:
    """What the author is told. Never who reviewed: authors do not see the names of staff."""
    review = case.current_workflow_state
    task_state = review.current_task_state if review else None
    with_author = task_state is not None and FinalWording.objects.filter(task_state=task_state).exists()
    phase = phase_of(case, review, with_author=with_author)
    if task_state is None:
        return CaseState(phase, str(WORDS[phase]))
    if phase == Phase.SUBMITTED:
        submitted = timezone.localtime(task_state.started_at)
        words = _("Submitted on %(day)s") % {"day": date_format(submitted, "j F Y")}
        return CaseState(phase, words, answer_by=submitted.date() + timedelta(days=settings.CASE_ANSWER_DAYS))
    return CaseState(phase, str(WORDS[phase]), reason=task_state.comment)


def phase_of(case: CasePage, review: WorkflowState | None, *, with_author: bool) -> Phase:
    """How far a case is. review: the one that is open; with_author: it is at the final wording."""
    if review is None:
        if case.live:
            return Phase.NEW_VERSION if case.has_unpublished_changes else Phase.PUBLISHED
        return Phase.OFFLINE if case.first_published_at else Phase.DRAFT
    if review.status == WorkflowState.STATUS_IN_PROGRESS:
        return Phase.FINAL_WORDING if with_author else Phase.SUBMITTED
    return Phase.SENT_BACK if with_author else Phase.RETURNED


def texts_of(draft: CasePage) -> dict[str, Any]:
    """What the author wrote, by field name."""
    return {name: getattr(draft, name) for name in WRITTEN_BY_AUTHOR}
