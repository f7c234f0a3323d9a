"""The question on the table: learners propose an answer to the question of a case, its enterprise replies.

A proposal may be changed until there is a reply; after that its author may make another one. The enterprise reads
words and, if told, from what work they come; never who wrote them, when, or in which course. Of the answers with a
reply it may choose one for each step, which learners of that course then read, until an editor hides it.
"""

from collections.abc import Sequence

from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.refused import Refused
from people.models import User
from people.perms import has_platform_role
from people.roles import PlatformRole

from .cases import case_for_author
from .models import CasePage, CaseStepPage, TableAnswer
from .table_mail import mail_reply

# --- Learners ------------------------------------------------------------------


def answers_by(user: User, step: CaseStepPage) -> QuerySet[TableAnswer]:
    """The own ones at this step, the latest first; of these one at most is open."""
    return TableAnswer.objects.filter(author=user, step_key=step.translation_key).order_by("-pk")


def open_answer(user: User, step: CaseStepPage) -> TableAnswer | None:
    return answers_by(user, step).filter(replied_at=None).first()


def chosen_answer(step: CaseStepPage) -> TableAnswer | None:
    """What the enterprise shows to the learners of this course."""
    return TableAnswer.objects.filter(step_key=step.translation_key, chosen_at__isnull=False).first()


@transaction.atomic
def propose(user: User, step: CaseStepPage, text: str, roles: Sequence[str], changes: int | None) -> TableAnswer:
    """A new answer, or other words for the open one. `changes`: the primary key of the one in the form, if any.

    Raises Refused when that one got a reply in the meantime: what was replied to does not change.
    """
    own = answers_by(user, step).select_for_update().filter(replied_at=None).first()
    if changes is not None and (own is None or own.pk != changes):
        raise Refused(_("The entrepreneur has just replied to your answer, so it cannot be changed any more."))
    if own is None:
        # Of a form that is sent twice at the same time the second finds the first.
        own, _made = TableAnswer.objects.get_or_create(
            step_key=step.translation_key,
            author=user,
            replied_at=None,
            defaults={"step": step, "text": text, "roles": list(roles)},
        )
    if (own.text, own.roles) != (text, list(roles)):
        own.text, own.roles, own.version = text, list(roles), own.version + 1
        own.save(update_fields=["text", "roles", "version"])
    return own


# --- The enterprise ------------------------------------------------------------


def answers_to(case: CasePage) -> QuerySet[TableAnswer]:
    """All of them, first what waits for a reply."""
    answers = TableAnswer.objects.filter(step__case__translation_key=case.translation_key)
    return answers.order_by(F("replied_at").asc(nulls_first=True), "pk")


def answer_for_author(user: User, case_pk: int, pk: int) -> tuple[CasePage, TableAnswer]:
    """An own case and an answer to it; 404 for any other."""
    case = case_for_author(user, case_pk)
    return case, get_object_or_404(answers_to(case).select_related("step", "author"), pk=pk)


@transaction.atomic
def reply(answer: TableAnswer, user: User, text: str, version: str) -> None:
    """Once, and by mail to who wrote the answer. Raises Refused for a text that changed since it was read."""
    held = TableAnswer.objects.select_for_update().get(pk=answer.pk)
    if held.replied_at is not None:
        raise Refused(_("A colleague has just replied to this answer. You can read the reply below."))
    if version != str(held.version):
        raise Refused(_("The answer was changed after you opened it. Read it again above; your reply is still here."))
    held.reply, held.replied_by, held.replied_at = text, user, timezone.now()
    held.save(update_fields=["reply", "replied_by", "replied_at"])
    mail_reply(held)


@transaction.atomic
def choose(answer: TableAnswer) -> None:
    """Show this one at its step, in place of another. Raises Refused for one without a reply."""
    # Choosing twice at the same time waits here.
    CaseStepPage.objects.select_for_update().get(pk=answer.step_id)
    answer.refresh_from_db()
    if answer.replied_at is None:
        raise Refused(_("Reply to this answer first; learners read your reply with it."))
    if answer.hidden_at is not None:
        raise Refused(_("An editor has hidden this answer. Choose another one."))
    TableAnswer.objects.filter(step_key=answer.step_key).exclude(pk=answer.pk).update(chosen_at=None)
    answer.chosen_at = answer.chosen_at or timezone.now()
    answer.save(update_fields=["chosen_at"])


def no_longer_choose(answer: TableAnswer) -> None:
    TableAnswer.objects.filter(pk=answer.pk).update(chosen_at=None)


# --- Editors -------------------------------------------------------------------


def may_hide(user: User | AnonymousUser) -> bool:
    """Editors answer for what learners read in a course, also for words of others."""
    return has_platform_role(user, PlatformRole.EDITOR)


def answer_for_editor(user: User, pk: int) -> TableAnswer:
    """One that learners read or that was hidden; 404 for any other, and for who is no editor."""
    if not may_hide(user):
        raise Http404
    seen = TableAnswer.objects.filter(Q(chosen_at__isnull=False) | Q(hidden_at__isnull=False))
    return get_object_or_404(seen.select_related("step__case__enterprise"), id=pk)


def hide(answer: TableAnswer, editor: User, reason: str) -> None:
    """Learners do not read it any more and the enterprise cannot choose it; it and the writer read why."""
    TableAnswer.objects.filter(pk=answer.pk).update(
        chosen_at=None, hidden_at=timezone.now(), hidden_by=editor, hidden_reason=reason
    )


def allow_again(answer: TableAnswer) -> None:
    """The enterprise may choose it again."""
    TableAnswer.objects.filter(pk=answer.pk).update(hidden_at=None, hidden_by=None, hidden_reason="")
