"""A question turns out to be wrong: finished attempts are marked again, by an explicit act only."""

from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from certificates.models import Certificate
from courses.models import CourseCompletion
from quizzes import attempts
from quizzes.models import Attempt, Question, Regrade, RegradedAttempt
from quizzes.regrade import plan, regrade
from tests.factories.guests import make_editor
from tests.factories.people import make_user
from tests.factories.quizzes import finish_attempt, make_question, make_quiz, right_answers, start_attempt

pytestmark = [pytest.mark.django_db, pytest.mark.row("Q9")]


def turn_key_around(question: Question) -> None:
    """What was right is wrong now, and the other way around."""
    for option in question.body[0].value["options"]:
        option["correct"] = not option["correct"]
    question.save_revision().publish()
    question.refresh_from_db()


@pytest.fixture
def question():
    value = {
        "options": [
            {"text": "Ja", "correct": False, "feedback": "Toch niet."},
            {"text": "Nee", "correct": True, "feedback": "Goed."},
        ]
    }
    return make_question(value=value)


@pytest.fixture
def editor():
    return make_editor()


def test_without_a_correction_nothing_changes(question, editor):
    finish_attempt(make_user(), make_quiz(question), right=False)
    assert plan(question).changes == []
    assert regrade(question, "Voor de zekerheid", editor) is None
    assert not Regrade.objects.exists()


def test_the_dry_run_writes_nothing_and_says_who_gains_and_who_loses(question):
    quiz = make_quiz(question)
    loser, winner = finish_attempt(make_user(), quiz, right=True), finish_attempt(make_user(), quiz, right=False)
    turn_key_around(question)
    planned = plan(question)
    assert [change.attempt for change in planned.better] == [winner]
    assert [change.attempt for change in planned.worse] == [loser]
    assert (planned.passes_gained, planned.passes_lost) == (1, 1)
    assert not Regrade.objects.exists()
    assert Attempt.objects.filter(passed=True).get() == loser


def test_who_gains_passes_finishes_and_gets_a_certificate(question, editor):
    winner = finish_attempt(make_user(), make_quiz(question), right=False)
    turn_key_around(question)
    act = regrade(question, "De sleutel was verkeerd om.", editor)
    winner.refresh_from_db()
    assert (winner.passed, winner.score) == (True, Decimal(1))
    assert CourseCompletion.objects.filter(enrolment=winner.enrolment).count() == 1
    assert Certificate.objects.count() == 1
    row = RegradedAttempt.objects.get(regrade=act)
    assert (row.score_before, row.score_after, row.passed_before, row.passed_after) == (0, 1, False, True)
    assert (act.reason, act.made_by, act.took_back) == ("De sleutel was verkeerd om.", editor, False)


def test_nobody_ends_with_less_without_the_second_confirmation(question, editor):
    loser = finish_attempt(make_user(), make_quiz(question), right=True)
    turn_key_around(question)
    assert regrade(question, "Reden", editor) is None
    loser.refresh_from_db()
    assert (loser.passed, loser.score) == (True, Decimal(1))
    assert [change.attempt for change in plan(question).worse] == [loser]


def test_with_the_second_confirmation_the_pass_goes_but_the_certificate_stays(question, editor):
    loser = finish_attempt(make_user(), make_quiz(question), right=True)
    turn_key_around(question)
    act = regrade(question, "Reden", editor, to_disadvantage=True)
    loser.refresh_from_db()
    assert (loser.passed, loser.score, act.took_back) == (False, Decimal(0), True)
    assert CourseCompletion.objects.filter(enrolment=loser.enrolment).count() == 1
    assert [certificate.is_revoked for certificate in Certificate.objects.all()] == [False]


def test_the_second_time_changes_nothing(question, editor):
    finish_attempt(make_user(), make_quiz(question), right=False)
    turn_key_around(question)
    assert regrade(question, "Reden", editor) is not None
    assert plan(question).changes == []
    assert regrade(question, "Nog eens", editor) is None
    assert RegradedAttempt.objects.count() == 1


def test_a_correction_of_the_correction_counts(question, editor):
    attempt = finish_attempt(make_user(), make_quiz(question), right=False)
    turn_key_around(question)
    regrade(question, "Eerst zo", editor)
    turn_key_around(question)
    regrade(question, "Toch niet", editor, to_disadvantage=True)
    attempt.refresh_from_db()
    assert attempt.passed is False
    assert plan(question).changes == []


def test_interrupted_it_goes_on_where_it_stopped(question, editor, monkeypatch):
    quiz = make_quiz(question)
    finish_attempt(make_user(), quiz, right=False)
    finish_attempt(make_user(), quiz, right=False)
    turn_key_around(question)
    done = []

    def fail_at_the_second(attempt):
        if done:
            raise RuntimeError("the machine stops")
        done.append(attempt)

    with monkeypatch.context() as patch:
        patch.setattr("quizzes.regrade.settle", fail_at_the_second)
        with pytest.raises(RuntimeError):
            regrade(question, "Reden", editor)
    assert RegradedAttempt.objects.count() == 1
    assert len(plan(question).changes) == 1
    regrade(question, "Reden", editor)
    assert plan(question).changes == []


def test_an_open_attempt_and_other_questions_are_left_alone(question, editor):
    other = make_question(value=None)
    open_attempt = start_attempt(make_user(), make_quiz(question, other))
    elsewhere = finish_attempt(make_user(), make_quiz(other), right=True)
    turn_key_around(question)
    assert plan(question).changes == []
    attempts.save_answers(open_attempt, right_answers(open_attempt))
    assert attempts.submit(open_attempt).passed
    elsewhere.refresh_from_db()
    assert elsewhere.passed


def test_the_dry_run_tells_which_attempts_have_to_wait(question):
    quiz = make_quiz(question)
    open_attempt = start_attempt(make_user(), quiz)
    assert plan(question).unsettled == 0
    turn_key_around(question)
    start_attempt(make_user(), quiz)
    assert plan(question).unsettled == 1
    finish(open_attempt)
    assert (plan(question).unsettled, len(plan(question).changes)) == (0, 1)


def finish(attempt: Attempt) -> None:
    attempts.save_answers(attempt, right_answers(attempt))
    attempts.submit(attempt)


def test_the_dry_run_tells_which_attempts_cannot_be_marked(question):
    finish_attempt(make_user(), make_quiz(question), right=True)
    question.body = [("true_false", {"answer": "true", "feedback_true": "Ja.", "feedback_false": "Nee."})]
    question.save_revision().publish()
    question.refresh_from_db()
    assert (plan(question).of_another_type, plan(question).changes) == (1, [])


def test_the_learner_reads_that_the_question_was_corrected(question, editor):
    learner = make_user()
    attempt = finish_attempt(learner, make_quiz(question), right=False)
    turn_key_around(question)
    regrade(question, "Reden die alleen de redactie leest", editor)
    client = Client()
    client.force_login(learner)
    page = client.get(reverse("quiz_attempt", args=[attempt.public_id])).content.decode()
    assert "Er zat een fout in deze vraag" in page
    assert "Reden die alleen" not in page


class TestTheScreen:
    @pytest.fixture
    def as_editor(self, editor):
        client = Client()
        client.force_login(editor)
        return client

    def test_an_editor_sees_the_dry_run_without_names_and_carries_it_out(self, as_editor, question):
        finish_attempt(make_user(name="Herkenbare Naam"), make_quiz(question), right=False)
        turn_key_around(question)
        address = reverse("regrade_question", args=[question.pk])
        page = as_editor.get(address).content.decode()
        assert "<title>Opnieuw nakijken" in " ".join(page.split())
        assert "1 poging krijgt meer punten" in page
        assert "Herkenbare Naam" not in page
        sent = {"reason": "Sleutel verkeerd", "revision": question.live_revision_id}
        page = as_editor.post(address, sent, follow=True).content.decode()
        assert "1 poging is opnieuw nagekeken." in page
        assert "Sleutel verkeerd" in page
        assert Attempt.objects.get().passed

    def test_without_a_reason_nothing_happens(self, as_editor, question):
        finish_attempt(make_user(), make_quiz(question), right=False)
        turn_key_around(question)
        sent = {"reason": " ", "revision": question.live_revision_id}
        response = as_editor.post(reverse("regrade_question", args=[question.pk]), sent)
        assert response.status_code == 200
        assert not Regrade.objects.exists()

    def test_a_question_that_changed_meanwhile_is_looked_at_again(self, as_editor, question):
        finish_attempt(make_user(), make_quiz(question), right=False)
        sent = {"reason": "Reden", "revision": question.live_revision_id}
        turn_key_around(question)
        as_editor.post(reverse("regrade_question", args=[question.pk]), sent)
        assert not Regrade.objects.exists()

    def test_a_learner_does_not_come_there(self, question):
        client = Client()
        client.force_login(make_user())
        response = client.get(reverse("regrade_question", args=[question.pk]))
        assert response.status_code in (302, 403)
        assert "Opnieuw nakijken" not in response.content.decode()

    def test_the_list_of_questions_leads_there(self, as_editor, question):
        listing = as_editor.get(reverse(Question.snippet_viewset.get_url_name("list"))).content.decode()
        assert reverse("regrade_question", args=[question.pk]) in listing
