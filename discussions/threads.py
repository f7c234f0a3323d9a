"""Questions and answers as one reader sees them."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Case, Exists, OuterRef, Prefetch, Q, QuerySet, When
from django.utils.translation import gettext as _

from courses.models import StepPage
from people.models import Membership, User

from .conversation import why_answer_is_fixed, why_question_is_fixed
from .models import Answer, Question
from .perms import Part, seen_by

# Of the answered questions about a step so many are held against a new one.
MOST_COMPARED = 200


@dataclass(frozen=True)
class ShownAnswer:
    """One answer; `writer` is a name with an organisation."""

    answer: Answer
    writer: str
    is_own: bool
    is_accepted: bool
    may_change: bool


@dataclass(frozen=True)
class Thread:
    """One question with its answers, the accepted one first, then in the order in which they were written.

    may_change: the reader may change and remove the question. may_accept: and mark an answer.
    """

    question: Question
    writer: str
    is_own: bool
    may_change: bool
    may_accept: bool
    is_editor: bool
    answers: list[ShownAnswer]

    @property
    def is_solved(self) -> bool:
        return any(shown.is_accepted for shown in self.answers)


def questions_about(part: Part, step: StepPage) -> QuerySet[Question]:
    """What this person may read about a step, in whatever language it was asked; the newest first."""
    questions = Question.objects.filter(step_key=step.translation_key)
    return with_answers(part, seen_by(part, questions)).order_by("-written_at", "-pk")


def answered_about(part: Part, step: StepPage) -> list[Question]:
    """What was asked before and got an answer, for everybody to read: the solved ones first, then the newest."""
    answers = Answer.objects.filter(question=OuterRef("pk"), hidden_at=None)
    asked = Question.objects.filter(Exists(answers), step_key=step.translation_key, hidden_at=None)
    is_solved = Q(accepted_answer__isnull=False, accepted_answer__hidden_at=None)
    found = asked.exclude(author=part.user).annotate(is_solved=Case(When(is_solved, then=1), default=0))
    return list(found.order_by("-is_solved", "-written_at", "-pk")[:MOST_COMPARED])


def with_answers(part: Part, questions: QuerySet[Question]) -> QuerySet[Question]:
    """With all that `thread_of` shows; the number of queries does not grow with the number of questions."""
    answers = _with_writers(seen_by(part, Answer.objects.order_by("written_at", "pk")))
    answered = Exists(Answer.objects.filter(question=OuterRef("pk")))
    return _with_writers(questions.annotate(is_answered=answered)).prefetch_related(Prefetch("answers", answers))


def _with_writers(words: Any) -> Any:
    workplaces = Membership.objects.current().select_related("organisation").order_by("started_on", "pk")
    return words.select_related("author").prefetch_related(
        Prefetch("author__memberships", workplaces, to_attr="workplaces")
    )


def thread_of(part: Part, question: Question) -> Thread:
    """What one reader sees of a question from `with_answers`."""
    answers = [_shown(part, question, answer) for answer in question.answers.all()]
    is_own = question.author_id == part.user.pk
    return Thread(
        question=question,
        writer=_writer(question.author),
        is_own=is_own,
        may_change=is_own and not why_question_is_fixed(question, question.is_answered),  # type: ignore[attr-defined]
        may_accept=part.may_accept(question),
        is_editor=part.is_editor,
        answers=sorted(answers, key=lambda shown: not shown.is_accepted),
    )


def _shown(part: Part, question: Question, answer: Answer) -> ShownAnswer:
    is_own = answer.author_id == part.user.pk
    return ShownAnswer(
        answer=answer,
        writer=_writer(answer.author),
        is_own=is_own,
        is_accepted=question.accepted_answer_id == answer.pk and not answer.is_hidden,
        may_change=is_own and not why_answer_is_fixed(answer, question),
    )


def name_of(user: User | None) -> str:
    """The name readers see. Never the address, which stands in for it elsewhere."""
    if user is None:
        return _("Someone who does not work here any more")
    return user.name or _("Someone without a name")


def _writer(user: User | None) -> str:
    """Name and employer."""
    workplaces = user.workplaces[:1] if user else []  # type: ignore[attr-defined]
    return ", ".join([name_of(user), *(workplace.organisation.name for workplace in workplaces)])
