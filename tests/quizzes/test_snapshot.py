"""An attempt keeps what was asked, whatever an editor does meanwhile."""

import pytest

from quizzes import attempts
from quizzes.models import Question
from quizzes.review import Shown, review_of
from tests.factories.quizzes import make_question, make_quiz, options, right_answers, start_attempt, wrong_answers

pytestmark = [pytest.mark.django_db, pytest.mark.row("Q8")]
EVERYTHING = Shown(points=True, feedback=True, right_answers=True)


def turn_around(question: Question) -> None:
    """An editor rewrites the question and makes another answer right."""
    question.prompt = "Heel iets anders?"
    question.explanation = "Andere toelichting."
    question.body = [("single_choice", options(True, False, False))]
    question.save_revision().publish()


def test_editing_a_question_changes_no_open_attempt(learner, as_learner):
    question = make_question()
    attempt = start_attempt(learner, make_quiz(question))
    turn_around(question)
    page = as_learner.get(f"/mijn-leren/toets/{attempt.public_id}/").content.decode()
    assert "Heel iets anders?" not in page
    attempt.refresh_from_db()
    attempts.save_answers(attempt, right_answers(attempt))
    assert attempts.submit(attempt).passed


def test_editing_a_question_changes_no_result(learner):
    question = make_question(prompt="Mag dit?")
    attempt = start_attempt(learner, make_quiz(question))
    attempts.save_answers(attempt, right_answers(attempt))
    finished = attempts.submit(attempt)
    before = review_of(finished, EVERYTHING)
    turn_around(question)
    finished.refresh_from_db()
    assert review_of(finished, EVERYTHING) == before


def test_unpublishing_and_taking_out_a_question_changes_no_open_attempt(learner):
    question = make_question()
    quiz = make_quiz(question, make_question())
    attempt = start_attempt(learner, quiz)
    quiz.items.all().delete()
    question.unpublish()
    question.delete()
    attempt.refresh_from_db()
    attempts.save_answers(attempt, right_answers(attempt))
    assert attempts.submit(attempt).passed


def test_the_next_attempt_asks_the_new_version(learner):
    question = make_question()
    quiz = make_quiz(question)
    first = start_attempt(learner, quiz)
    turn_around(question)
    attempts.save_answers(first, wrong_answers(first))
    attempts.submit(first)
    second = attempts.start(learner, quiz)
    assert second.items[0]["prompt"] == "Heel iets anders?"
    assert second.items[0]["revision"] != first.items[0]["revision"]


def test_a_draft_of_a_question_is_not_asked(learner):
    question = make_question(prompt="Mag dit?")
    question.prompt = "Nog niet klaar"
    question.save_revision()
    assert start_attempt(learner, make_quiz(question)).items[0]["prompt"] == "Mag dit?"


@pytest.mark.row("Q15")
def test_the_order_of_options_stays_during_an_attempt(learner):
    question = make_question(value=options(*[True, *[False] * 9]))
    attempt = start_attempt(learner, make_quiz(question))
    ids = [option["id"] for option in attempt.items[0]["body"]["options"]]
    attempt.refresh_from_db()
    assert [option["id"] for option in attempt.items[0]["body"]["options"]] == ids
    assert sorted(ids) == sorted(child.id for child in question.body[0].value["options"].bound_blocks)


def test_without_shuffling_options_stand_as_the_editor_put_them(learner):
    question = make_question(value=options(*[True, *[False] * 9]))
    attempt = start_attempt(learner, make_quiz(question, shuffle_options=False))
    texts = [option["text"] for option in attempt.items[0]["body"]["options"]]
    assert texts == [f"Optie {number}" for number in range(1, 11)]
