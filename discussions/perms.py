"""Fetching is authorising: these return what the person may have, or raise Http404.

Who takes part in the conversation about a step: whoever is enrolled in the course, once the step is open
for them; its hosts; and the editors. Hidden words exist for editors and for their writer only.
"""

from dataclasses import dataclass
from typing import Any, TypeVar

from django.db.models import Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from courses.models import StepPage
from courses.perms import StepLockedError, enrolment_for_step, published_step, refuse_locked_step
from people.models import User
from people.perms import has_platform_role
from people.roles import PlatformRole

from .hosts import hosts_of
from .models import Answer, Question

SomeWords = TypeVar("SomeWords", Question, Answer)


class NotOpenYet(Exception):  # noqa: N818 - reads as what happened
    """This learner has to do another step before `step`; its page says which."""

    def __init__(self, step: StepPage) -> None:
        self.step = step


@dataclass(frozen=True)
class Part:
    """As what someone takes part in the conversation about one step."""

    user: User
    is_host: bool
    is_editor: bool

    @property
    def needs_no_enrolment(self) -> bool:
        return self.is_host or self.is_editor

    def may_accept(self, question: Question) -> bool:
        return self.is_host or question.author_id == self.user.pk


def part_of(user: User, step: StepPage) -> Part:
    """Raises Http404 for who has no part in it, and NotOpenYet for a learner who has not come so far."""
    part = standing_of(user, step)
    if part.needs_no_enrolment:
        return part
    enrolment = enrolment_for_step(user, published_step(step.pk))
    try:
        refuse_locked_step(enrolment, step)
    except StepLockedError as locked:
        raise NotOpenYet(step) from locked
    return part


def standing_of(user: User, step: StepPage) -> Part:
    """What someone is to a step, whether or not they may come in."""
    is_host = user.pk in hosts_of([step])[step.pk]
    return Part(user, is_host, is_editor=has_platform_role(user, PlatformRole.EDITOR))


def step_for(user: User, pk: int) -> tuple[StepPage, Part]:
    """A step with the part one has in its conversation. Raises NotOpenYet too."""
    step = get_object_or_404(StepPage, id=pk)
    return step, part_of(user, step)


def question_for(user: User, pk: int) -> tuple[Question, Part]:
    """A question one may read. Whoever asked it finds it back, also when the step has gone offline or is locked."""
    question = get_object_or_404(Question.objects.select_related("step", "author"), id=pk)
    if question.author_id == user.pk:
        return question, standing_of(user, question.step)
    part = part_of(user, question.step)
    if question.is_hidden and not part.is_editor:
        raise Http404
    return question, part


def answer_to_accept_for(user: User, pk: int) -> Answer:
    """An answer to a question that one asked or is a host of; 404 for anybody else."""
    answer = get_object_or_404(Answer.objects.select_related("question"), id=pk)
    question, part = question_for(user, answer.question_id)
    if not part.may_accept(question):
        raise Http404
    return answer


def own_words_for(user: User, kind: type[SomeWords], pk: int) -> SomeWords:
    """What one wrote oneself; 404 for the words of anybody else."""
    return get_object_or_404(kind, id=pk, author=user)


def words_for_editor(user: User, kind: type[Question] | type[Answer], pk: int) -> Question | Answer:
    """Whatever was written; 404 for who is no editor."""
    if not has_platform_role(user, PlatformRole.EDITOR):
        raise Http404
    words: Any = get_object_or_404(kind, id=pk)
    return words


def seen_by(part: Part, words: QuerySet[SomeWords]) -> QuerySet[SomeWords]:
    """Without what was hidden, unless this person may see it."""
    if part.is_editor:
        return words
    return words.filter(Q(hidden_at=None) | Q(author=part.user))
