"""The network goes, the server dies, an answer of the server gets lost: no answer of the learner does."""

import errno
import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from quizzes import autosave
from quizzes.models import Answer
from tests.factories.quizzes import make_question

from .quiz_site import PATIENCE, in_quiz, own_server, press, says, sound, state  # noqa: F401 - fixtures

pytestmark = pytest.mark.row("Q1")

NOT_SAVED = re.compile("Nog niet opgeslagen: er is geen verbinding")
SAVED = re.compile(r"^Opgeslagen om \d\d:\d\d\.$")
BEFORE_SAVING = re.compile(r"^(Bezig met opslaan…)?$")


@pytest.fixture
def three_questions(transactional_db):
    return [make_question() for _ in range(3)]


def test_answers_given_without_a_network_are_saved_when_it_is_back(in_quiz, three_questions):  # noqa: F811
    learner = in_quiz(*three_questions)
    page = learner.open()
    learner.context.set_offline(True)
    for number in (1, 2, 3):
        learner.option(number, number - 1).check()
        expect(state(page)).not_to_have_text(SAVED)
    says(page, NOT_SAVED)
    places = page.locator("[data-number] .ldl-quiz__state")
    assert places.count() == 3
    for place in places.all():
        expect(place).to_have_text(NOT_SAVED)
    expect(page.get_by_role("status").filter(has_text=NOT_SAVED)).to_have_count(1)
    sound(page)
    press(page, "Toets inleveren")
    says(page, NOT_SAVED)
    assert page.url == learner.path(), "without a network the page stays"
    assert learner.saved() == {}

    learner.context.set_offline(False)
    says(page, SAVED)
    assert learner.saved() == {number: learner.option_id(number, number - 1) for number in (1, 2, 3)}
    press(page, "Toets inleveren")
    page.wait_for_url(learner.path())
    page.get_by_role("heading", name="Uw antwoorden").wait_for()
    assert learner.finished().is_finished


def test_saved_is_said_only_after_the_server_has_it(in_quiz, three_questions):  # noqa: F811
    learner = in_quiz(*three_questions)
    page = learner.open()
    held = []
    page.route("**/bewaren/", lambda route: held.append(route))
    with page.expect_request("**/bewaren/"):
        learner.option(1, 0).check()
    expect(state(page)).to_have_text(BEFORE_SAVING)
    assert learner.saved() == {}
    held[0].continue_()
    says(page, SAVED)
    assert learner.saved() == {1: learner.option_id(1, 0)}


def test_an_answer_is_saved_within_two_seconds_while_typing_goes_on(in_quiz):  # noqa: F811
    learner = in_quiz(make_question("short_answer"), screens="one")
    page = learner.open("1/")
    field = page.locator("input[name=question_1]")
    page.clock.install()
    page.clock.pause_at(timezone.now() + timedelta(minutes=1))
    sent = []
    page.on("request", lambda request: sent.append(request.url) if request.url.endswith("/bewaren/") else None)
    # 1.5 seconds in which no pause is long enough to wait for. Nothing is typed while it is being saved: how long that
    # takes is for the machine to say, and what was typed meanwhile goes right after it.
    with page.expect_request("**/bewaren/"):
        for letter in "loonk":
            assert sent == []
            field.press(letter)
            page.clock.run_for(300)
    assert len(sent) == 1


def test_a_server_that_is_killed_while_saving_loses_nothing(in_quiz, own_server, three_questions):  # noqa: F811
    own_server.start()
    learner = in_quiz(*three_questions, site=own_server.url)
    page = learner.open()
    learner.option(1, 0).check()
    says(page, SAVED)

    def die_first(route):
        own_server.kill()
        route.continue_()

    page.route("**/bewaren/", die_first)
    learner.option(2, 1).check()
    says(page, NOT_SAVED)
    learner.option(3, 2).check()
    expect(state(page)).to_have_text(NOT_SAVED)
    press(page, "Toets inleveren")
    says(page, NOT_SAVED)
    assert page.url == learner.path()
    assert learner.saved() == {1: learner.option_id(1, 0)}

    page.unroute("**/bewaren/")
    own_server.start()
    says(page, SAVED)
    assert learner.saved() == {number: learner.option_id(number, number - 1) for number in (1, 2, 3)}


def test_a_button_that_leads_away_waits_for_the_site_to_be_there(in_quiz, own_server):  # noqa: F811
    own_server.start()
    learner = in_quiz(make_question(), make_question(), site=own_server.url, screens="one")
    page = learner.open("1/")
    learner.option(1, 0).check()
    says(page, SAVED)
    own_server.kill()
    press(page, "Volgende vraag")
    says(page, re.compile("Er is nu geen verbinding. Uw antwoorden zijn opgeslagen."))
    expect(learner.option(1, 0)).to_be_checked()
    own_server.start()
    press(page, "Volgende vraag")
    page.wait_for_url(learner.path("2/"))


def test_a_save_whose_reply_gets_lost_is_sent_again_without_a_conflict(in_quiz, three_questions):  # noqa: F811
    learner = in_quiz(*three_questions)
    page = learner.open()

    sent = []

    def lose_the_first_reply(route):
        sent.append(route.request.post_data)
        if len(sent) > 1:
            route.continue_()
            return
        assert route.fetch().ok
        route.abort()

    page.route("**/bewaren/", lose_the_first_reply)
    learner.option(1, 0).check()
    # Before it knows whether the first answer arrived, there is a second one.
    says(page, NOT_SAVED)
    learner.option(2, 1).check()
    says(page, SAVED)
    assert sent[1] == sent[0], "first the same once more, whatever came after it"
    assert learner.saved() == {1: learner.option_id(1, 0), 2: learner.option_id(2, 1)}
    assert Answer.objects.filter(attempt=learner.attempt, item=1).count() == 1


def disk_is_full(*_arguments, **_fields):
    raise OSError(errno.ENOSPC, "No space left on device")


def test_what_was_not_saved_is_there_again_after_leaving_the_page(in_quiz, three_questions, monkeypatch):  # noqa: F811
    learner = in_quiz(*three_questions, screens="one")
    page = learner.open("1/")
    page.on("dialog", lambda dialog: dialog.accept())
    monkeypatch.setattr(autosave, "take_in", disk_is_full)
    learner.option(1, 2).check()
    says(page, NOT_SAVED)
    page.goto(learner.path("2/"))
    page.goto(learner.path("1/"))
    expect(learner.option(1, 2)).to_be_checked()
    assert learner.saved() == {}
    monkeypatch.undo()
    says(page, SAVED)
    assert learner.saved() == {1: learner.option_id(1, 2)}


def test_an_answer_given_right_before_leaving_the_page_is_saved(in_quiz, three_questions):  # noqa: F811
    """Not after the pause that saving waits for: the page is gone before that."""
    learner = in_quiz(*three_questions, screens="one")
    page = learner.open("1/")
    # The clock of the page stands still, so that nothing but leaving can save.
    page.clock.install()
    page.clock.pause_at(timezone.now() + timedelta(minutes=1))
    with page.context.expect_event("request", lambda request: request.url.endswith("/bewaren/")):
        page.evaluate(
            """() => {
                document.querySelector("input[name=question_1]").click();
                dispatchEvent(new PageTransitionEvent("pagehide"));
            }"""
        )
    learner.open("2/")
    assert list(learner.saved()) == [1]


def test_an_answer_is_saved_when_the_page_goes_out_of_sight(in_quiz, three_questions):  # noqa: F811
    learner = in_quiz(*three_questions, screens="one")
    page = learner.open("1/")
    page.clock.install()
    page.clock.pause_at(timezone.now() + timedelta(minutes=1))
    with page.expect_response("**/bewaren/") as answered:
        page.evaluate(
            """() => {
                document.querySelector("input[name=question_1]").click();
                Object.defineProperty(document, "visibilityState", { value: "hidden" });
                document.dispatchEvent(new Event("visibilitychange"));
            }"""
        )
    assert answered.value.status == 200
    assert list(learner.saved()) == [1]


def test_an_answer_that_cannot_be_read_is_named_and_the_rest_is_saved(in_quiz):  # noqa: F811
    learner = in_quiz(make_question("numeric"), make_question())
    page = learner.open()
    number = page.locator("input[name=question_1]")
    number.fill("veel")
    learner.option(2, 0).check()
    says(page, re.compile("^Vraag 1 is niet opgeslagen. "))
    assert learner.saved() == {2: learner.option_id(2, 0)}
    assert number.input_value() == "veel"
    number.fill("12,5")
    says(page, SAVED)
    assert learner.saved()[1] == "12,5"
