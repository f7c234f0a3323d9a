"""Time limits: the server's clock counts, from the start on, and what was saved in time always counts."""

from datetime import UTC, datetime, timedelta
from io import StringIO
from zoneinfo import ZoneInfo

import pytest
from django.core.management import call_command
from django.utils import timezone

from courses.models import StepCompletion
from quizzes import attempts, autosave, views
from quizzes.clock import GRACE
from quizzes.models import Attempt, ExtraTime
from tests.factories.people import make_user
from tests.factories.quizzes import as_post, make_question, make_quiz, right_answers, start_attempt, wrong_answers
from tests.quizzes.test_concurrency import all_at_once

pytestmark = pytest.mark.django_db

START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
LIMIT = timedelta(minutes=30)
DEADLINE = START + LIMIT
MOMENT = timedelta(microseconds=1)
BY_TIME, BY_LEARNER = Attempt.EndedBy.TIME, Attempt.EndedBy.LEARNER


class Clock:
    """The server's clock, which stands still until a test moves it."""

    now = START


@pytest.fixture
def clock(monkeypatch):
    clock = Clock()
    monkeypatch.setattr("django.utils.timezone.now", lambda: clock.now)
    return clock


@pytest.fixture
def browser(clock, home, learner, client):
    """Signed in at START."""
    client.force_login(learner)
    return client


@pytest.fixture
def attempt(clock, learner):
    return start_attempt(learner, make_quiz(time_limit=30))


def address(attempt: Attempt, tail: str = "") -> str:
    return f"/mijn-leren/toets/{attempt.public_id}/{tail}"


def outcome(attempt: Attempt) -> tuple:
    attempt.refresh_from_db()
    return attempt.ended_by, attempt.finished_at, attempt.passed


class TestTheDeadline:
    @pytest.mark.parametrize(
        ("limit", "extra", "minutes"), [(30, None, 30), (30, 25, 38), (30, 50, 45), (10, 1, 11), (1, 300, 4)]
    )
    @pytest.mark.row("Q6", "Q16", "A8")
    def test_it_is_set_at_the_start_with_extra_time_rounded_up(self, clock, learner, limit, extra, minutes):
        if extra:
            ExtraTime.objects.create(user=learner, percentage=extra)
        attempt = start_attempt(learner, make_quiz(time_limit=limit))
        assert attempt.deadline == START + timedelta(minutes=minutes)

    @pytest.mark.row("Q16", "A8")
    def test_without_a_limit_there_is_none_for_who_has_extra_time_either(self, clock, learner):
        ExtraTime.objects.create(user=learner, percentage=50)
        assert start_attempt(learner, make_quiz()).deadline is None

    @pytest.mark.row("Q16", "A8")
    def test_extra_time_of_a_colleague_changes_nothing(self, clock, learner):
        ExtraTime.objects.create(user=make_user(), percentage=50)
        assert start_attempt(learner, make_quiz(time_limit=30)).deadline == DEADLINE

    def test_what_an_editor_changes_later_does_not_move_it(self, attempt, learner):
        quiz = attempt.quiz
        quiz.time_limit = 1
        quiz.save_revision().publish()
        ExtraTime.objects.create(user=learner, percentage=100)
        assert start_attempt(learner, quiz) == attempt
        attempt.refresh_from_db()
        assert attempt.deadline == DEADLINE

    @pytest.mark.parametrize(
        "start",
        [
            # Before the night in which the clock goes back, within the hour that comes twice, and in spring.
            datetime(2026, 10, 24, 23, 30, tzinfo=UTC),
            datetime(2026, 10, 25, 0, 30, tzinfo=UTC),
            datetime(2026, 3, 29, 0, 30, tzinfo=UTC),
        ],
    )
    @pytest.mark.row("Q6", "R13")
    def test_an_hour_is_an_hour_in_the_night_the_clock_changes(self, clock, home, learner, client, start):
        with timezone.override(ZoneInfo("Europe/Amsterdam")):
            clock.now = start
            client.force_login(learner)
            attempt = start_attempt(learner, make_quiz(time_limit=60))
            attempt.refresh_from_db()
            assert attempt.deadline.astimezone(UTC) - attempt.started_at.astimezone(UTC) == timedelta(hours=1)
            assert client.get(address(attempt, "bewaren/")).json()["seconds_left"] == 3600
            clock.now = start + timedelta(minutes=59)
            assert client.get(address(attempt, "bewaren/")).json()["seconds_left"] == 60
            attempts.save_answers(attempt, right_answers(attempt))
            clock.now = start + timedelta(hours=1) + GRACE + MOMENT
            with pytest.raises(attempts.FinishedError):
                attempts.save_answers(attempt, wrong_answers(attempt))


class TestTheGrace:
    @pytest.mark.parametrize("late", [timedelta(0), MOMENT, timedelta(seconds=59), GRACE])
    @pytest.mark.row("Q6")
    def test_what_arrives_within_it_is_saved(self, attempt, clock, late):
        clock.now = DEADLINE + late
        attempts.save_answers(attempt, right_answers(attempt))
        assert attempt.saved_answers() == right_answers(attempt)

    @pytest.mark.parametrize("late", [GRACE + MOMENT, GRACE + timedelta(seconds=1), timedelta(days=1)])
    @pytest.mark.row("Q6")
    def test_what_arrives_after_it_is_not_and_ends_the_attempt(self, attempt, clock, late):
        attempts.save_answers(attempt, right_answers(attempt))
        clock.now = DEADLINE + late
        with pytest.raises(attempts.FinishedError):
            attempts.save_answers(attempt, wrong_answers(attempt))
        assert attempt.saved_answers() == right_answers(attempt)
        assert outcome(attempt) == (BY_TIME, DEADLINE, True)

    def test_it_lasts_a_minute(self):
        assert timedelta(seconds=60) == GRACE

    @pytest.mark.parametrize(("late", "status"), [(GRACE, 200), (GRACE + MOMENT, 409)])
    @pytest.mark.row("Q6")
    def test_when_a_request_arrived_counts_however_long_the_server_takes(
        self, browser, attempt, clock, monkeypatch, late, status
    ):
        found = autosave.attempt_for

        def slowly(*arguments):
            clock.now += timedelta(minutes=5)
            return found(*arguments)

        monkeypatch.setattr(autosave, "attempt_for", slowly)
        clock.now = DEADLINE + late
        fields = {"version": 0, "asked": [1], "question_1": right_answers(attempt)[1]}
        assert browser.post(address(attempt, "bewaren/"), fields).status_code == status
        assert attempt.answers.count() == (1 if status == 200 else 0)

    @pytest.mark.parametrize(("early", "by"), [(timedelta(0), BY_LEARNER), (-MOMENT, BY_TIME)])
    def test_handing_in_at_the_last_moment_is_handing_in_however_long_the_server_takes(
        self, browser, attempt, clock, monkeypatch, early, by
    ):
        found = views.attempt_for

        def slowly(*arguments):
            clock.now += timedelta(minutes=5)
            return found(*arguments)

        monkeypatch.setattr(views, "attempt_for", slowly)
        clock.now = DEADLINE - early
        assert browser.post(address(attempt), as_post(right_answers(attempt))).status_code == 303
        ended_by, _finished_at, passed = outcome(attempt)
        assert (ended_by, passed) == (by, True)

    @pytest.mark.parametrize("off_by", [timedelta(days=-1), timedelta(days=1)])
    @pytest.mark.row("Q6")
    def test_the_clock_of_the_browser_says_nothing(self, browser, attempt, clock, off_by):
        fields = {"version": 0, "asked": [1], "question_1": right_answers(attempt)[1]}
        headers = {"Date": (clock.now + off_by).strftime("%a, %d %b %Y %H:%M:%S GMT")}
        assert browser.post(address(attempt, "bewaren/"), fields, headers=headers).status_code == 200
        clock.now = DEADLINE + GRACE + MOMENT
        assert browser.post(address(attempt, "bewaren/"), {**fields, "version": 1}, headers=headers).status_code == 409

    @pytest.mark.parametrize("name", ["deadline", "started_at", "arrived", "now"])
    @pytest.mark.row("Q6")
    def test_a_moment_cannot_be_sent(self, browser, attempt, name):
        fields = {"version": 0, "asked": [1], name: "2030-01-01T00:00:00Z"}
        assert browser.post(address(attempt, "bewaren/"), fields).status_code == 400


class TestHandingInLate:
    def test_before_the_deadline_open_questions_keep_it_open(self, attempt, clock):
        clock.now = DEADLINE
        with pytest.raises(attempts.UnansweredError):
            attempts.submit(attempt)
        assert outcome(attempt) == ("", None, None)

    def test_within_the_grace_open_questions_stay_open_and_it_ends(self, attempt, clock):
        attempts.save_answers(attempt, {1: right_answers(attempt)[1]})
        clock.now = DEADLINE + timedelta(seconds=30)
        assert attempts.submit(attempt).score == 1
        assert outcome(attempt) == (BY_TIME, DEADLINE, False)

    def test_within_the_grace_the_answers_that_come_with_it_count(self, browser, attempt, clock):
        clock.now = DEADLINE + GRACE
        response = browser.post(address(attempt), as_post(right_answers(attempt)))
        assert (response.status_code, response.url) == (303, address(attempt))
        assert outcome(attempt) == (BY_TIME, DEADLINE, True)

    @pytest.mark.row("Q7")
    def test_after_the_grace_they_do_not(self, browser, attempt, clock):
        attempts.save_answers(attempt, wrong_answers(attempt))
        clock.now = DEADLINE + GRACE + MOMENT
        response = browser.post(address(attempt), as_post(right_answers(attempt), version=1))
        assert (response.status_code, response.url) == (303, address(attempt))
        assert attempt.saved_answers() == wrong_answers(attempt)
        assert outcome(attempt) == (BY_TIME, DEADLINE, False)

    def test_an_old_version_no_longer_matters_once_time_is_over(self, attempt, clock):
        attempts.save_answers(attempt, right_answers(attempt))
        clock.now = DEADLINE + timedelta(seconds=1)
        assert attempts.submit(attempt, version=0).passed

    def test_handing_in_again_after_the_end_changes_nothing(self, attempt, clock):
        attempts.save_answers(attempt, right_answers(attempt))
        clock.now = DEADLINE + timedelta(hours=1)
        attempts.close_all_that_are_over()
        clock.now = DEADLINE + timedelta(hours=2)
        attempts.submit(attempt)
        assert outcome(attempt) == (BY_TIME, DEADLINE, True)


class TestEndedWhenLookedAt:
    @pytest.mark.parametrize("tail", ["", "1/", "overzicht/", "bewaren/"])
    @pytest.mark.parametrize("screens", ["one", "all"])
    @pytest.mark.row("Q7")
    def test_looking_at_any_of_its_pages_ends_it_with_what_was_saved(self, browser, learner, clock, tail, screens):
        attempt = start_attempt(learner, make_quiz(time_limit=30, screens=screens))
        attempts.save_answers(attempt, right_answers(attempt))
        clock.now = DEADLINE + GRACE + MOMENT
        assert browser.get(address(attempt, tail), follow=True).status_code == 200
        assert outcome(attempt) == (BY_TIME, DEADLINE, True)
        assert StepCompletion.objects.get().step_id == attempt.quiz_id

    @pytest.mark.row("Q7")
    def test_looking_at_the_quiz_ends_it_too(self, browser, attempt, clock):
        attempts.save_answers(attempt, {1: right_answers(attempt)[1]})
        clock.now = DEADLINE + GRACE + MOMENT
        assert browser.get(attempt.quiz.url).status_code == 200
        assert outcome(attempt) == (BY_TIME, DEADLINE, False)

    def test_within_the_grace_looking_ends_nothing(self, browser, attempt, clock):
        clock.now = DEADLINE + GRACE
        for looked_at in (address(attempt), address(attempt, "bewaren/"), attempt.quiz.url):
            browser.get(looked_at)
        assert outcome(attempt) == ("", None, None)

    @pytest.mark.row("Q7")
    def test_starting_anew_ends_it_and_begins_another(self, attempt, learner, clock):
        attempts.save_answers(attempt, wrong_answers(attempt))
        clock.now = DEADLINE + timedelta(hours=1)
        second = start_attempt(learner, attempt.quiz)
        assert (second.number, second.deadline) == (2, clock.now + LIMIT)
        assert outcome(attempt) == (BY_TIME, DEADLINE, False)

    def test_starting_anew_after_time_passed_it_finds_the_passed_one(self, attempt, learner, clock):
        attempts.save_answers(attempt, right_answers(attempt))
        clock.now = DEADLINE + timedelta(hours=1)
        with pytest.raises(attempts.AlreadyPassedError) as caught:
            attempts.start(learner, attempt.quiz)
        assert caught.value.attempt == attempt

    def test_an_attempt_that_ended_by_time_is_one_of_those_allowed(self, learner, clock):
        quiz = make_quiz(time_limit=30, max_attempts=1)
        attempt = start_attempt(learner, quiz)
        clock.now = DEADLINE + timedelta(hours=1)
        with pytest.raises(attempts.NoAttemptsLeftError):
            attempts.start(learner, quiz)
        assert outcome(attempt) == (BY_TIME, DEADLINE, False)

    def test_waiting_begins_at_the_deadline_not_when_somebody_looked(self, attempt, learner, clock):
        quiz = attempt.quiz
        quiz.waiting_hours = 24
        quiz.save_revision().publish()
        clock.now = DEADLINE + timedelta(hours=20)
        with pytest.raises(attempts.TooSoonError) as caught:
            attempts.start(learner, quiz)
        assert caught.value.opens_at == DEADLINE + timedelta(hours=24)


class TestTheSweep:
    @pytest.mark.row("Q7")
    def test_it_ends_what_is_over_with_what_was_saved(self, attempt, clock):
        attempts.save_answers(attempt, right_answers(attempt))
        clock.now = DEADLINE + timedelta(hours=9)
        assert attempts.close_all_that_are_over() == 1
        assert outcome(attempt) == (BY_TIME, DEADLINE, True)
        assert StepCompletion.objects.get().step_id == attempt.quiz_id

    @pytest.mark.row("Q7")
    def test_it_is_part_of_what_is_done_each_minute(self, attempt, clock):
        clock.now = DEADLINE + timedelta(minutes=2)
        call_command("sweep", stdout=StringIO())
        assert outcome(attempt) == (BY_TIME, DEADLINE, False)

    @pytest.mark.parametrize("late", [timedelta(0), GRACE])
    @pytest.mark.row("Q6")
    def test_it_leaves_alone_what_may_still_arrive(self, attempt, clock, late):
        clock.now = DEADLINE + late
        assert attempts.close_all_that_are_over() == 0
        assert outcome(attempt) == ("", None, None)

    def test_it_leaves_alone_what_has_no_limit(self, learner, clock):
        attempt = start_attempt(learner, make_quiz())
        clock.now = START + timedelta(days=365)
        assert attempts.close_all_that_are_over() == 0
        assert outcome(attempt) == ("", None, None)

    def test_the_second_time_there_is_nothing_to_do(self, attempt, clock):
        attempts.save_answers(attempt, right_answers(attempt))
        clock.now = DEADLINE + timedelta(hours=1)
        attempts.close_all_that_are_over()
        done = StepCompletion.objects.get()
        clock.now = DEADLINE + timedelta(hours=2)
        assert attempts.close_all_that_are_over() == 0
        assert outcome(attempt) == (BY_TIME, DEADLINE, True)
        assert StepCompletion.objects.get().completed_at == done.completed_at

    def test_somebody_without_an_answer_gets_no_points(self, learner, clock):
        attempt = start_attempt(learner, make_quiz(make_question(), make_question("numeric"), time_limit=30))
        clock.now = DEADLINE + timedelta(hours=1)
        attempts.close_all_that_are_over()
        attempt.refresh_from_db()
        assert (attempt.score, attempt.maximum, attempt.passed) == (0, 2, False)


@pytest.mark.django_db(transaction=True)
class TestAtOnce:
    def expired(self, right: bool) -> Attempt:
        attempt = start_attempt(make_user(), make_quiz(time_limit=30))
        attempts.save_answers(attempt, right_answers(attempt) if right else wrong_answers(attempt))
        Attempt.objects.filter(pk=attempt.pk).update(deadline=timezone.now() - timedelta(minutes=5))
        return attempt

    @pytest.mark.row("Q7")
    def test_two_sweeps_and_people_who_look_end_each_attempt_once(self):
        expired = [self.expired(right) for right in (True, False, True)]

        def act(number: int) -> object:
            if number % 2:
                return attempts.close_all_that_are_over()
            return attempts.close_if_over(Attempt.objects.get(pk=expired[number % 3].pk))

        outcomes = all_at_once(act, times=8)
        assert not [each for each in outcomes if isinstance(each, Exception)]
        for attempt in expired:
            attempt.refresh_from_db()
        assert [attempt.passed for attempt in expired] == [True, False, True]
        assert all(attempt.finished_at == attempt.deadline for attempt in expired)
        assert StepCompletion.objects.count() == 2
