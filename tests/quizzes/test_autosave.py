"""Saving while somebody types: what the browser is told, and what is on disk by then."""

from datetime import datetime, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from quizzes import attempts
from quizzes.models import Answer, Attempt
from tests.factories.people import make_user
from tests.factories.quizzes import (
    finish_attempt,
    make_question,
    make_quiz,
    right_answers,
    start_attempt,
    wrong_answers,
)

pytestmark = pytest.mark.django_db

SECRET = {"explanation": "MARKER-toelichting", "source": "MARKER-bron"}
OPTIONS = {
    "options": [
        {"text": "Ja", "correct": True, "feedback": "MARKER-goed"},
        {"text": "Nee", "correct": False, "feedback": "MARKER-fout"},
    ]
}


def address(attempt: Attempt) -> str:
    return f"/mijn-leren/toets/{attempt.public_id}/bewaren/"


def sent(answers: dict, version: int) -> dict:
    """What the page sends: the questions that were touched, and the version it saw."""
    fields = {f"question_{number}": value for number, value in answers.items() if value is not None}
    return {"version": version, "asked": list(answers), **fields}


def journal(attempt: Attempt) -> list[tuple[int, int, object]]:
    return list(attempt.answers.order_by("version", "item").values_list("version", "item", "value"))


@pytest.fixture
def attempt(learner, home):
    return start_attempt(learner, make_quiz())


@pytest.fixture
def right(attempt):
    return right_answers(attempt)


@pytest.fixture
def wrong(attempt):
    return wrong_answers(attempt)


class TestSaving:
    @pytest.mark.row("Q1")
    def test_what_was_sent_is_on_disk_and_the_version_goes_up(self, as_learner, attempt, right):
        first = as_learner.post(address(attempt), sent({1: right[1]}, 0))
        second = as_learner.post(address(attempt), sent({2: right[2], 3: right[3]}, 1))
        assert [(each.status_code, each.json()["version"]) for each in (first, second)] == [(200, 1), (200, 2)]
        assert journal(attempt) == [(1, 1, right[1]), (2, 2, right[2]), (2, 3, right[3])]

    def test_only_what_is_asked_is_written(self, as_learner, attempt, right, wrong):
        attempts.save_answers(attempt, wrong)
        as_learner.post(address(attempt), sent({2: right[2]}, 1))
        assert attempt.saved_answers() == {**wrong, 2: right[2]}

    def test_an_answer_can_be_taken_back(self, as_learner, attempt, right):
        attempts.save_answers(attempt, right)
        as_learner.post(address(attempt), sent({1: None, 2: None}, 1))
        assert attempt.saved_answers() == {1: None, 2: [], 3: right[3]}

    def test_without_a_question_nothing_is_written(self, as_learner, attempt):
        response = as_learner.post(address(attempt), {"version": 0})
        assert (response.status_code, response.json()["version"]) == (200, 0)
        assert journal(attempt) == []

    @pytest.mark.parametrize(
        ("moment", "told"),
        [
            (datetime(2026, 1, 15, 8, 5, tzinfo=ZoneInfo("UTC")), "09:05"),
            (datetime(2026, 7, 15, 22, 30, tzinfo=ZoneInfo("UTC")), "00:30"),
        ],
    )
    @pytest.mark.row("Q1")
    def test_when_is_told_in_dutch_time(self, as_learner, learner, attempt, right, monkeypatch, moment, told):
        as_learner.cookies.clear()
        monkeypatch.setattr("django.utils.timezone.now", lambda: moment)
        as_learner.force_login(learner)
        assert as_learner.post(address(attempt), sent({1: right[1]}, 0)).json()["saved_at"] == told
        assert Answer.objects.get().saved_at == moment

    def test_how_sure_somebody_is_is_saved_with_the_answer(self, as_learner, learner):
        attempt = start_attempt(learner, make_quiz(make_question(), ask_confidence=True))
        answer = right_answers(attempt)[1]
        as_learner.post(address(attempt), {**sent({1: answer}, 0), "confidence_1": "3"})
        assert list(attempt.answers.values_list("value", "confidence")) == [(answer, 3)]

    @pytest.mark.parametrize(
        "rules",
        [
            {},
            {"time_limit": 30, "ask_confidence": True},
            {"mode": "practice"},
            {"mode": "practice", "show_feedback": "during"},
        ],
    )
    def test_it_costs_at_most_five_queries(self, as_learner, learner, rules):
        attempt = start_attempt(learner, make_quiz(*[make_question() for _ in range(12)], **rules))
        right = right_answers(attempt)
        # What is the same for everybody is read once.
        as_learner.post(address(attempt), sent({1: right[1]}, 0))
        with CaptureQueriesContext(connection) as queries:
            assert as_learner.post(address(attempt), sent({2: right[2]}, 1)).status_code == 200
        # Within a test a transaction is a savepoint, which is no query.
        asked = [each["sql"] for each in queries if "SAVEPOINT" not in each["sql"]]
        assert len(asked) <= 5, asked

    def test_after_the_answers_of_the_page_the_attempt_can_be_handed_in(self, as_learner, attempt, right):
        as_learner.post(address(attempt), sent(right, 0))
        assert attempts.submit(attempt, version=1).passed


class TestUnreadable:
    @pytest.fixture
    def attempt(self, learner, home):
        return start_attempt(learner, make_quiz(make_question("numeric"), make_question()))

    def test_what_cannot_be_read_is_named_and_the_rest_is_saved(self, as_learner, attempt, right):
        response = as_learner.post(address(attempt), sent({1: "twaalf", 2: right[2]}, 0))
        body = response.json()
        assert (response.status_code, body["version"]) == (400, 1)
        assert list(body["errors"]) == ["1"]
        assert "1.250,50" in body["errors"]["1"]
        assert journal(attempt) == [(1, 2, right[2])]

    def test_it_takes_nothing_away_that_was_readable(self, as_learner, attempt, right):
        attempts.save_answers(attempt, right)
        as_learner.post(address(attempt), sent({1: "twaalf"}, 1))
        assert attempt.saved_answers() == right

    @pytest.mark.parametrize("typed", ["NaN", "Infinity", "1e5", "١٢", "1,2,3", "-"])
    def test_nothing_but_a_number_is_kept(self, as_learner, attempt, typed):
        assert as_learner.post(address(attempt), sent({1: typed}, 0)).status_code == 400
        assert journal(attempt) == []

    def test_what_was_typed_is_kept_as_it_was_typed(self, as_learner, attempt):
        assert as_learner.post(address(attempt), sent({1: "€ 1.250,50"}, 0)).status_code == 200
        assert attempt.saved_answers() == {1: "€ 1.250,50"}


class TestStale:
    @pytest.mark.row("Q3")
    def test_an_old_tab_overwrites_nothing_and_gets_the_newer_answers(self, as_learner, attempt, right, wrong):
        as_learner.post(address(attempt), sent(right, 0))
        response = as_learner.post(address(attempt), sent({1: wrong[1]}, 0))
        assert response.status_code == 409
        expected = {str(number): answer for number, answer in right.items()}
        assert (response.json()["version"], response.json()["answers"]) == (1, expected)
        assert response.json()["finished"] is False
        assert attempt.saved_answers() == right

    @pytest.mark.row("Q3")
    def test_an_empty_old_tab_takes_nothing_away(self, as_learner, attempt, right):
        as_learner.post(address(attempt), sent(right, 0))
        assert as_learner.post(address(attempt), sent({1: None, 2: None, 3: None}, 0)).status_code == 409
        assert attempt.saved_answers() == right

    @pytest.mark.row("Q3")
    def test_who_chose_the_own_answers_saves_them_on_top_of_the_newer_ones(self, as_learner, attempt, right, wrong):
        as_learner.post(address(attempt), sent(right, 0))
        newer = as_learner.post(address(attempt), sent(wrong, 0)).json()["version"]
        assert as_learner.post(address(attempt), sent(wrong, newer)).status_code == 200
        assert attempt.saved_answers() == wrong

    @pytest.mark.row("Q1", "Q3")
    def test_the_same_answers_again_after_a_lost_response_are_no_conflict(self, as_learner, attempt, right):
        first = as_learner.post(address(attempt), sent({1: right[1], 2: right[2]}, 0))
        again = as_learner.post(address(attempt), sent({1: right[1], 2: right[2]}, 0))
        assert (again.status_code, again.json()) == (200, first.json())
        assert journal(attempt) == [(1, 1, right[1]), (1, 2, right[2])]

    @pytest.mark.row("Q3")
    def test_the_same_answer_again_is_a_conflict_when_it_was_changed_since(self, as_learner, attempt, right, wrong):
        for version, answer in enumerate((right[1], wrong[1])):
            as_learner.post(address(attempt), sent({1: answer}, version))
        assert as_learner.post(address(attempt), sent({1: right[1]}, 0)).status_code == 409
        assert attempt.saved_answers() == {1: wrong[1]}

    @pytest.mark.row("Q3", "Q10")
    def test_a_version_that_was_never_there_is_a_conflict(self, as_learner, attempt, right):
        assert as_learner.post(address(attempt), sent({1: right[1]}, 7)).status_code == 409
        assert journal(attempt) == []

    @pytest.mark.row("Q3")
    def test_an_unreadable_answer_of_an_old_tab_is_a_conflict_too(self, as_learner, learner):
        attempt = start_attempt(learner, make_quiz(make_question("numeric"), make_question()))
        right = right_answers(attempt)
        attempts.save_answers(attempt, right)
        answers = {1: "twaalf", 2: wrong_answers(attempt)[2]}
        assert as_learner.post(address(attempt), sent(answers, 0)).status_code == 409
        assert attempt.saved_answers() == right


class TestFinished:
    def test_after_handing_in_nothing_is_written(self, as_learner, learner):
        attempt = finish_attempt(learner, make_quiz(), right=False)
        before = journal(attempt)
        response = as_learner.post(address(attempt), sent(right_answers(attempt), attempt.version))
        assert (response.status_code, response.json()) == (409, {"finished": True})
        assert journal(attempt) == before

    def test_after_handing_in_an_old_version_hears_the_same(self, as_learner, learner):
        attempt = finish_attempt(learner, make_quiz(), right=False)
        response = as_learner.post(address(attempt), sent(wrong_answers(attempt), 0))
        assert (response.status_code, response.json()["finished"]) == (409, True)

    @pytest.mark.row("Q7")
    def test_too_late_the_attempt_ends_with_what_was_saved(self, as_learner, learner):
        attempt = start_attempt(learner, make_quiz(time_limit=10))
        attempts.save_answers(attempt, right_answers(attempt))
        Attempt.objects.update(deadline=timezone.now() - timedelta(minutes=2))
        response = as_learner.post(address(attempt), sent(wrong_answers(attempt), 1))
        assert (response.status_code, response.json()["finished"]) == (409, True)
        attempt.refresh_from_db()
        assert (attempt.is_finished, attempt.passed) == (True, True)


class TestTheState:
    def test_it_tells_the_version_the_answers_and_a_fresh_token(self, as_learner, attempt, right):
        attempts.save_answers(attempt, right)
        state = as_learner.get(address(attempt)).json()
        assert state["version"] == 1
        assert state["answers"] == {str(number): answer for number, answer in right.items()}
        assert (state["seconds_left"], state["finished"]) == (None, False)
        assert state["token"]

    def test_the_token_is_one_with_which_saving_works(self, learner, attempt, right):
        client = Client(enforce_csrf_checks=True)
        client.force_login(learner)
        assert client.post(address(attempt), sent({1: right[1]}, 0)).status_code == 403
        assert journal(attempt) == []
        token = client.get(address(attempt)).json()["token"]
        response = client.post(address(attempt), sent({1: right[1]}, 0), headers={"X-CSRFToken": token})
        assert response.status_code == 200

    def test_it_says_how_many_seconds_are_left(self, as_learner, learner):
        attempt = start_attempt(learner, make_quiz(time_limit=10))
        assert 590 <= as_learner.get(address(attempt)).json()["seconds_left"] <= 600

    def test_seconds_never_count_below_zero(self, as_learner, learner):
        attempt = start_attempt(learner, make_quiz(time_limit=10))
        Attempt.objects.update(deadline=timezone.now() - timedelta(seconds=30))
        state = as_learner.get(address(attempt)).json()
        assert (state["seconds_left"], state["finished"]) == (0, False)

    def test_looking_writes_nothing(self, as_learner, attempt):
        with CaptureQueriesContext(connection) as queries:
            as_learner.get(address(attempt))
        assert not [each for each in queries if not each["sql"].startswith("SELECT")]

    @pytest.mark.row("Q7")
    def test_looking_after_time_was_over_ends_the_attempt(self, as_learner, learner):
        attempt = start_attempt(learner, make_quiz(time_limit=10))
        Attempt.objects.update(deadline=timezone.now() - timedelta(minutes=2))
        assert as_learner.get(address(attempt)).json()["finished"] is True
        attempt.refresh_from_db()
        assert attempt.is_finished

    @pytest.mark.parametrize("method", ["put", "patch", "delete", "head"])
    def test_there_is_no_other_way_to_ask(self, as_learner, attempt, method):
        assert getattr(as_learner, method)(address(attempt)).status_code == 405

    @pytest.mark.parametrize("method", ["get", "post"])
    def test_nobody_keeps_a_copy_on_the_way(self, as_learner, attempt, method):
        response = getattr(as_learner, method)(address(attempt), {"version": 0})
        assert "no-store" in response["Cache-Control"]
        assert "private" in response["Cache-Control"]


class TestWhoMaySave:
    @pytest.mark.parametrize("method", ["get", "post"])
    @pytest.mark.parametrize("superuser", [False, True])
    def test_a_colleague_cannot(self, attempt, right, method, superuser):
        client = Client()
        client.force_login(make_user(is_superuser=superuser))
        assert getattr(client, method)(address(attempt), sent(right, 0)).status_code == 404
        assert journal(attempt) == []

    def test_a_classmate_in_the_same_quiz_cannot(self, attempt, right):
        other = make_user()
        own = start_attempt(other, attempt.quiz)
        client = Client()
        client.force_login(other)
        assert client.post(address(attempt), sent(right, 0)).status_code == 404
        assert client.post(address(own), sent(right, 0)).status_code == 200
        assert journal(attempt) == []

    @pytest.mark.parametrize("method", ["get", "post"])
    def test_who_is_signed_out_hears_so_in_a_way_a_program_understands(self, attempt, right, method):
        response = getattr(Client(), method)(address(attempt), sent(right, 0))
        assert (response.status_code, response.json()) == (401, {"signed_out": True})
        assert journal(attempt) == []

    def test_signed_out_nothing_tells_whether_an_attempt_exists(self, attempt):
        known, unknown = (Client().get(f"/mijn-leren/toets/{each}/bewaren/") for each in (attempt.public_id, uuid4()))
        assert (known.status_code, known.content) == (unknown.status_code, unknown.content)

    def test_an_attempt_that_is_not_there_is_the_same_as_one_of_somebody_else(self, as_learner):
        other = start_attempt(make_user(), make_quiz())
        foreign, unknown = (
            as_learner.get(f"/mijn-leren/toets/{each}/bewaren/") for each in (other.public_id, uuid4())
        )
        assert (foreign.status_code, unknown.status_code) == (404, 404)

    @pytest.mark.row("Q14")
    def test_an_expired_session_loses_nothing_after_signing_in_again(self, as_learner, learner, attempt, right):
        as_learner.post(address(attempt), sent({1: right[1]}, 0))
        as_learner.cookies[settings.SESSION_COOKIE_NAME] = "gone"
        assert as_learner.post(address(attempt), sent({2: right[2]}, 1)).status_code == 401
        as_learner.force_login(learner)
        assert as_learner.post(address(attempt), sent({2: right[2]}, 1)).status_code == 200
        assert attempt.saved_answers() == {1: right[1], 2: right[2]}


class TestWhatIsRefused:
    @pytest.mark.parametrize("version", [None, "", "-1", "1.0", "NaN", "١", "1e3", " 0", "9" * 30])
    def test_without_the_version_it_saw(self, as_learner, attempt, right, version):
        fields = sent({1: right[1]}, 0)
        fields = {name: value for name, value in fields.items() if name != "version"}
        fields |= {} if version is None else {"version": version}
        assert as_learner.post(address(attempt), fields).status_code == 400
        assert journal(attempt) == []

    @pytest.mark.row("Q10")
    def test_an_answer_to_a_question_that_is_not_asked(self, as_learner, attempt, right):
        fields = {"version": 0, "asked": [1], "question_1": right[1], "question_3": right[3]}
        assert as_learner.post(address(attempt), fields).status_code == 400
        assert journal(attempt) == []

    @pytest.mark.parametrize("asked", [["9"], ["1", "9"], ["x"], [""], ["01"], ["-1"]])
    @pytest.mark.row("Q10")
    def test_a_question_that_the_attempt_does_not_have(self, as_learner, attempt, right, asked):
        assert as_learner.post(address(attempt), {"version": 0, "asked": asked}).status_code == 400
        assert journal(attempt) == []


class TestWhatIsTold:
    @pytest.mark.row("Q11")
    def test_no_answer_holds_a_right_answer_or_a_person(self, as_learner, learner):
        attempt = start_attempt(
            learner,
            make_quiz(
                make_question("single_choice", OPTIONS, **SECRET), make_question("multiple_choice", OPTIONS, **SECRET)
            ),
        )
        right, wrong = right_answers(attempt), wrong_answers(attempt)
        bodies = [
            as_learner.get(address(attempt)),
            as_learner.post(address(attempt), sent(right, 0)),
            as_learner.post(address(attempt), sent(wrong, 0)),
            as_learner.post(address(attempt), sent({1: "unknown"}, 1)),
            as_learner.post(address(attempt), sent({9: "unknown"}, 1)),
            Client().get(address(attempt)),
        ]
        attempts.submit(attempt)
        bodies += [as_learner.get(address(attempt)), as_learner.post(address(attempt), sent(wrong, 1))]
        assert [each.status_code for each in bodies] == [200, 200, 409, 400, 400, 401, 200, 409]
        for response in bodies:
            text = response.content.decode()
            told = ("MARKER", "correct", "score", "passed", learner.email, learner.name, "Traceback")
            assert not [word for word in told if word in text]

    @pytest.mark.row("Q11")
    def test_it_tells_the_same_for_a_right_and_a_wrong_answer(self, as_learner, attempt, right, wrong):
        first = as_learner.post(address(attempt), sent({1: right[1]}, 0)).json()
        second = as_learner.post(address(attempt), sent({1: wrong[1]}, 1)).json()
        assert first.keys() == second.keys() == {"version", "saved_at"}
