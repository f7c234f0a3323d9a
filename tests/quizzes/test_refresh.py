"""Practising again what went wrong, after growing intervals."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from quizzes.models import RefreshCard
from quizzes.refresh import AT_A_TIME, INTERVALS, asked, due_cards, refresh
from tests.factories.people import make_user
from tests.factories.quizzes import finish_attempt, make_question, make_quiz, options

pytestmark = pytest.mark.django_db


def make_card(user, question=None, *, box=0, due_in=0) -> RefreshCard:
    due_on = timezone.localdate() + timedelta(days=due_in)
    return RefreshCard.objects.create(user=user, question=question or make_question(), box=box, due_on=due_on)


def answer_of(card: RefreshCard, *, correct: bool) -> str:
    return next(option["id"] for option in asked(card)["body"]["options"] if option["correct"] is correct)


def test_what_went_wrong_in_a_quiz_comes_back_tomorrow(learner):
    right, wrong = make_question(), make_question(value=options(True, False))
    quiz = make_quiz(right, wrong)
    finish_attempt(learner, quiz, right=False)
    assert {card.question for card in RefreshCard.objects.all()} == {right, wrong}
    assert {card.due_on for card in RefreshCard.objects.all()} == {timezone.localdate() + timedelta(days=1)}
    assert due_cards(learner) == []


def test_what_was_right_does_not_come_back(learner):
    finish_attempt(learner, make_quiz(), right=True)
    assert not RefreshCard.objects.exists()


def test_wrong_again_in_a_quiz_begins_again(learner):
    question = make_question()
    make_card(learner, question, box=3, due_in=20)
    finish_attempt(learner, make_quiz(question), right=False)
    assert RefreshCard.objects.get().box == 0


def test_at_most_five_a_day_the_longest_waiting_first(learner):
    cards = [make_card(learner, due_in=-days) for days in range(7)]
    assert due_cards(learner) == cards[:1:-1]
    assert len(due_cards(learner)) == AT_A_TIME


def test_a_question_that_is_not_published_is_not_asked(learner):
    card = make_card(learner)
    card.question.unpublish()
    assert due_cards(learner) == []


@pytest.mark.parametrize("box", range(len(INTERVALS) - 1))
def test_right_it_comes_back_later_each_time(learner, box):
    card = make_card(learner, box=box)
    outcome = refresh(card, answer_of(card, correct=True))
    card.refresh_from_db()
    assert outcome.next_days == INTERVALS[box + 1] > INTERVALS[box]
    assert (card.box, card.due_on) == (box + 1, timezone.localdate() + timedelta(days=INTERVALS[box + 1]))


def test_right_in_the_last_box_it_is_known(learner):
    card = make_card(learner, box=len(INTERVALS) - 1)
    assert refresh(card, answer_of(card, correct=True)).next_days is None
    assert not RefreshCard.objects.exists()


def test_wrong_it_begins_again(learner):
    card = make_card(learner, box=3)
    assert refresh(card, answer_of(card, correct=False)).next_days == INTERVALS[0]
    card.refresh_from_db()
    assert card.box == 0


def test_an_answer_sent_twice_moves_the_card_once(learner):
    card = make_card(learner)
    refresh(card, answer_of(card, correct=True))
    refresh(card, answer_of(card, correct=True))
    assert RefreshCard.objects.get().box == 1


class TestThePages:
    def test_from_my_learning_to_the_answer(self, as_learner, learner):
        card = make_card(learner, make_question(prompt="Weet u het nog?"))
        assert "Fris op wat u weet: 1 vraag" in as_learner.get(reverse("my_learning")).content.decode()
        page = as_learner.get(reverse("refresh")).content.decode()
        assert "Weet u het nog?" in page
        assert "Uitleg bij optie" not in page
        sent = {"asked": 1, "question_1": answer_of(card, correct=True)}
        page = as_learner.post(reverse("refresh_answer", args=[card.pk]), sent).content.decode()
        assert "Goed gedaan." in page
        assert "komt na 3 dagen terug" in page
        assert "niets om op te frissen" in as_learner.get(reverse("refresh")).content.decode()

    def test_without_an_answer_the_page_says_so_and_the_card_stays(self, as_learner, learner):
        card = make_card(learner)
        page = as_learner.post(reverse("refresh_answer", args=[card.pk]), {}).content.decode()
        assert "<title>Fout:" in page
        assert "Beantwoord deze vraag." in page
        card.refresh_from_db()
        assert card.due_on == timezone.localdate()

    def test_an_option_the_question_does_not_have_is_refused(self, as_learner, learner):
        card = make_card(learner, box=2)
        response = as_learner.post(reverse("refresh_answer", args=[card.pk]), {"question_1": "x"})
        assert response.status_code == 400
        card.refresh_from_db()
        assert card.box == 2

    def test_the_card_of_a_colleague_does_not_exist(self, as_learner):
        card = make_card(make_user())
        assert as_learner.post(reverse("refresh_answer", args=[card.pk]), {}).status_code == 404

    def test_a_visitor_signs_in_first(self):
        assert Client().get(reverse("refresh")).status_code == 302

    def test_nothing_is_shown_of_it_to_who_has_nothing_to_refresh(self, as_learner):
        assert "Fris op" not in as_learner.get(reverse("my_learning")).content.decode()
