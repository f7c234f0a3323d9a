"""A time limit in the browser: it is told, the attempt is handed in at its end, and the server's clock counts."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from quizzes.clock import GRACE
from quizzes.models import Attempt
from tests.factories.quizzes import make_question

from .quiz_site import PATIENCE, in_quiz, press, says, sound  # noqa: F401 - fixtures

SAVED = re.compile(r"^Opgeslagen om \d\d:\d\d\.$")


def ends_in(learner, **time):
    learner.attempt.deadline = timezone.now() + timedelta(**time)
    Attempt.objects.filter(pk=learner.attempt.pk).update(deadline=learner.attempt.deadline)


def time_left(page):
    return page.locator("[data-time-left]")


@pytest.mark.parametrize("screen", ["1/", "overzicht/"])
@pytest.mark.row("Q7")
def test_when_time_is_over_the_page_hands_in_by_itself(in_quiz, screen):  # noqa: F811
    learner = in_quiz(make_question(), make_question(), screens="one", shuffle_options=False, time_limit=10)
    page = learner.open("1/")
    learner.option(1, 1).check()
    says(page, SAVED)
    ends_in(learner, seconds=6)
    learner.open(screen)
    expect(time_left(page)).to_have_text("Minder dan een minuut over")
    page.get_by_text("De tijd was om. De antwoorden die u had opgeslagen, zijn ingeleverd.").wait_for(timeout=PATIENCE)
    assert page.url == learner.path()
    ended = learner.finished()
    assert (ended.ended_by, ended.score, ended.maximum) == (Attempt.EndedBy.TIME, 1, 2)
    assert ended.finished_at == learner.attempt.deadline


@pytest.mark.row("Q7")
def test_what_is_on_the_screen_when_time_is_over_counts(in_quiz):  # noqa: F811
    learner = in_quiz(make_question(), make_question(), shuffle_options=False, time_limit=10)
    ends_in(learner, seconds=5)
    page = learner.open()
    page.route("**/bewaren/", lambda route: route.abort() if route.request.method == "POST" else route.continue_())
    learner.option(1, 1).check()
    says(page, re.compile("Nog niet opgeslagen"))
    expect(time_left(page)).to_have_text(re.compile("De tijd is om"), timeout=PATIENCE)
    expect(learner.option(1, 1)).to_be_checked()
    page.unroute("**/bewaren/")
    page.get_by_text("De tijd was om.").wait_for(timeout=PATIENCE)
    assert learner.finished().score == 1


def test_a_minute_is_told_as_one(in_quiz):  # noqa: F811
    learner = in_quiz(make_question(), time_limit=10)
    ends_in(learner, seconds=100)
    page = learner.open()
    expect(time_left(page)).to_have_text("Nog 1 minuut")
    ends_in(learner, seconds=290)
    learner.open()
    expect(time_left(page)).to_have_text("Nog 4 minuten")
    expect(page.locator("[data-time-said]")).to_have_text("Nog 4 minuten")


@pytest.mark.row("Q6")
def test_a_clock_that_stands_still_gives_no_time(in_quiz):  # noqa: F811
    learner = in_quiz(make_question(), make_question(), time_limit=10)
    page = learner.page
    page.clock.install(time=timezone.now() - timedelta(days=1))
    learner.open()
    expect(time_left(page)).to_have_text(re.compile(r"Nog (9|10) minuten"))
    learner.option(1, 1).check()
    page.clock.run_for(1000)
    says(page, SAVED)
    ends_in(learner, seconds=-1 - GRACE.total_seconds())
    learner.option(2, 1).check()
    page.clock.run_for(1000)
    says(page, re.compile("Deze poging is al ingeleverd"))
    assert learner.saved() == {1: learner.option_id(1, 1)}
    assert learner.finished().ended_by == Attempt.EndedBy.TIME


@pytest.mark.row("Q6")
def test_a_clock_that_runs_ahead_ends_nothing_early(in_quiz):  # noqa: F811
    learner = in_quiz(make_question(), time_limit=10)
    page = learner.page
    page.clock.install(time=timezone.now() + timedelta(days=1))
    learner.open()
    with page.expect_response("**/bewaren/"):
        page.clock.fast_forward("15:00")
    expect(time_left(page)).to_have_text(re.compile("De tijd is om"))
    page.clock.run_for(3000)
    expect(time_left(page)).to_have_text(re.compile(r"Nog (9|10) minuten"))
    assert not learner.finished().is_finished
