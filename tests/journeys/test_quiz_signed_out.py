"""The session ends in the middle of a quiz: what was filled in stays, and is saved after signing in."""

import re

import pytest
from playwright.sync_api import expect

from tests.factories.quizzes import make_question

from .quiz_site import in_quiz, press, says, sound  # noqa: F401 - fixtures

SAVED = re.compile(r"^Opgeslagen om \d\d:\d\d\.$")
SIGNED_OUT = re.compile("Nog niet opgeslagen: u bent uitgelogd")


@pytest.mark.row("Q14")
def test_signing_in_in_another_tab_saves_what_was_filled_in(in_quiz):  # noqa: F811
    learner = in_quiz(make_question(), make_question())
    page = learner.open()
    learner.sign_out()
    learner.option(1, 0).check()
    learner.option(2, 1).check()
    says(page, SIGNED_OUT)
    sound(page)
    expect(learner.option(1, 0)).to_be_checked()
    assert learner.saved() == {}
    other = learner.context.new_page()
    other.goto(f"{learner.site}/accounts/login/")
    learner.sign_in_on(other)
    says(page, SAVED)
    assert learner.saved() == {1: learner.option_id(1, 0), 2: learner.option_id(2, 1)}


@pytest.mark.row("Q14")
def test_the_link_to_sign_in_leads_back_to_the_question_with_its_answer(in_quiz):  # noqa: F811
    learner = in_quiz(make_question(), make_question(), screens="one")
    page = learner.open("2/")
    learner.sign_out()
    learner.option(2, 1).check()
    says(page, SIGNED_OUT)
    page.get_by_role("link", name="Log opnieuw in").click()
    learner.sign_in_on(page)
    page.wait_for_url(learner.path("2/"))
    expect(learner.option(2, 1)).to_be_checked()
    says(page, SAVED)
    assert learner.saved() == {2: learner.option_id(2, 1)}


@pytest.mark.row("Q14")
def test_a_button_pressed_while_signed_out_leads_back_to_the_question_with_its_answer(in_quiz):  # noqa: F811
    learner = in_quiz(make_question(), make_question(), screens="one")
    page = learner.open("1/")
    learner.sign_out()
    learner.option(1, 2).check()
    press(page, "Volgende vraag")
    learner.sign_in_on(page)
    page.wait_for_url(learner.path("1/"))
    expect(learner.option(1, 2)).to_be_checked()
    says(page, SAVED)
    press(page, "Volgende vraag")
    page.wait_for_url(learner.path("2/"))
    assert learner.saved() == {1: learner.option_id(1, 2)}


def test_signing_in_again_elsewhere_does_not_make_a_page_useless(in_quiz):  # noqa: F811
    """Signing in changes the token against forged requests; the page that was open asks for the new one."""
    learner = in_quiz(make_question(), make_question(), screens="one")
    page = learner.open("1/")
    learner.option(1, 0).check()
    says(page, SAVED)
    learner.sign_out()
    other = learner.context.new_page()
    other.goto(f"{learner.site}/accounts/login/")
    learner.sign_in_on(other)
    press(page, "Volgende vraag")
    page.wait_for_url(learner.path("2/"))
