"""A quiz one question per screen: with the keyboard, without JavaScript, in practice, and sound on every screen."""

import re

import pytest
from playwright.sync_api import Error, expect

from tests.factories.quizzes import make_question

from .quiz_site import in_quiz, press, says, sound  # noqa: F401 - fixtures

SAVED = re.compile(r"^Opgeslagen om \d\d:\d\d\.$")
# Words that stand in no question, answer or case, only in what is told afterwards.
MARKER = "Verklap"


def telltale_question(**fields):
    """Everything of it that only may be told afterwards is marked."""
    answers = [
        {"text": f"Antwoord {number}", "correct": number == 2, "feedback": f"{MARKER}-terug-{number}"}
        for number in (1, 2, 3)
    ]
    told = {"explanation": f"{MARKER}-toelichting", "source": f"{MARKER}-bron"}
    return make_question("single_choice", {"options": answers}, **told, **fields)


@pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without JavaScript"])
@pytest.mark.row("Q2")
def test_a_whole_quiz_one_question_per_screen(in_quiz, javascript):  # noqa: F811
    kinds = ("single_choice", "multiple_choice", "true_false", "numeric")
    learner = in_quiz(
        *(make_question(kind) for kind in kinds), screens="one", shuffle_options=False, javascript=javascript
    )
    page = learner.open()
    page.wait_for_url(learner.path("1/"))
    assert page.title().startswith("Vraag 1 van 4")
    expect(page.get_by_role("group", name=re.compile("^Vraag 1 van 4"))).to_be_focused()
    learner.option(1, 1).check()
    press(page, "Volgende vraag")
    page.wait_for_url(learner.path("2/"))
    learner.option(2, 0).check()
    learner.option(2, 1).check()
    press(page, "Volgende vraag")
    page.wait_for_url(learner.path("3/"))
    press(page, "Vorige vraag")
    page.wait_for_url(learner.path("2/"))
    expect(learner.option(2, 1)).to_be_checked()
    press(page, "Overzicht van alle vragen")
    page.wait_for_url(learner.path("overzicht/"))
    assert page.get_by_text("Nog niet beantwoord").count() == 2
    press(page, "Toets inleveren")
    page.get_by_role("alert").wait_for()
    assert page.title().startswith("Fout:")
    assert not learner.finished().is_finished
    page.get_by_role("alert").get_by_role("link").first.click()
    page.wait_for_url(learner.path("3/"))
    learner.option(3, 0).check()
    press(page, "Volgende vraag")
    page.wait_for_url(learner.path("4/"))
    page.locator("input[name=question_4]").fill("1.250,50")
    press(page, "Naar het overzicht")
    page.wait_for_url(learner.path("overzicht/"))
    assert page.get_by_text("Nog niet beantwoord").count() == 0
    press(page, "Toets inleveren")
    page.wait_for_url(learner.path())
    page.get_by_role("heading", name="Uw antwoorden").wait_for()
    assert learner.finished().passed


def test_every_screen_is_sound_with_a_time_limit_and_how_sure_one_is(in_quiz):  # noqa: F811
    learner = in_quiz(
        make_question(context="Een lange casus. " * 20),
        make_question(),
        screens="one",
        time_limit=30,
        ask_confidence=True,
    )
    page = learner.open("1/")
    expect(page.locator("[data-time-left]")).to_have_text(re.compile(r"Nog (29|30) minuten"))
    sound(page)
    learner.option(1, 0).check()
    says(page, SAVED)
    page.get_by_role("group", name="Hoe zeker weet u het?").get_by_label("Ik twijfel").check()
    press(page, "Overzicht van alle vragen")
    page.wait_for_url(learner.path("overzicht/"))
    assert learner.attempt.latest_answers()[1].confidence == 2
    expect(page.locator("[data-time-left]")).to_have_text(re.compile(r"Nog (29|30) minuten"))
    sound(page)
    press(page, "Toets inleveren")
    page.get_by_role("alert").wait_for()
    sound(page)
    old = learner.open("2/", learner.context.new_page())
    learner.open("2/")
    learner.option(2, 0).check()
    says(page, SAVED)
    learner.option(2, 1, old).check()
    press(old, "Naar het overzicht")
    old.get_by_role("heading", name="De nieuwste antwoorden").wait_for()
    expect(old.locator("[data-time-left]")).to_have_text(re.compile(r"Nog (29|30) minuten"))
    sound(old)
    page.goto(learner.path("overzicht/"))
    press(page, "Toets inleveren")
    page.get_by_role("heading", name="Uw antwoorden").wait_for()
    sound(page)


def test_the_keys_1_to_9_choose_while_the_focus_is_on_the_answers(in_quiz):  # noqa: F811
    learner = in_quiz(make_question(), make_question("multiple_choice"), make_question("numeric"))
    page = learner.open()
    page.keyboard.press("2")
    expect(page.locator("input:checked")).to_have_count(0)
    learner.option(1, 0).focus()
    page.keyboard.press("3")
    expect(learner.option(1, 2)).to_be_checked()
    expect(learner.option(1, 2)).to_be_focused()
    page.keyboard.press("9")
    expect(learner.option(1, 2)).to_be_checked()
    learner.option(2, 0).focus()
    page.keyboard.press("1")
    page.keyboard.press("4")
    expect(learner.option(2, 0)).to_be_checked()
    expect(learner.option(2, 3)).to_be_checked()
    page.keyboard.press("1")
    expect(learner.option(2, 0)).not_to_be_checked()
    number = page.locator("input[name=question_3]")
    number.press("1")
    assert number.input_value() == "1", "a key in a text is a letter"
    says(page, SAVED)
    assert learner.saved() == {1: learner.option_id(1, 2), 2: [learner.option_id(2, 3)], 3: "1"}


@pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_practice_tells_after_checking_and_the_answer_stays(in_quiz, javascript):  # noqa: F811
    learner = in_quiz(
        telltale_question(),
        telltale_question(),
        screens="one",
        mode="practice",
        show_feedback="during",
        show_right_answers="during",
        show_points="during",
        shuffle_options=False,
        javascript=javascript,
    )
    page = learner.open("1/")
    press(page, "Kijk mijn antwoord na")
    page.get_by_role("alert").get_by_text("Beantwoord deze vraag.").wait_for()
    assert MARKER not in page.content(), "nothing is told before there is an answer"
    learner.option(1, 0).check()
    press(page, "Kijk mijn antwoord na")
    checked = page.get_by_role("region", name=re.compile("^Vraag 1 van 2"))
    checked.get_by_text(f"{MARKER}-terug-1").wait_for()
    expect(checked).to_be_focused()
    assert "Niet goed" in checked.inner_text()
    assert learner.option(1, 0).count() == 0
    assert page.get_by_role("button", name="Kijk mijn antwoord na").count() == 0
    if javascript:
        sound(page)
    press(page, "Volgende vraag")
    page.wait_for_url(learner.path("2/"))
    assert MARKER not in page.content(), "of this question nothing is told yet"
    page.goto(learner.path("1/"))
    checked.get_by_text(f"{MARKER}-terug-1").wait_for()
    assert learner.saved()[1] == learner.option_id(1, 0)


@pytest.mark.parametrize("screens", ["one", "all"])
@pytest.mark.row("Q11")
def test_no_answer_of_the_site_tells_what_is_right_before_handing_in(in_quiz, screens):  # noqa: F811
    learner = in_quiz(telltale_question(), telltale_question(), screens=screens, time_limit=30)
    page, bodies = learner.page, []

    def listen(response):
        kind = response.headers.get("content-type", "")
        if response.status == 200 and kind.startswith(("text/html", "application/json", "text/javascript")):
            bodies.append(response)

    page.on("response", listen)
    learner.open()
    number = 1
    for number in (1, 2):
        learner.option(number, 0).check()
        says(page, SAVED)
        if screens == "one":
            press(page, "Volgende vraag" if number == 1 else "Naar het overzicht")
            page.wait_for_url(learner.path("2/" if number == 1 else "overzicht/"))
    told = "".join(_text(response) for response in bodies)
    assert "Antwoord 2" in told
    assert '"version"' in told
    assert MARKER not in told
    assert '"correct"' not in told
    assert "data-correct" not in told
    press(page, "Toets inleveren")
    page.get_by_role("heading", name="Uw antwoorden").wait_for()
    assert MARKER in page.content()


def _text(response):
    # The body of a page that was left is gone; what was on it is asked for once more.
    try:
        return response.text()
    except Error:
        return response.frame.page.context.request.get(response.url).text()
