"""Judging open answers: a person gives points and words, once; the result follows in the same transaction.

Whoever judges never learns whose answer it is.
"""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, ClassVar
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.permissions import page_permission_policy

from people.mail_kinds import MailKind
from people.models import User
from people.outbox import put_in_outbox

from .models import Attempt, Judgement
from .results import corrections_of, settle, unjudged_items
from .snapshot import FrozenPicture, FrozenQuestion
from .types import type_of


class JudgementRefusedError(Exception):
    """Nothing was written. `sentence` tells the person who judges why, and what to do."""

    sentence: ClassVar[Promise | str]


class AlreadyJudgedError(JudgementRefusedError):
    sentence = _("Somebody has judged this answer already. Your points were not saved. Choose another answer.")


class NothingToJudgeError(JudgementRefusedError):
    sentence = _("There is no answer to judge here. Choose another answer.")


class PointsError(JudgementRefusedError):
    sentence = _("Give no fewer than 0 points and no more than the most points of this question.")


@dataclass(frozen=True)
class AnswerToJudge:
    """An open answer as who judges sees it; nothing here says whose it is."""

    public_id: UUID
    number: int
    course: str
    quiz: str
    handed_in_at: datetime | None
    context: str
    prompt: str
    picture: FrozenPicture | None
    model_answer: str
    instruction: str
    answer: str
    maximum: int


def may_judge(user: User) -> bool:
    """Whether there can be anything for this person to judge: whoever may change a course judges its answers."""
    return bool(page_permission_policy.user_has_permission(user, "change"))


def judged_by(user: User) -> QuerySet[Attempt]:
    """Attempts that were handed in, of quizzes this person may change; nobody judges their own answers."""
    pages = page_permission_policy.instances_user_has_permission_for(user, "change")
    return (
        Attempt.objects.filter(finished_at__isnull=False, quiz__in=pages.values("pk"))
        .exclude(user=user)
        .select_related("quiz", "enrolment__course")
    )


def waiting_for(user: User) -> QuerySet[Attempt]:
    """Those of which an answer still waits for a person, the oldest first."""
    return judged_by(user).filter(passed__isnull=True).order_by("finished_at", "pk")


def waiting_answers(attempt: Attempt) -> list[AnswerToJudge]:
    """What is still to be judged of one attempt, in the order of its questions."""
    answers = attempt.saved_answers()
    waiting = unjudged_items(attempt, answers)
    return [_to_judge(attempt, item, answers[item["number"]]) for item in attempt.items if item["number"] in waiting]


def answer_to_judge(attempt: Attempt, number: int) -> AnswerToJudge | None:
    """The answer to one question, also when it has been judged; None when a person has nothing to judge there."""
    answer = attempt.saved_answers().get(number)
    for item in attempt.items:
        question_type = type_of(item["type"])
        is_judged = question_type.needs_judgement(item["body"]) and question_type.is_answered(item["body"], answer)
        if item["number"] == number and is_judged:
            return _to_judge(attempt, item, answer)
    return None


def is_judged(attempt: Attempt, number: int) -> bool:
    return attempt.judgements.filter(item=number).exists()


def _to_judge(attempt: Attempt, item: FrozenQuestion, answer: Any) -> AnswerToJudge:
    body = corrections_of(attempt).get(item["number"], item["body"])
    return AnswerToJudge(
        public_id=attempt.public_id,
        number=item["number"],
        course=attempt.enrolment.course.title,
        quiz=attempt.quiz.title,
        handed_in_at=attempt.finished_at,
        context=item["context"],
        prompt=item["prompt"],
        picture=item.get("picture"),
        model_answer=body["model_answer"],
        instruction=body["instruction"],
        answer=answer,
        maximum=int(type_of(item["type"]).mark(body, answer).maximum),
    )


@transaction.atomic
def judge(attempt: Attempt, item: int, points: Decimal, feedback: str, by: User) -> Judgement:
    """Write down what a person thinks of an answer, and settle the result when it was the last that waited.

    A judgement is made once and stays. When the attempt passes by it, the step, the course and the certificate
    follow in this transaction, and so does the mail to the learner. Locks are taken in the order attempt,
    enrolment, certificate. Raises JudgementRefusedError; then nothing was written.
    """
    locked = Attempt.objects.select_for_update().get(pk=attempt.pk)
    answer = answer_to_judge(locked, item) if locked.is_finished else None
    if answer is None:
        raise NothingToJudgeError
    if not (points.is_finite() and 0 <= points <= answer.maximum):
        raise PointsError
    # On a database without row locks the unique constraint decides.
    judgement, is_new = Judgement.objects.get_or_create(
        attempt=locked, item=item, defaults={"points": points, "feedback": feedback, "judged_by": by}
    )
    if not is_new:
        raise AlreadyJudgedError
    settle(locked)
    if not locked.awaits_judgement:
        _mail(locked)
    return judgement


def _mail(attempt: Attempt) -> None:
    """One mail for an attempt, when all its open answers are judged; it says no result."""
    context = {
        "user": attempt.user,
        "quiz": attempt.quiz.title,
        "link": settings.BASE_URL + reverse("quiz_attempt", args=[attempt.public_id]),
    }
    with translation.override(settings.LANGUAGE_CODE):
        subject = render_to_string("quizzes/email/judged_subject.txt", context)
        body = render_to_string("quizzes/email/judged_message.txt", context)
    put_in_outbox(attempt.user, MailKind.JUDGEMENTS, f"judged:{attempt.pk}", subject, body)
