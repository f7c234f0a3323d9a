"""Numbers, short answers, orders and pairs in an attempt: saved, handed in, refused."""

import pytest

from quizzes.models import Answer
from tests.browser import PHONE, WIDE, axe_findings
from tests.factories.quizzes import (
    make_question,
    make_quiz,
    right_answers,
    sent_fields,
    start_attempt,
    wrong_answers,
)

pytestmark = pytest.mark.django_db
KINDS = ("numeric", "short_answer", "ordering", "matching")


@pytest.fixture
def attempt(learner, home):
    return start_attempt(learner, make_quiz(*(make_question(kind) for kind in KINDS)))


def address(attempt):
    return f"/mijn-leren/toets/{attempt.public_id}/"


def posted(attempt, answers, **more):
    fields = {"action": "save", "version": attempt.version, "asked": list(answers), **more}
    for item in attempt.items:
        if item["number"] in answers:
            fields |= sent_fields(item, answers[item["number"]])
    return {name: value for name, value in fields.items() if value is not None}


@pytest.mark.parametrize(("answers_of", "passed"), [(right_answers, True), (wrong_answers, False)])
def test_a_quiz_with_every_kind_can_be_handed_in(as_learner, attempt, answers_of, passed):
    response = as_learner.post(address(attempt), posted(attempt, answers_of(attempt), action="submit"), follow=True)
    assert response.status_code == 200
    attempt.refresh_from_db()
    assert attempt.is_finished
    assert attempt.passed is passed
    assert attempt.saved_answers() == answers_of(attempt)


def test_an_order_may_be_saved_half_way(as_learner, attempt):
    half = [*attempt.items[2]["body"]["right"][:2], None, None]
    as_learner.post(address(attempt), posted(attempt, {3: half}))
    assert attempt.saved_answers() == {3: half}
    page = as_learner.get(address(attempt)).content.decode()
    assert page.count('<option value="1" selected>') == page.count('<option value="2" selected>') == 1


def test_what_cannot_be_read_stays_on_the_page_and_the_rest_is_saved(as_learner, attempt):
    sent = posted(attempt, right_answers(attempt)) | {"question_1": "twaalf", "question_3_0": "1", "question_3_1": "1"}
    page = as_learner.post(address(attempt), sent).content.decode()
    assert "Vul een getal in, bijvoorbeeld 1.250,50." in page
    assert "U gaf plaats 1 aan meer dan één onderdeel." in page
    assert 'value="twaalf"' in page
    assert set(attempt.saved_answers()) == {2, 4}


@pytest.mark.parametrize(
    "sent",
    [
        {"question_1": "9" * 100_000},
        {"question_1": ["1", "2"]},
        {"question_2": ["goed", "fout"]},
        {"question_2": "a\x00"},
        {"question_2": "x" * 1_000_000},
        {"question_3_0": "5"},
        {"question_3_0": ["1"] * 900},
        {"question_4_0": "x"},
        {"question_4_0": "086325a3ff84\x00"},
    ],
)
def test_what_no_page_sends_is_refused_and_nothing_is_written(as_learner, attempt, sent):
    response = as_learner.post(address(attempt), posted(attempt, right_answers(attempt)) | sent)
    assert response.status_code == 400
    assert not Answer.objects.exists()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("viewport", [WIDE, PHONE], ids=["wide", "phone"])
def test_the_fields_are_accessible_and_fit(browser, live_server, as_learner, attempt, viewport):
    context = browser.new_context(viewport=viewport)
    context.add_cookies(
        [{"name": "sessionid", "value": as_learner.cookies["sessionid"].value, "url": live_server.url}]
    )
    page = context.new_page()
    page.goto(live_server.url + address(attempt))
    page.get_by_label("Uw antwoord").first.fill("1.250,50")
    page.get_by_label("Stap aap").select_option("1")
    page.get_by_label("Subsidie").select_option(index=1)
    assert axe_findings(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]
    context.close()
