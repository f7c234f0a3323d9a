"""Practice with the feedback at once: an answer that was checked is explained, and stays."""

import pytest

from quizzes.attempts import save_answers
from quizzes.models import Attempt
from tests.factories.quizzes import make_question, make_quiz, right_answers, start_attempt, wrong_answers

pytestmark = pytest.mark.django_db
AT_ONCE = {"mode": "practice", "show_feedback": "during", "show_points": "during", "show_right_answers": "during"}


def address(attempt: Attempt, number: int) -> str:
    return f"/mijn-leren/toets/{attempt.public_id}/{number}/"


def sent(action: str, version: int, number: int, answer=None) -> dict:
    fields = {"version": version, "asked": [number], "action": action}
    return fields | ({f"question_{number}": answer} if answer is not None else {})


@pytest.fixture
def attempt(learner, home):
    return start_attempt(learner, make_quiz(make_question(), make_question(), screens="one", **AT_ONCE))


def test_a_checked_answer_is_explained_and_no_longer_asked(as_learner, attempt):
    answer = wrong_answers(attempt)[1]
    response = as_learner.post(address(attempt, 1), sent("check 1", 0, 1, answer))
    assert (response.status_code, response.url) == (303, address(attempt, 1))
    page = as_learner.get(address(attempt, 1)).content.decode()
    for text in (
        "Niet goed",
        "Uw antwoord: niet goed",
        "Niet gekozen, wel goed",
        "Uitleg bij optie 2.",
        "Toelichting",
    ):
        assert text in page
    assert 'name="question_1"' not in page
    assert "Toelichting" not in as_learner.get(address(attempt, 2)).content.decode()


def test_a_checked_answer_cannot_be_given_again(as_learner, attempt):
    as_learner.post(address(attempt, 1), sent("check 1", 0, 1, wrong_answers(attempt)[1]))
    for action in ("go 2", "check 1"):
        again = as_learner.post(address(attempt, 1), sent(action, 1, 1, right_answers(attempt)[1]))
        assert again.status_code == 409
    assert attempt.saved_answers() == {1: wrong_answers(attempt)[1]}


def test_checking_twice_is_checking_once(as_learner, attempt):
    for _time in range(2):
        response = as_learner.post(address(attempt, 1), sent("check 1", 0, 1, right_answers(attempt)[1]))
        assert (response.status_code, response.url) == (303, address(attempt, 1))
    assert attempt.answers.count() == 1


def test_without_an_answer_there_is_nothing_to_check(as_learner, attempt):
    page = as_learner.post(address(attempt, 1), sent("check 1", 0, 1)).content.decode()
    assert "<title>Fout:" in page
    assert "Beantwoord deze vraag." in page
    assert not attempt.answers.filter(checked=True).exists()


@pytest.mark.parametrize("rules", [{}, {"mode": "practice"}, {**AT_ONCE, "mode": "exam"}])
def test_where_nothing_is_told_at_once_nothing_can_be_checked(as_learner, learner, rules):
    attempt = start_attempt(learner, make_quiz(make_question(), screens="one", **rules))
    assert "Kijk mijn antwoord na" not in as_learner.get(address(attempt, 1)).content.decode()
    response = as_learner.post(address(attempt, 1), sent("check 1", 0, 1, right_answers(attempt)[1]))
    assert response.status_code == 400
    assert not attempt.answers.exists()
    with pytest.raises(ValueError, match="show nothing"):
        save_answers(attempt, right_answers(attempt), checked=True)
    assert not attempt.answers.exists()
