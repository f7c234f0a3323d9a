"""A person judges an open answer: once, without knowing whose it is, and the result follows."""

from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.contrib.auth.models import Group, Permission
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import GroupPagePermission

from certificates.models import Certificate
from courses.models import CourseCompletion, StepCompletion
from people.mail_choices import choose
from people.mail_kinds import MailKind
from people.models import OutboxMail
from people.outbox import send_due_mail
from quizzes import attempts, judging
from quizzes.models import Attempt, Judgement
from tests.factories.guests import make_editor
from tests.factories.hr import make_municipality
from tests.factories.people import make_user
from tests.factories.quizzes import (
    OPEN_ANSWER,
    finish_attempt,
    make_question,
    make_quiz,
    right_answers,
    start_attempt,
    wrong_answers,
)

from .test_concurrency import all_at_once

pytestmark = pytest.mark.django_db
OVERVIEW = "/admin/open-answers/"


def open_question(**changes):
    return make_question("open_answer", {**OPEN_ANSWER, **changes})


def handed_in(user=None, *questions, **fields) -> Attempt:
    """An attempt that waits for a person; by default one choice that is right and one open answer of 3 points."""
    asked = questions or (make_question(), open_question())
    return finish_attempt(user or make_user(), make_quiz(*asked, **fields), right=True)


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def address(attempt, number=2) -> str:
    return reverse("judge_answer", args=[attempt.public_id, number])


def editor_of(page):
    """Someone who may change this page and what is below it, and nothing else."""
    user = make_user()
    group = Group.objects.create(name=f"Redactie van {page.pk}")
    group.permissions.add(Permission.objects.get(content_type__app_label="wagtailadmin", codename="access_admin"))
    change = Permission.objects.get(content_type__app_label="wagtailcore", codename="change_page")
    GroupPagePermission.objects.create(group=group, page=page, permission=change)
    user.groups.add(group)
    return user


@pytest.fixture
def editor(home):
    return make_editor(name="Rik Redactie")


@pytest.fixture
def as_editor(editor) -> Client:
    return signed_in(editor)


class TestTheRule:
    def test_until_a_person_judges_there_is_no_result(self):
        attempt = handed_in()
        assert attempt.awaits_judgement
        assert (attempt.score, StepCompletion.objects.count()) == (None, 0)

    def test_an_attempt_that_waits_is_not_tried_again(self):
        attempt = handed_in()
        with pytest.raises(attempts.AwaitsJudgementError):
            attempts.start(attempt.user, attempt.quiz)
        assert Attempt.objects.count() == 1

    def test_passing_by_a_judgement_finishes_the_course_and_makes_one_certificate(self, editor):
        attempt = handed_in()
        judging.judge(attempt, 2, Decimal("2.50"), "Goed gezien.", editor)
        attempt.refresh_from_db()
        assert (attempt.passed, attempt.score, attempt.maximum) == (True, Decimal("3.50"), Decimal("4.00"))
        counts = StepCompletion.objects.count(), CourseCompletion.objects.count(), Certificate.objects.count()
        assert counts == (1, 1, 1)
        judgement = Judgement.objects.get()
        assert (judgement.points, judgement.feedback, judgement.judged_by) == (Decimal("2.50"), "Goed gezien.", editor)

    def test_too_few_points_do_not_pass_and_the_learner_may_try_again(self, editor):
        attempt = handed_in()
        judging.judge(attempt, 2, Decimal(1), "Te weinig.", editor)
        attempt.refresh_from_db()
        assert attempt.passed is False
        assert not StepCompletion.objects.exists()
        assert attempts.start(attempt.user, attempt.quiz).number == 2

    def test_the_result_comes_with_the_last_of_several_answers(self, editor):
        attempt = handed_in(None, open_question(), open_question())
        judging.judge(attempt, 2, Decimal(3), "Goed.", editor)
        attempt.refresh_from_db()
        assert attempt.awaits_judgement
        assert not OutboxMail.objects.exists()
        judging.judge(attempt, 1, Decimal(3), "Goed.", editor)
        attempt.refresh_from_db()
        assert attempt.passed is True
        assert OutboxMail.objects.count() == 1

    def test_a_second_judgement_is_refused(self, editor):
        attempt = handed_in()
        judging.judge(attempt, 2, Decimal(1), "Eerste.", editor)
        with pytest.raises(judging.AlreadyJudgedError) as refused:
            judging.judge(attempt, 2, Decimal(3), "Tweede.", make_user())
        assert "al beoordeeld" in str(refused.value.sentence)
        assert Judgement.objects.get().feedback == "Eerste."
        attempt.refresh_from_db()
        assert attempt.passed is False

    @pytest.mark.parametrize("points", ["-0.01", "3.01", "NaN", "Infinity", "-Infinity"])
    def test_points_lie_between_nothing_and_the_most(self, editor, points):
        attempt = handed_in()
        with pytest.raises(judging.PointsError):
            judging.judge(attempt, 2, Decimal(points), "Zo.", editor)
        assert not Judgement.objects.exists()

    @pytest.mark.parametrize("number", [1, 3])
    def test_only_an_open_answer_is_judged(self, editor, number):
        with pytest.raises(judging.NothingToJudgeError):
            judging.judge(handed_in(), number, Decimal(1), "Zo.", editor)
        assert not Judgement.objects.exists()

    def test_an_open_attempt_is_not_judged(self, editor):
        attempt = start_attempt(make_user(), make_quiz(open_question()))
        attempts.save_answers(attempt, right_answers(attempt))
        with pytest.raises(judging.NothingToJudgeError):
            judging.judge(attempt, 1, Decimal(1), "Zo.", editor)
        assert not Judgement.objects.exists()

    def test_an_answer_that_the_learner_compares_waits_for_nobody(self):
        attempt = handed_in(None, make_question(), open_question(assessment="self"))
        assert attempt.passed is True
        assert (attempt.score, attempt.maximum) == (1, 1)

    def test_an_open_answer_that_was_left_out_when_time_was_over_waits_for_nobody(self):
        attempt = start_attempt(make_user(), make_quiz(make_question(), open_question(), time_limit=5))
        Attempt.objects.filter(pk=attempt.pk).update(deadline=timezone.now() - timedelta(hours=1))
        attempt.refresh_from_db()
        attempts.close_if_over(attempt)
        attempt.refresh_from_db()
        assert attempt.passed is False
        assert (attempt.score, attempt.maximum) == (0, 4)

    def test_what_fails_on_the_way_leaves_nothing_behind(self, editor, monkeypatch):
        attempt = handed_in()

        def fail(*_arguments):
            raise RuntimeError("no mail")

        monkeypatch.setattr(judging, "put_in_outbox", fail)
        with pytest.raises(RuntimeError):
            judging.judge(attempt, 2, Decimal(3), "Goed.", editor)
        attempt.refresh_from_db()
        assert attempt.awaits_judgement
        assert not Judgement.objects.exists()
        assert not Certificate.objects.exists()


class TestTheMail:
    def test_the_learner_is_told_with_a_link_and_without_the_result(self, editor, learner):
        attempt = handed_in(learner)
        judging.judge(attempt, 2, Decimal(3), "Geheim oordeel.", editor)
        waiting = OutboxMail.objects.get()
        assert (waiting.user, waiting.kind) == (learner, MailKind.JUDGEMENTS)
        assert send_due_mail() == 1
        (sent,) = mail.outbox
        assert sent.subject == "Uw open antwoord is beoordeeld"
        assert f"/mijn-leren/toets/{attempt.public_id}/" in sent.body
        assert attempt.quiz.title in sent.body
        assert "Geheim oordeel." not in sent.body
        assert editor.name not in sent.body

    def test_who_does_not_want_it_gets_none_and_has_the_result(self, editor, learner):
        attempt = handed_in(learner)
        choose(learner, MailKind.JUDGEMENTS, wanted=False)
        judging.judge(attempt, 2, Decimal(3), "Goed.", editor)
        attempt.refresh_from_db()
        assert attempt.passed is True
        assert not OutboxMail.objects.exists()


class TestTheScreens:
    def test_what_waits_is_listed_oldest_first(self, as_editor):
        newest, oldest = handed_in(), handed_in()
        Attempt.objects.filter(pk=oldest.pk).update(finished_at=timezone.now() - timedelta(days=2))
        handed_in(None, make_question())
        page = as_editor.get(OVERVIEW).content.decode()
        assert 0 < page.index(address(oldest)) < page.index(address(newest))
        assert page.count("/admin/open-answers/") - page.count('"/admin/open-answers/"') == 2

    def test_nothing_waits(self, as_editor):
        assert "Er wacht geen open antwoord op een beoordeling." in as_editor.get(OVERVIEW).content.decode()

    def test_twenty_attempts_stand_on_a_page(self, as_editor):
        quiz = make_quiz(open_question())
        for _number in range(21):
            finish_attempt(make_user(), quiz, right=True)
        first = as_editor.get(OVERVIEW)
        assert (len(first.context["answers"]), "?p=2" in first.content.decode()) == (20, True)
        second = as_editor.get(OVERVIEW, {"p": "2"})
        assert (len(second.context["answers"]), "?p=1" in second.content.decode()) == (1, True)

    def test_one_sees_all_that_judging_needs_and_not_whose_answer_it_is(self, as_editor, learner):
        attempt = handed_in(learner)
        item = attempt.items[1]
        for page in (as_editor.get(OVERVIEW).content.decode(), as_editor.get(address(attempt)).content.decode()):
            assert item["prompt"] in page
            assert learner.name not in page
            assert learner.email not in page
        for text in (
            OPEN_ANSWER["model_answer"],
            OPEN_ANSWER["instruction"],
            "Een goed antwoord.",
            "Van 0 tot en met 3",
        ):
            assert text in page

    def test_what_a_learner_wrote_is_shown_as_text(self, as_editor):
        attempt = start_attempt(make_user(), make_quiz(open_question()))
        attempts.save_answers(attempt, {1: "<script>alert(1)</script>"})
        page = as_editor.get(address(attempts.submit(attempt), 1)).content.decode()
        assert "&lt;script&gt;alert(1)" in page
        assert "<script>alert(1)" not in page

    def test_judging_gives_the_learner_points_and_words(self, as_editor, as_learner, learner, editor):
        attempt = handed_in(learner)
        waiting = as_learner.get(f"/mijn-leren/toets/{attempt.public_id}/").content.decode()
        assert "Iemand moet uw antwoord nog lezen" in waiting
        assert "Niet goed" not in waiting
        response = as_editor.post(address(attempt), {"points": "2,5", "feedback": "Noem ook de wet."})
        assert (response.status_code, response.headers["Location"]) == (302, OVERVIEW)
        assert address(attempt) not in as_editor.get(OVERVIEW).content.decode()
        result = as_learner.get(f"/mijn-leren/toets/{attempt.public_id}/").content.decode()
        assert "Noem ook de wet." in result
        assert "2,50 van 3 punten" in result
        assert "Modelantwoord" in result
        assert editor.name not in result

    @pytest.mark.parametrize(
        ("points", "feedback"), [("", "Zo."), ("4", "Zo."), ("-1", "Zo."), ("NaN", "Zo."), ("veel", "Zo."), ("1", " ")]
    )
    def test_what_is_missing_or_wrong_is_asked_again_and_what_was_typed_stays(self, as_editor, points, feedback):
        attempt = handed_in()
        response = as_editor.post(address(attempt), {"points": points, "feedback": feedback})
        assert response.status_code == 200
        assert response.context["form"].errors
        assert f">\n{feedback}</textarea>" in response.content.decode()
        assert not Judgement.objects.exists()

    def test_long_feedback_is_told_so(self, as_editor):
        response = as_editor.post(address(handed_in()), {"points": "1", "feedback": "x" * 5_001})
        assert "Uw feedback heeft 5001 tekens." in response.content.decode()
        assert not Judgement.objects.exists()

    def test_who_comes_second_is_told_and_keeps_what_was_typed(self, as_editor, home):
        attempt = handed_in()
        judging.judge(attempt, 2, Decimal(3), "Eerste.", make_user())
        response = as_editor.post(address(attempt), {"points": "0", "feedback": "Mijn lange oordeel."})
        assert response.status_code == 409
        assert "Iemand heeft dit antwoord al beoordeeld. Uw punten zijn niet opgeslagen." in response.content.decode()
        assert "Mijn lange oordeel.</textarea>" in response.content.decode()
        assert Judgement.objects.get().feedback == "Eerste."
        assert as_editor.get(address(attempt)).headers["Location"] == OVERVIEW

    def test_looking_writes_nothing(self, as_editor):
        as_editor.get(address(handed_in()))
        assert not Judgement.objects.exists()


class TestWhoMayJudge:
    def test_who_may_change_the_course_judges_its_answers_and_no_others(self, home):
        mine, other = handed_in(), handed_in()
        client = signed_in(editor_of(mine.quiz.course))
        page = client.get(OVERVIEW).content.decode()
        assert address(mine) in page
        assert address(other) not in page
        assert client.get(address(mine)).status_code == 200
        assert client.get(address(other)).status_code == 404
        assert client.post(address(other), {"points": "3", "feedback": "Goed."}).status_code == 404
        assert client.post(address(mine), {"points": "3", "feedback": "Goed."}).status_code == 302
        assert list(Judgement.objects.values_list("attempt_id", flat=True)) == [mine.pk]

    def test_nobody_judges_an_own_answer(self, editor, as_editor):
        own = handed_in(editor)
        assert address(own) not in as_editor.get(OVERVIEW).content.decode()
        assert as_editor.get(address(own)).status_code == 404
        assert as_editor.post(address(own), {"points": "3", "feedback": "Goed."}).status_code == 404
        assert not Judgement.objects.exists()

    def test_the_learner_a_colleague_and_hr_get_no_access(self, as_learner, learner):
        municipality = make_municipality()
        attempt = handed_in(learner)
        for client in (as_learner, signed_in(make_user()), signed_in(municipality.officer), Client()):
            for url in (OVERVIEW, address(attempt)):
                response = client.get(url)
                assert response.status_code in (302, 403)
                assert OPEN_ANSWER["model_answer"] not in response.content.decode()
            client.post(address(attempt), {"points": "3", "feedback": "Goed."})
        assert not Judgement.objects.exists()

    def test_who_may_enter_the_admin_and_change_no_page_is_refused(self, home):
        user = make_user()
        user.user_permissions.add(
            Permission.objects.get(content_type__app_label="wagtailadmin", codename="access_admin")
        )
        attempt = handed_in()
        client = signed_in(user)
        for url in (OVERVIEW, address(attempt)):
            response = client.get(url, follow=True)
            assert attempt.items[1]["prompt"] not in response.content.decode()
        client.post(address(attempt), {"points": "3", "feedback": "Goed."})
        assert not Judgement.objects.exists()

    @pytest.mark.parametrize("number", [0, 1, 3])
    def test_what_is_no_open_answer_is_not_there(self, as_editor, number):
        assert as_editor.get(address(handed_in(), number)).status_code == 404

    def test_an_open_attempt_and_an_unknown_one_are_not_there(self, as_editor):
        attempt = start_attempt(make_user(), make_quiz(open_question()))
        attempts.save_answers(attempt, wrong_answers(attempt))
        assert as_editor.get(address(attempt, 1)).status_code == 404
        assert as_editor.get(reverse("judge_answer", args=[uuid4(), 1])).status_code == 404


@pytest.mark.django_db(transaction=True)
def test_of_judges_at_once_exactly_one_counts():
    judges = [make_user() for _number in range(8)]
    attempt = handed_in()
    outcomes = all_at_once(
        lambda number: judging.judge(attempt, 2, Decimal(3), f"Oordeel {number}.", judges[number]).pk, times=8
    )
    refused = [outcome for outcome in outcomes if isinstance(outcome, judging.AlreadyJudgedError)]
    assert len(refused) == 7
    assert Judgement.objects.count() == 1
    counts = CourseCompletion.objects.count(), Certificate.objects.count(), OutboxMail.objects.count()
    assert counts == (1, 1, 1)


@pytest.mark.django_db(transaction=True)
def test_of_two_answers_judged_at_once_the_last_gives_the_result():
    judges = [make_user(), make_user()]
    attempt = handed_in(None, open_question(), open_question())
    all_at_once(lambda place: judging.judge(attempt, place + 1, Decimal(3), "Goed.", judges[place]).pk, times=2)
    attempt.refresh_from_db()
    assert Judgement.objects.count() == 2
    assert attempt.passed is True
    assert (Certificate.objects.count(), OutboxMail.objects.count()) == (1, 1)
