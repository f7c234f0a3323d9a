"""Whatever an editor does between start and result, its learner sees the same questions and gets the same score."""

import re

import pytest

from quizzes import attempts
from quizzes.models import Attempt, QuizItem, QuizPage
from quizzes.types import TYPES
from tests.factories.quizzes import as_post, make_question, make_quiz, options, right_answers, start_attempt

pytestmark = [pytest.mark.django_db, pytest.mark.row("Q8")]
CHANGING = re.compile(rb'name="(csrfmiddlewaretoken|version)" value="\w+"')


def rewritten(quiz, question):
    question.prompt, question.explanation, question.context = "Anders?", "Anders.", "Anders"
    question.save_revision().publish()


def made_right_elsewhere(quiz, question):
    question.body = [("single_choice", options(True, False, False))]
    question.save_revision().publish()


def reordered_options(quiz, question):
    (block,) = question.body
    turned = list(reversed([dict(option) for option in block.value["options"]]))
    question.body = [("single_choice", {"options": turned})]
    question.save_revision().publish()


def another_type(quiz, question):
    question.body = [("true_false", {"answer": "false", "feedback_true": "", "feedback_false": ""})]
    question.save_revision().publish()


def unpublished(quiz, question):
    question.unpublish()


def taken_out_and_deleted(quiz, question):
    quiz.items.all().delete()
    question.delete()


def quiz_reordered(quiz, question):
    QuizItem.objects.filter(quiz=quiz, question=question).update(sort_order=99)


def stricter_rules(quiz, question):
    QuizPage.objects.filter(pk=quiz.pk).update(pass_mark=100, screens="one", show_feedback="later", time_limit=1)


def quiz_offline(quiz, question):
    quiz.unpublish()


EDITS = (
    rewritten,
    made_right_elsewhere,
    reordered_options,
    another_type,
    unpublished,
    taken_out_and_deleted,
    quiz_reordered,
    stricter_rules,
    quiz_offline,
)


def seen(client, attempt: Attempt) -> bytes:
    """The questions as their learner sees them."""
    page = client.get(f"/mijn-leren/toets/{attempt.public_id}/").content
    form = page[page.index(b"data-quiz=") :]
    return CHANGING.sub(b"", form[: form.index(b"</form>")])


@pytest.mark.parametrize("edit", EDITS)
@pytest.mark.parametrize("step", ["started", "saved", "handed in"])
def test_an_edit_at_any_step_changes_neither_questions_nor_score(as_learner, learner, edit, step):
    question = make_question()
    quiz = make_quiz(question, make_question(), pass_mark=50)
    attempt = start_attempt(learner, quiz)
    answers = right_answers(attempt)
    address = f"/mijn-leren/toets/{attempt.public_id}/"
    blank = seen(as_learner, attempt)
    if step == "started":
        edit(QuizPage.objects.get(pk=quiz.pk), question)
        assert seen(as_learner, attempt) == blank
    attempts.save_answers(attempt, answers)
    filled_in = seen(as_learner, attempt)
    if step == "saved":
        edit(QuizPage.objects.get(pk=quiz.pk), question)
        assert seen(as_learner, attempt) == filled_in
    assert as_learner.post(address, as_post(answers, version=1)).status_code == 303
    attempt.refresh_from_db()
    assert (attempt.score, attempt.maximum, attempt.passed) == (2, 2, True)
    if step == "handed in":
        before = attempt.items, attempt.rules
        edit(QuizPage.objects.get(pk=quiz.pk), question)
        attempt.refresh_from_db()
        assert (attempt.items, attempt.rules, attempt.score, attempt.passed) == (*before, 2, True)
    page = as_learner.get(address).content.decode()
    assert "2 van 2 punten" in page
    assert "Anders?" not in page


@pytest.mark.parametrize("name", TYPES)
def test_every_type_is_marked_by_what_was_frozen(learner, name):
    question = make_question(name)
    attempt = start_attempt(learner, make_quiz(question, make_question()))
    frozen = attempt.items[0]["body"]
    another_type(attempt.quiz, question)
    attempts.save_answers(attempt, right_answers(attempt))
    attempt = attempts.submit(attempt)
    assert attempt.items[0]["body"] == frozen
    assert attempt.passed is (None if name == "open_answer" else True)
