"""The same attempt in two windows, twice handed in, or looked at again: nothing is overwritten, one result."""

import re

import pytest
from playwright.sync_api import expect

from quizzes.models import Answer, Attempt
from tests.factories.quizzes import make_question

from .quiz_site import PATIENCE, Learner, in_quiz, press, says, sound  # noqa: F401 - fixtures

SAVED = re.compile(r"^Opgeslagen om \d\d:\d\d\.$")
STALE = re.compile("Niet opgeslagen: u hebt uw antwoorden in een ander venster gewijzigd")


def old_and_new_window(learner: Learner, rest: str = ""):
    """Both were opened before the new one saved an answer to question 1."""
    old, new = learner.open(rest), learner.open(rest, learner.context.new_page())
    learner.option(1, 0, new).check()
    says(new, SAVED)
    learner.option(1, 2, old).check()
    says(old, STALE)
    assert learner.saved() == {1: learner.option_id(1, 0)}, "nothing is overwritten"
    return old


@pytest.mark.row("Q3")
def test_an_old_window_is_told_and_may_go_on_with_the_newest_answers(in_quiz):  # noqa: F811
    learner = in_quiz(make_question(), make_question())
    old = old_and_new_window(learner)
    sound(old)
    expect(learner.option(1, 2, old)).to_be_checked()
    with old.expect_response(learner.path()) as answered:
        press(old, "Kies welke antwoorden u houdt")
    assert answered.value.status == 409
    old.get_by_role("heading", level=1, name="Uw antwoorden zijn in een ander venster gewijzigd").wait_for()
    sound(old)
    assert learner.saved() == {1: learner.option_id(1, 0)}
    old.get_by_role("link", name="Ga verder met de nieuwste antwoorden").click()
    expect(learner.option(1, 0, old)).to_be_checked()
    learner.option(2, 0, old).check()
    says(old, SAVED)
    assert learner.saved() == {1: learner.option_id(1, 0), 2: learner.option_id(2, 0)}


@pytest.mark.row("Q3")
def test_an_old_window_may_keep_its_own_answers(in_quiz):  # noqa: F811
    learner = in_quiz(make_question(), make_question(), screens="one")
    old = old_and_new_window(learner, "1/")
    press(old, "Volgende vraag")
    press(old, "Houd de antwoorden van dit venster")
    old.wait_for_url(learner.path("2/"))
    assert learner.saved() == {1: learner.option_id(1, 2)}
    assert Answer.objects.filter(attempt=learner.attempt).count() == 2, "the other one stays in the journal"


@pytest.mark.row("Q3")
def test_a_window_that_is_left_blank_blanks_nothing(in_quiz):  # noqa: F811
    learner = in_quiz(make_question(), make_question())
    old, new = learner.open(), learner.open("", learner.context.new_page())
    learner.option(1, 0, new).check()
    says(new, SAVED)
    press(old, "Opslaan en later verder")
    old.wait_for_load_state()
    assert learner.saved() == {1: learner.option_id(1, 0)}


def test_an_answer_that_could_not_be_saved_is_chosen_on_its_own_screen(in_quiz):  # noqa: F811
    learner = in_quiz(make_question(), make_question(), screens="one")
    old, new = learner.open("1/"), learner.context.new_page()
    old.on("dialog", lambda dialog: dialog.accept())
    old.route("**/bewaren/", lambda route: route.abort())
    learner.option(1, 2, old).check()
    says(old, re.compile("Nog niet opgeslagen"))
    learner.open("1/", new)
    learner.option(1, 0, new).check()
    says(new, SAVED)
    old.goto(learner.path("2/"))
    old.unroute("**/bewaren/")
    old.wait_for_url(learner.path("1/"), timeout=PATIENCE)
    says(old, STALE)
    expect(learner.option(1, 2, old)).to_be_checked()
    press(old, "Kies welke antwoorden u houdt")
    press(old, "Houd de antwoorden van dit venster")
    old.wait_for_url(learner.path("1/"))
    assert learner.saved() == {1: learner.option_id(1, 2)}


def test_what_was_handed_in_elsewhere_is_said_and_leads_to_the_result(in_quiz):  # noqa: F811
    learner = in_quiz(make_question())
    old, new = learner.open(), learner.open("", learner.context.new_page())
    learner.option(1, 1, new).check()
    press(new, "Toets inleveren")
    new.get_by_role("heading", name="Uw antwoorden").wait_for()
    with old.expect_response("**/bewaren/") as answered:
        learner.option(1, 0, old).check()
    assert answered.value.status == 409
    says(old, re.compile("Deze poging is al ingeleverd"))
    old.get_by_role("link", name="Bekijk uw uitslag").click()
    old.get_by_role("heading", name="Uw antwoorden").wait_for()
    assert learner.saved() == {1: learner.option_id(1, 1)}


@pytest.mark.row("Q4")
def test_a_double_click_and_the_back_button_give_one_result(in_quiz):  # noqa: F811
    learner = in_quiz(make_question())
    page = learner.open()
    learner.option(1, 1).check()
    page.get_by_role("button", name="Toets inleveren").dblclick()
    page.get_by_role("heading", name="Uw antwoorden").wait_for()
    handed_in = learner.finished().finished_at
    sound(page)
    page.go_back()
    page.wait_for_load_state()
    if page.get_by_role("button", name="Toets inleveren").count():
        press(page, "Toets inleveren")
    page.goto(learner.path())
    page.get_by_role("heading", name="Uw antwoorden").wait_for()
    page.reload()
    assert learner.finished().finished_at == handed_in
    assert Attempt.objects.count() == 1


def test_going_back_and_changing_an_answer_is_no_conflict(in_quiz):  # noqa: F811
    learner = in_quiz(make_question(), make_question(), screens="one")
    page = learner.open("1/")
    learner.option(1, 0).check()
    press(page, "Volgende vraag")
    page.wait_for_url(learner.path("2/"))
    learner.option(2, 0).check()
    says(page, SAVED)
    page.go_back()
    page.wait_for_url(learner.path("1/"))
    expect(learner.option(1, 0)).to_be_checked()
    learner.option(1, 1).check()
    says(page, SAVED)
    assert learner.saved() == {1: learner.option_id(1, 1), 2: learner.option_id(2, 0)}


@pytest.mark.row("Q15")
def test_questions_and_answers_keep_their_order_on_every_device(in_quiz, browser):  # noqa: F811
    questions = [make_question() for _ in range(6)]
    learner = in_quiz(*questions, shuffle_questions=True, shuffle_options=True)
    page = learner.open()
    shown = page.locator(".ldl-question__prompt, .ldl-option__text").all_inner_texts()
    assert len(shown) == 24
    page.reload()
    assert page.locator(".ldl-question__prompt, .ldl-option__text").all_inner_texts() == shown
    telephone = browser.new_context(viewport={"width": 390, "height": 800})
    telephone.add_cookies(learner.context.cookies())
    there = learner.open("", telephone.new_page())
    assert there.locator(".ldl-question__prompt, .ldl-option__text").all_inner_texts() == shown
    telephone.close()
