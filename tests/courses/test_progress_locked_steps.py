"""Steps that open after others: what a learner reads, and what is refused."""

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from courses.enrol import enrol
from courses.models import CourseCompletion, LessonPage, Position, StepCompletion, StepPage
from courses.order import check_opens_after
from courses.progress import complete_step, next_open_step
from quizzes import attempts
from quizzes.models import Attempt
from tests.factories.courses import make_course, make_lesson, module_of, steps_of
from tests.factories.people import make_user
from tests.factories.quizzes import make_quiz

pytestmark = pytest.mark.django_db


@pytest.fixture
def course(home):
    """First, and second that opens after it."""
    course = make_course(lessons=0)
    first = make_lesson(module_of(course), title="Wat is inkoop?")
    make_lesson(module_of(course), title="Inkopen met impact", opens_after=first)
    return course


def test_a_locked_step_says_what_to_do_first_instead_of_its_text(as_learner, learner, course):
    enrol(learner, course)
    first, second = steps_of(course)
    content = as_learner.get(second.url).content.decode()
    assert "Deze stap gaat open als u “Wat is inkoop?” hebt gedaan." in content
    assert f'href="{first.url}"' in content
    assert "Tekst van les" not in content
    assert reverse("mark_done", args=[second.pk]) not in content


def test_the_contents_say_in_words_what_opens_when(as_learner, learner, course):
    enrolment = enrol(learner, course)
    first, second = steps_of(course)
    assert "gaat open na “Wat is inkoop?”" in as_learner.get(course.url).content.decode()
    complete_step(enrolment, first)
    assert "gaat open na" not in as_learner.get(course.url).content.decode()
    assert "Tekst van les" in as_learner.get(second.url).content.decode()


def test_a_reader_who_is_not_enrolled_does_not_pass_the_lock(as_learner, course):
    content = as_learner.get(steps_of(course)[1].url).content.decode()
    assert "Deze stap gaat open als" in content
    assert "Tekst van les" not in content


def test_marking_a_locked_step_is_refused_with_a_sentence_and_writes_nothing(as_learner, learner, course):
    enrol(learner, course)
    second = steps_of(course)[1]
    response = as_learner.post(reverse("mark_done", args=[second.pk]), follow=True)
    assert "Deze stap is nog niet open. Doe eerst “Wat is inkoop?”." in response.content.decode()
    assert as_learner.post(reverse("left_off", args=[second.pk])).status_code == 404
    assert not StepCompletion.objects.exists()
    assert not Position.objects.exists()


def test_starting_a_locked_quiz_is_refused_with_a_sentence_and_writes_nothing(as_learner, learner, course):
    quiz = make_quiz(course=course, opens_after=steps_of(course)[0])
    enrol(learner, course)
    response = as_learner.post(reverse("quiz_start", args=[quiz.pk]), follow=True)
    assert "Doe eerst “Wat is inkoop?”." in response.content.decode()
    assert not Attempt.objects.exists()


def test_an_attempt_that_was_started_goes_on_when_an_author_adds_an_order(as_learner, learner, course):
    quiz = make_quiz(course=course)
    enrol(learner, course)
    attempt = attempts.start(learner, quiz)
    StepPage.objects.filter(pk=quiz.pk).update(opens_after=steps_of(course)[0])
    quiz.refresh_from_db()
    assert attempts.start(learner, quiz) == attempt
    assert as_learner.get(reverse("quiz_attempt", args=[attempt.public_id])).status_code == 200


def test_what_is_done_stays_readable_when_an_author_puts_something_before_it(as_learner, learner, course):
    second = steps_of(course)[1]
    complete_step(enrol(learner, course), second)
    assert "Tekst van les" in as_learner.get(second.url).content.decode()


def test_who_has_finished_reads_everything(as_learner, learner, course):
    enrolment = enrol(learner, course)
    for step in steps_of(course):
        complete_step(enrolment, step)
    late = make_lesson(module_of(course))
    later = make_lesson(module_of(course), opens_after=late)
    assert "Tekst van les" in as_learner.get(later.url).content.decode()


def test_going_on_passes_over_what_is_locked(learner, course):
    late = make_lesson(module_of(course))
    enrolment = enrol(learner, course)
    first, second = steps_of(course)[:2]
    Position.objects.create(enrolment=enrolment, step_key=second.translation_key)
    assert next_open_step(enrolment).pk == late.pk
    complete_step(enrolment, late)
    assert next_open_step(enrolment).pk == first.pk


def test_a_step_that_is_offline_or_elsewhere_holds_nobody_back(as_learner, learner, course):
    enrol(learner, course)
    first, second = steps_of(course)
    first.unpublish()
    assert "Tekst van les" in as_learner.get(second.url).content.decode()
    elsewhere = steps_of(make_course(lessons=1))[0]
    StepPage.objects.filter(pk=second.pk).update(opens_after=elsewhere)
    assert "Tekst van les" in as_learner.get(second.url).content.decode()


def test_a_circle_holds_nobody_back_and_is_refused_for_the_editor(as_learner, learner, course):
    enrol(learner, course)
    first, second = steps_of(course)
    with pytest.raises(ValidationError, match="“Inkopen met impact” gaat zelf pas open na deze stap"):
        check_opens_after(first, second, module_of(course))
    StepPage.objects.filter(pk=first.pk).update(opens_after=second)
    for step in (first, second):
        assert "Tekst van les" in as_learner.get(step.url).content.decode()
        as_learner.post(reverse("mark_done", args=[step.pk]))
    assert CourseCompletion.objects.exists()


def test_an_editor_chooses_a_step_of_the_same_course_and_not_the_step_itself(course):
    first = steps_of(course)[0]
    elsewhere = steps_of(make_course(lessons=1))[0]
    with pytest.raises(ValidationError, match="Kies een stap van deze cursus"):
        check_opens_after(first, elsewhere, module_of(course))
    with pytest.raises(ValidationError, match="gaat zelf pas open na deze stap"):
        check_opens_after(first, first, module_of(course))
    assert check_opens_after(LessonPage(), first, module_of(course)) is None


def test_an_order_that_went_wrong_stops_no_publication(course):
    first, second = steps_of(course)
    first.opens_after = second
    first.save_revision().publish()
    assert steps_of(course)[0].opens_after_id == second.pk


def test_an_editor_reads_in_the_admin_why_an_order_is_refused(course):
    first, second = steps_of(course)
    editor = Client()
    editor.force_login(make_user(is_superuser=True))
    response = editor.post(
        reverse("wagtailadmin_pages:edit", args=[first.pk]),
        {
            "title": first.title,
            "slug": first.slug,
            "minutes": "5",
            "required": "on",
            "opens_after": str(second.pk),
            "intro": "",
            "body-count": "0",
            "comments-TOTAL_FORMS": "0",
            "comments-INITIAL_FORMS": "0",
        },
    )
    assert response.status_code == 200
    assert "gaat zelf pas open na deze stap" in response.content.decode()


def test_nobody_opens_a_step_by_what_a_colleague_did(as_learner, learner, course):
    first, second = steps_of(course)
    complete_step(enrol(make_user(), course), first)
    enrol(learner, course)
    as_learner.post(reverse("mark_done", args=[second.pk]))
    assert not StepCompletion.objects.filter(enrolment__user=learner).exists()


def test_a_lesson_costs_the_same_queries_however_long_the_order_is(as_learner, learner):
    counts = []
    for lessons in (3, 30):
        course = make_course(lessons=0)
        before = None
        for _ in range(lessons):
            before = make_lesson(module_of(course), opens_after=before)
        enrolment = enrol(learner, course)
        complete_step(enrolment, steps_of(course)[0])
        address = steps_of(course)[1].url
        as_learner.get(address)
        with CaptureQueriesContext(connection) as captured:
            as_learner.get(address)
        counts.append(len(captured))
    assert counts[0] == counts[1]
