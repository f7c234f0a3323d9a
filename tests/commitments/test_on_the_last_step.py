"""Where a module asks for an intention: at the end of its last step, and nowhere else."""

import pytest
from django.db import connection
from django.template import Context, Template
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from courses.enrol import enrol
from courses.study import step_context
from tests.factories.commitments import PROMPT, let_ask, make_asking_course, make_intention
from tests.factories.courses import make_course, make_lesson, make_module, module_of, steps_of
from tests.factories.guests import make_case_step, make_published_case
from tests.factories.quizzes import finish_attempt, make_question, make_quiz

pytestmark = pytest.mark.django_db
FORM = "Bewaar mijn voornemen"


@pytest.fixture
def course(home):
    return make_asking_course()


def page_of(client, step) -> str:
    return client.get(step.url).content.decode()


def test_only_the_last_step_of_the_module_asks(as_learner, learner, course):
    enrol(learner, course)
    first, last = steps_of(course)
    assert FORM not in page_of(as_learner, first)
    page = page_of(as_learner, last)
    assert FORM in page
    assert PROMPT in page
    assert "HR ziet alleen hoeveel voornemens er zijn en hoe ze afliepen" in page


def test_each_module_asks_for_itself(as_learner, learner, course):
    silent = make_module(course)
    step = make_lesson(silent)
    enrol(learner, course)
    assert FORM in page_of(as_learner, steps_of(course)[1])
    assert FORM not in page_of(as_learner, step)


def test_a_case_that_ends_a_module_asks_too(as_learner, learner, course):
    enrol(learner, course)
    assert FORM in page_of(as_learner, make_case_step(course, make_published_case()))


def test_a_quiz_that_ends_a_module_asks_when_it_has_been_passed(as_learner, learner, course):
    enrol(learner, course)
    quiz = make_quiz(make_question(), course=course)
    assert FORM not in page_of(as_learner, steps_of(course)[1])
    assert FORM not in page_of(as_learner, quiz)
    failed = finish_attempt(learner, quiz, right=False)
    assert FORM not in as_learner.get(reverse("quiz_attempt", args=[failed.public_id])).content.decode()
    passed = finish_attempt(learner, quiz, right=True)
    assert FORM in as_learner.get(reverse("quiz_attempt", args=[passed.public_id])).content.decode()
    assert FORM in page_of(as_learner, quiz)


def test_when_the_last_step_goes_offline_the_one_before_asks(as_learner, learner, course):
    enrol(learner, course)
    first, last = steps_of(course)
    last.unpublish()
    assert FORM in page_of(as_learner, first)


def test_what_was_kept_stands_in_the_place_of_the_question(as_learner, learner, course):
    make_intention(learner, course, "Ik bel de jurist")
    page = page_of(as_learner, steps_of(course)[1])
    assert "Ik bel de jurist" in page
    assert FORM not in page


def test_who_reads_along_is_not_asked(as_learner, course):
    assert FORM not in page_of(as_learner, steps_of(course)[1])


def test_a_step_that_is_not_open_yet_does_not_ask(as_learner, learner, course):
    first, last = steps_of(course)
    last.opens_after = first
    last.save()
    enrol(learner, course)
    assert FORM not in page_of(as_learner, last)


def queries_of_section(learner, step) -> int:
    variables = {"opens_after": None} | step_context(learner, step)
    section = Template("{% load commitment_tags %}{% intention_section enrolment step outline %}")
    with CaptureQueriesContext(
        connection,
    ) as queries:
        section.render(Context(variables))
    return len(queries)


def test_asking_costs_one_query_and_not_asking_none(learner, course):
    silent = make_course()
    enrol(learner, course)
    enrol(learner, silent)
    first, last = steps_of(course)
    assert queries_of_section(learner, last) == 1
    assert queries_of_section(learner, first) == 0
    assert [queries_of_section(learner, step) for step in steps_of(silent)] == [0, 0]


def test_the_page_asks_as_soon_as_an_editor_wrote_the_question(as_learner, learner, home):
    course = make_course()
    enrol(learner, course)
    last = steps_of(course)[1]
    assert FORM not in page_of(as_learner, last)
    let_ask(module_of(course))
    assert FORM in page_of(as_learner, last)
