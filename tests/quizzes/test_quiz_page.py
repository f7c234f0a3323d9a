"""The page of a quiz before, between and after attempts."""

import pytest

from courses.enrol import enrol
from tests.factories.courses import make_course
from tests.factories.quizzes import finish_attempt, make_question, make_quiz, start_attempt

pytestmark = pytest.mark.django_db


def page_of(client, quiz):
    response = client.get(quiz.url)
    assert response.status_code == 200
    return response.content.decode()


def test_it_says_what_is_asked_before_one_starts(as_learner, learner):
    quiz = make_quiz(pass_mark=60, max_attempts=3)
    enrol(learner, quiz.course)
    page = page_of(as_learner, quiz)
    for text in (
        "3 vragen",
        "U slaagt met 60% of meer.",
        "U hebt in totaal 3 pogingen.",
        "Per fout vinkje",
        "Start de toets",
    ):
        assert text in page
    assert "Markeer als gedaan" not in page


def test_the_rule_for_several_answers_is_told_only_where_it_applies(as_learner):
    assert "Per fout vinkje" not in page_of(as_learner, make_quiz(make_question()))


def test_who_is_not_enrolled_cannot_start(as_learner):
    page = page_of(as_learner, make_quiz())
    assert "Start de toets" not in page


def test_an_open_attempt_is_one_click_away(as_learner, learner):
    quiz = make_quiz()
    attempt = start_attempt(learner, quiz)
    page = page_of(as_learner, quiz)
    assert "Ga verder met de toets" in page
    assert f"/mijn-leren/toets/{attempt.public_id}/" in page


def test_after_failing_one_sees_the_attempts_and_can_try_again(as_learner, learner):
    quiz = make_quiz(max_attempts=2)
    attempt = finish_attempt(learner, quiz, right=False)
    page = page_of(as_learner, quiz)
    for text in ("Uw pogingen", "0 van 3", "Niet geslaagd", "Probeer opnieuw", "U hebt nog 1 poging."):
        assert text in page
    assert f"/mijn-leren/toets/{attempt.public_id}/" in page


def test_after_passing_one_sees_the_result_and_goes_on(as_learner, learner):
    quiz = make_quiz(course=make_course(lessons=1))
    finish_attempt(learner, quiz, right=True)
    page = page_of(as_learner, quiz)
    for text in ("U bent geslaagd voor deze toets", "Bekijk uw uitslag", "Ga verder met Les"):
        assert text in page


def test_a_quiz_without_questions_says_so(as_learner, learner):
    question = make_question()
    quiz = make_quiz(question)
    enrol(learner, quiz.course)
    question.unpublish()
    assert "Deze toets heeft nog geen vragen." in page_of(as_learner, quiz)
