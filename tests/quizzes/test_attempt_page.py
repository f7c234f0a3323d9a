"""Making a quiz in the browser, without JavaScript."""

from html.parser import HTMLParser
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from courses.models import CourseCompletion, StepCompletion
from quizzes import attempts
from quizzes.models import Answer, Attempt
from tests.factories.courses import make_course
from tests.factories.people import make_user
from tests.factories.quizzes import (
    as_post,
    finish_attempt,
    make_question,
    make_quiz,
    right_answers,
    start_attempt,
    wrong_answers,
)

pytestmark = pytest.mark.django_db


def address(attempt: Attempt) -> str:
    return f"/mijn-leren/toets/{attempt.public_id}/"


class Tags(HTMLParser):
    """All opening tags of a page with their attributes."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))

    def named(self, name: str) -> list[dict[str, str | None]]:
        return [attributes for tag, attributes in self.found if tag == name]

    @property
    def ids(self) -> list[str | None]:
        return [attributes["id"] for _tag, attributes in self.found if "id" in attributes]


@pytest.fixture
def attempt(learner, home):
    return start_attempt(learner, make_quiz())


class TestStarting:
    def test_start_leads_to_the_attempt(self, as_learner, learner):
        quiz = make_quiz()
        first = start_attempt(learner, quiz)
        response = as_learner.post(f"/mijn-leren/toets/start/{quiz.pk}/")
        assert (response.status_code, response.url) == (303, address(first))

    def test_it_needs_a_post(self, as_learner):
        assert as_learner.get(f"/mijn-leren/toets/start/{make_quiz().pk}/").status_code == 405

    def test_it_needs_an_enrolment(self, as_learner):
        assert as_learner.post(f"/mijn-leren/toets/start/{make_quiz().pk}/").status_code == 404
        assert not Attempt.objects.exists()

    def test_it_needs_a_published_quiz(self, as_learner, learner):
        quiz = make_quiz()
        attempt = start_attempt(learner, quiz)
        quiz.unpublish()
        assert as_learner.post(f"/mijn-leren/toets/start/{quiz.pk}/").status_code == 404
        assert as_learner.get(address(attempt)).status_code == 200

    def test_a_lesson_is_not_a_quiz(self, as_learner):
        lesson = make_course(lessons=1).get_descendants().last()
        assert as_learner.post(f"/mijn-leren/toets/start/{lesson.pk}/").status_code == 404

    def test_after_passing_it_leads_to_the_result(self, as_learner, learner):
        quiz = make_quiz()
        passed = finish_attempt(learner, quiz, right=True)
        assert as_learner.post(f"/mijn-leren/toets/start/{quiz.pk}/").url == address(passed)

    def test_without_attempts_left_it_says_so(self, as_learner, learner):
        quiz = make_quiz(max_attempts=1)
        finish_attempt(learner, quiz, right=False)
        page = as_learner.post(f"/mijn-leren/toets/start/{quiz.pk}/", follow=True).content.decode()
        assert "U hebt alle pogingen voor deze toets gebruikt." in page

    def test_without_questions_it_says_so(self, as_learner, learner):
        question = make_question()
        quiz = make_quiz(question)
        start_attempt(learner, quiz).delete()
        question.unpublish()
        page = as_learner.post(f"/mijn-leren/toets/start/{quiz.pk}/", follow=True).content.decode()
        assert "Deze toets heeft nog geen vragen." in page


class TestWhoMaySee:
    def test_the_owner_sees_the_attempt(self, as_learner, attempt):
        assert as_learner.get(address(attempt)).status_code == 200

    @pytest.mark.parametrize("method", ["get", "post"])
    @pytest.mark.parametrize("superuser", [False, True])
    def test_a_colleague_cannot_open_anothers_attempt(self, attempt, method, superuser):
        client = Client()
        client.force_login(make_user(is_superuser=superuser))
        response = getattr(client, method)(address(attempt), as_post(right_answers(attempt)))
        assert response.status_code == 404
        assert not Answer.objects.exists()

    def test_an_outsider_is_asked_to_sign_in(self, attempt):
        response = Client().get(address(attempt))
        assert response.status_code == 302
        assert response.url.startswith("/accounts/login/")

    def test_an_unknown_attempt_is_the_same_404(self, as_learner, attempt):
        client = Client()
        client.force_login(make_user())
        foreign, unknown = client.get(address(attempt)), client.get(f"/mijn-leren/toets/{uuid4()}/")
        assert (foreign.status_code, unknown.status_code) == (404, 404)
        assert as_learner.get("/mijn-leren/toets/1/").status_code == 404


class TestThePage:
    def test_looking_writes_nothing(self, as_learner, attempt):
        with CaptureQueriesContext(connection) as queries:
            as_learner.get(address(attempt))
        assert not [query for query in queries if not query["sql"].startswith("SELECT")]

    def test_it_costs_the_same_for_three_questions_as_for_thirteen(self, as_learner, learner, attempt):
        long_one = start_attempt(learner, make_quiz(*[make_question() for _ in range(13)]))
        # What is the same for everybody is read once.
        as_learner.get(address(attempt))
        as_learner.get(address(long_one))
        with CaptureQueriesContext(connection) as few:
            as_learner.get(address(attempt))
        with CaptureQueriesContext(connection) as many:
            as_learner.get(address(long_one))
        assert len(many) == len(few)

    @pytest.mark.row("Q11")
    def test_right_answers_are_not_in_it(self, as_learner, learner):
        secret = {"explanation": "MARKER-toelichting", "source": "MARKER-bron"}
        value = {
            "options": [
                {"text": "Ja", "correct": True, "feedback": "MARKER-goed"},
                {"text": "Nee", "correct": False, "feedback": "MARKER-fout"},
            ]
        }
        statement = {"answer": "true", "feedback_true": "MARKER-waar", "feedback_false": "MARKER-niet"}
        attempt = start_attempt(
            learner,
            make_quiz(
                make_question("single_choice", value, **secret),
                make_question("multiple_choice", value, **secret),
                make_question("true_false", statement, **secret),
            ),
        )
        empty = as_learner.get(address(attempt)).content.decode()
        refused = as_learner.post(address(attempt), {"action": "submit"}).content.decode()
        quiz_page = as_learner.get(attempt.quiz.url).content.decode()
        for page in (empty, refused, quiz_page):
            assert "MARKER" not in page
            assert "correct" not in page
        result = as_learner.post(address(attempt), as_post(right_answers(attempt)), follow=True).content.decode()
        assert "MARKER-goed" in result

    @pytest.mark.row("Q11")
    def test_right_and_wrong_options_look_alike(self, as_learner, attempt):
        inputs = Tags(as_learner.get(address(attempt)).content.decode()).named("input")
        shapes = {
            tuple(sorted(key for key in attributes if key != "value"))
            for attributes in inputs
            if (attributes["name"] or "").startswith("question_")
        }
        assert len(shapes) == 1

    @pytest.mark.row("A5")
    def test_every_question_is_a_group_with_its_number_and_text(self, as_learner, attempt):
        page = as_learner.get(address(attempt)).content.decode()
        tags = Tags(page)
        assert page.count("<legend") == page.count("<fieldset") == 3
        assert "Vraag 3 van 3" in page
        for group in tags.named("fieldset"):
            for name in (group["aria-labelledby"] or "").split() + (group.get("aria-describedby") or "").split():
                assert name in tags.ids
        assert len(tags.ids) == len(set(tags.ids))
        assert len(tags.named("h1")) == 1

    def test_the_case_stands_above_the_question(self, as_learner, learner):
        question = make_question(context="De gemeente zoekt hulp.", prompt="Mag dat?", status="fictief")
        page = as_learner.get(address(start_attempt(learner, make_quiz(question)))).content.decode()
        assert page.index("Fictief voorbeeld") < page.index("De gemeente zoekt hulp.") < page.index("Mag dat?")

    def test_what_an_editor_wrote_is_never_html(self, as_learner, learner):
        evil = "<script>alert(1)</script>"
        question = make_question(context=evil, prompt=evil, explanation=evil, source=evil)
        attempt = start_attempt(learner, make_quiz(question))
        assert evil not in as_learner.get(address(attempt)).content.decode()
        assert (
            evil
            not in as_learner.post(address(attempt), as_post(right_answers(attempt)), follow=True).content.decode()
        )


class TestSaving:
    @pytest.mark.row("Q2")
    def test_part_of_the_answers_is_kept(self, as_learner, attempt):
        some = {number: answer for number, answer in right_answers(attempt).items() if number != 3}
        response = as_learner.post(address(attempt), as_post(some, "save"))
        assert (response.status_code, response.url) == (303, address(attempt))
        page = as_learner.get(address(attempt)).content.decode()
        assert "Opgeslagen." in page
        assert "Fout:" not in page
        checked = [tag["value"] for tag in Tags(page).named("input") if "checked" in tag]
        assert sorted(checked) == sorted([some[1], *some[2]])

    def test_saving_nothing_is_fine(self, as_learner, attempt):
        assert as_learner.post(address(attempt), as_post({}, "save")).status_code == 303
        assert not Answer.objects.exists()

    @pytest.mark.row("Q3")
    def test_an_empty_old_tab_takes_nothing_away_and_its_reader_chooses(self, as_learner, attempt):
        as_learner.post(address(attempt), as_post(right_answers(attempt), "save"))
        old_tab = {"action": "save", "version": 0, "asked": [1, 2, 3], "question_3": "false"}
        response = as_learner.post(address(attempt), old_tab)
        assert response.status_code == 409
        assert attempt.saved_answers() == right_answers(attempt)
        page = response.content.decode()
        assert "Uw antwoorden zijn in een ander venster gewijzigd" in page
        hidden = [(tag["name"], tag["value"]) for tag in Tags(page).named("input") if tag.get("type") == "hidden"]
        chosen = {name: [value for other, value in hidden if other == name] for name, _value in hidden}
        assert (
            as_learner.post(address(attempt), {name: chosen[name] for name in (*old_tab, "version")}).status_code
            == 303
        )
        assert attempt.saved_answers() == {1: None, 2: [], 3: "false"}

    @pytest.mark.row("Q10")
    def test_a_page_that_does_not_say_what_it_saw_is_refused(self, as_learner, attempt):
        sent = as_post(right_answers(attempt), "save")
        del sent["version"]
        assert as_learner.post(address(attempt), sent).status_code == 400
        assert not Answer.objects.exists()

    def test_ticks_can_be_taken_away(self, as_learner, attempt):
        as_learner.post(address(attempt), as_post(right_answers(attempt), "save"))
        as_learner.post(address(attempt), {"action": "save", "version": 1, "asked": [2]})
        assert attempt.saved_answers()[2] == []

    @pytest.mark.parametrize(
        "bad",
        [
            {"question_1": "unknown"},
            {"question_2": ["unknown"]},
            {"question_3": "maybe"},
            {"question_1": "NaN"},
            {"question_1": "x" * 1_000_000},
            {"question_2": ["x"] * 1000},
            {"action": "delete"},
            {"action": ""},
        ],
    )
    @pytest.mark.row("Q10")
    def test_what_the_quiz_does_not_have_is_refused_and_nothing_written(self, as_learner, attempt, bad):
        response = as_learner.post(address(attempt), {**as_post(right_answers(attempt), "save"), **bad})
        assert response.status_code == 400
        assert not Answer.objects.exists()

    @pytest.mark.row("Q10")
    def test_an_option_of_another_question_is_refused(self, as_learner, learner):
        attempt = start_attempt(learner, make_quiz(make_question(), make_question()))
        answers = right_answers(attempt)
        response = as_learner.post(address(attempt), as_post({1: answers[2], 2: answers[1]}))
        assert response.status_code == 400
        assert not Answer.objects.exists()

    @pytest.mark.row("Q10")
    def test_fields_of_the_result_cannot_be_sent(self, as_learner, attempt):
        sent = {**as_post(wrong_answers(attempt)), "score": "3", "passed": "true", "user": "1", "question_99": "x"}
        assert as_learner.post(address(attempt), sent).status_code == 400
        attempt.refresh_from_db()
        assert (attempt.score, attempt.passed) == (None, None)


class TestHandingIn:
    @pytest.mark.row("Q2")
    def test_without_all_answers_the_page_says_which_and_keeps_the_rest(self, as_learner, attempt):
        response = as_learner.post(address(attempt), as_post({1: right_answers(attempt)[1]}))
        page = response.content.decode()
        tags = Tags(page)
        assert "<title>Fout:" in page
        links = [(tag["href"] or "")[1:] for tag in tags.named("a") if (tag["href"] or "").startswith("#id_question")]
        assert links == ["id_question_2_0", "id_question_3_0"]
        assert set(links) <= set(tags.ids)
        assert page.count("Beantwoord deze vraag.") == 4
        assert [tag["value"] for tag in tags.named("input") if "checked" in tag] == [right_answers(attempt)[1]]
        assert attempt.saved_answers() == {1: right_answers(attempt)[1]}
        attempt.refresh_from_db()
        assert not attempt.is_finished

    @pytest.mark.row("Q2")
    def test_complete_it_leads_to_the_result_at_the_same_address(self, as_learner, attempt):
        response = as_learner.post(address(attempt), as_post(right_answers(attempt)))
        assert (response.status_code, response.url) == (303, address(attempt))
        assert "U bent geslaagd" in as_learner.get(address(attempt)).content.decode()

    @pytest.mark.row("Q4")
    def test_sent_twice_there_is_one_result(self, as_learner, attempt):
        for answers in (wrong_answers(attempt), right_answers(attempt)):
            assert as_learner.post(address(attempt), as_post(answers)).status_code == 303
        attempt.refresh_from_db()
        assert attempt.passed is False
        assert attempt.saved_answers() == wrong_answers(attempt)
        assert Attempt.objects.count() == 1

    def test_passing_the_last_step_finishes_the_course(self, as_learner, attempt):
        page = as_learner.post(address(attempt), as_post(right_answers(attempt)), follow=True).content.decode()
        assert CourseCompletion.objects.count() == StepCompletion.objects.count() == 1
        assert "U hebt de cursus afgerond!" in page
        assert 'href="/mijn-leren/"' in page


class TestTheResult:
    def test_it_says_what_was_right_and_why(self, as_learner, learner):
        attempt = finish_attempt(learner, make_quiz(make_question(explanation="Want zo is het.")), right=False)
        page = as_learner.get(address(attempt)).content.decode()
        assert "U bent nog niet geslaagd." in page
        assert "0 van 1 punten, dat is 0%. Nodig: 70%." in page
        for text in ("Uw antwoord: niet goed", "Niet gekozen, wel goed", "Uitleg bij optie 2.", "Want zo is het."):
            assert text in page
        assert "Probeer opnieuw" in page

    def test_a_part_of_a_point_is_written_the_dutch_way(self, as_learner, learner):
        attempt = start_attempt(learner, make_quiz(make_question("multiple_choice")))
        attempts.save_answers(attempt, {1: right_answers(attempt)[1][:1]})
        attempts.submit(attempt)
        page = as_learner.get(address(attempt)).content.decode()
        assert "Deels goed: 0,50 punt" in page
        assert "0,50 van 1 punten, dat is 50%" in page

    def test_it_leads_to_the_next_open_step(self, as_learner, learner):
        attempt = finish_attempt(learner, make_quiz(course=make_course(lessons=1)), right=True)
        page = as_learner.get(address(attempt)).content.decode()
        assert "Ga verder met Les" in page
        assert "U hebt de cursus afgerond" not in page

    def test_it_says_how_many_attempts_are_left(self, as_learner, learner):
        quiz = make_quiz(max_attempts=2)
        first = finish_attempt(learner, quiz, right=False)
        assert "U hebt nog 1 poging." in as_learner.get(address(first)).content.decode()
        finish_attempt(learner, quiz, right=False)
        page = as_learner.get(address(first)).content.decode()
        assert "U hebt alle pogingen gebruikt." in page
        assert "Probeer opnieuw" not in page

    def test_it_stays_readable_when_the_quiz_is_taken_offline(self, as_learner, learner):
        quiz = make_quiz()
        attempt = finish_attempt(learner, quiz, right=True)
        quiz.unpublish()
        assert as_learner.get(address(attempt)).status_code == 200
