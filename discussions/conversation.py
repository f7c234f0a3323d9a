"""The rules of asking and answering: sending twice, changing, removing, accepting, hiding.

Whoever answers, changes, removes or accepts waits for the others on the row of the question, so that
nobody's answer stands below a question that was changed or is gone. Who may come here: perms.py.
"""

from datetime import timedelta
from uuid import UUID, uuid5

from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.refused import Refused
from courses.models import StepPage
from people.models import User

from .hosts import answers_as
from .models import Answer, Question, Words
from .perms import Part

# Time to repair a slip of the pen; later others may have acted on what they read.
ANSWER_CHANGES_FOR = timedelta(minutes=15)


def ask(user: User, step: StepPage, text: str, token: UUID) -> Question:
    """Ask something about a step; the same form once more is the same question."""
    question, _made = Question.objects.get_or_create(
        author=user,
        token=_token_of(token, step.pk, text),
        defaults={"step": step, "step_key": step.translation_key, "text": text},
    )
    return question


@transaction.atomic
def answer(part: Part, question: Question, text: str, token: UUID) -> Answer:
    """Answer a question; the same form once more is the same answer."""
    held = _held(question)
    written, _made = Answer.objects.get_or_create(
        author=part.user,
        token=_token_of(token, held.pk, text),
        defaults={"question": held, "text": text, "host_as": answers_as(part.user, part.is_host)},
    )
    return written


def _token_of(form: UUID, place: int, text: str) -> UUID:
    """The same for the same words in the same form. Who goes back in the browser and sends others means them too."""
    return uuid5(form, f"{place}:{text}")


def _held(question: Question) -> Question:
    """The question as it is now, held until the end of the transaction; 404 when it has been removed."""
    return get_object_or_404(Question.objects.select_for_update(), pk=question.pk)


def why_question_is_fixed(question: Question, is_answered: bool) -> str:
    """Why its asker may not change or remove it any more, as a sentence; empty when they may."""
    if question.is_hidden:
        return _("An editor has hidden this. It cannot be changed.")
    if is_answered:
        return _("Somebody has answered this question. It cannot be changed or removed any more.")
    return ""


def why_answer_is_fixed(answer: Answer, question: Question) -> str:
    """Why its writer may not change it any more, as a sentence; empty when they may."""
    if answer.is_hidden:
        return _("An editor has hidden this. It cannot be changed.")
    if question.accepted_answer_id == answer.pk:
        return _("This answer has been accepted. It cannot be changed any more.")
    if timezone.now() - answer.written_at > ANSWER_CHANGES_FOR:
        return _("An answer can be changed for 15 minutes. Write another answer below the question.")
    return ""


def _refuse(reason: str) -> None:
    if reason:
        raise Refused(reason)


@transaction.atomic
def change_question(question: Question, text: str) -> None:
    """Put other words in place of these. Raises Refused."""
    held = _held(question)
    _refuse(why_question_is_fixed(held, held.answers.exists()))
    _put(held, text)


@transaction.atomic
def change_answer(answer: Answer, text: str) -> None:
    """Put other words in place of these. Raises Refused."""
    question = _held(answer.question)
    answer.refresh_from_db()
    _refuse(why_answer_is_fixed(answer, question))
    _put(answer, text)


def _put(words: Words, text: str) -> None:
    if words.text != text:
        words.text, words.changed_at = text, timezone.now()
        words.save(update_fields=["text", "changed_at"])


@transaction.atomic
def remove(question: Question) -> None:
    """Take one's own question away. Raises Refused; the words of who answered are not ours to remove."""
    held = _held(question)
    _refuse(why_question_is_fixed(held, held.answers.exists()))
    held.delete()


@transaction.atomic
def accept(answer: Answer) -> None:
    """Mark this as the answer, in place of another; 404 for one that is hidden."""
    question = _held(answer.question)
    if answer.is_hidden:
        raise Http404
    question.accepted_answer = answer
    question.save(update_fields=["accepted_answer"])


@transaction.atomic
def no_longer_accept(answer: Answer) -> None:
    """Take the mark away, if it is still on this answer."""
    question = _held(answer.question)
    if question.accepted_answer_id == answer.pk:
        question.accepted_answer = None
        question.save(update_fields=["accepted_answer"])


def hide(words: Words, editor: User, reason: str) -> None:
    """From now on only editors and the writer see it; the writer with the reason."""
    words.hidden_at, words.hidden_by, words.hidden_reason = timezone.now(), editor, reason
    words.save(update_fields=["hidden_at", "hidden_by", "hidden_reason"])


def show_again(words: Words) -> None:
    words.hidden_at, words.hidden_by, words.hidden_reason = None, None, ""
    words.save(update_fields=["hidden_at", "hidden_by", "hidden_reason"])
