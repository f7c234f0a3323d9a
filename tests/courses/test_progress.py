"""Progress of one person and of many, and what finishing a step sets in motion."""

import threading

import pytest
from django.db import connection

from courses.completion_rules import progress as rule
from courses.enrol import enrol
from courses.models import CourseCompletion, Enrolment, StepCompletion
from courses.outline import course_outline
from courses.progress import complete_step, done_keys, next_key, next_open_step, progress_of, with_done_count
from courses.signals import course_completed
from tests.factories.courses import make_course, make_lesson, module_of, steps_of
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db


def test_a_step_counts_once_however_often_it_is_marked(learner):
    course = make_course(lessons=2)
    enrolment = enrol(learner, course)
    assert complete_step(enrolment, steps_of(course)[0]) is True
    assert complete_step(enrolment, steps_of(course)[0]) is False
    assert progress_of(enrolment).done == 1


def test_the_last_required_step_finishes_the_course_and_says_so_once(learner):
    course = make_course(lessons=2)
    make_lesson(module_of(course), required=False)
    enrolment = enrol(learner, course)
    heard = []

    def listener(completion, **_signal):
        heard.append(completion)

    course_completed.connect(listener)
    try:
        for step in steps_of(course)[:2]:
            complete_step(enrolment, step)
        complete_step(enrolment, steps_of(course)[2])
    finally:
        course_completed.disconnect(listener)
    assert [completion.enrolment_id for completion in heard] == [enrolment.pk]


def test_when_a_listener_fails_nothing_is_half_written(learner):
    course = make_course(lessons=1)
    enrolment = enrol(learner, course)

    def failing(**_signal):
        raise RuntimeError("the listener fails")

    course_completed.connect(failing)
    try:
        with pytest.raises(RuntimeError, match="the listener fails"):
            complete_step(enrolment, steps_of(course)[0])
    finally:
        course_completed.disconnect(failing)
    assert not StepCompletion.objects.exists()
    assert not CourseCompletion.objects.exists()


def test_who_has_finished_stays_finished_when_a_step_is_added(learner):
    course = make_course(lessons=1)
    enrolment = enrol(learner, course)
    complete_step(enrolment, steps_of(course)[0])
    make_lesson(module_of(course))
    result = progress_of(Enrolment.objects.get(pk=enrolment.pk))
    assert result.finished
    assert result.percentage == 100


def test_the_completion_keeps_the_study_time_of_that_day(learner):
    course = make_course(lessons=0)
    lesson = make_lesson(module_of(course), minutes=7)
    enrolment = enrol(learner, course)
    complete_step(enrolment, lesson)
    lesson.minutes = 70
    lesson.save()
    assert CourseCompletion.objects.get().study_minutes == 7


def test_a_translated_step_is_the_same_step(learner):
    course = make_course(lessons=1)
    enrolment = enrol(learner, course)
    step = steps_of(course)[0]
    complete_step(enrolment, step)
    translated = make_lesson(module_of(course))
    translated.translation_key = step.translation_key
    assert complete_step(enrolment, translated) is False


def test_python_and_sql_count_the_same():
    course = make_course(lessons=4)
    make_lesson(module_of(course), required=False)
    steps = steps_of(course)
    for number in range(6):
        enrolment = enrol(make_user(), course)
        for step in steps[:number]:
            complete_step(enrolment, step)
    outline = course_outline(course)
    for enrolment in with_done_count(Enrolment.objects.all(), outline):
        assert enrolment.done_count == rule(outline.rules, done_keys(enrolment)).done


def test_one_goes_on_where_one_left_off(learner):
    course = make_course(lessons=3)
    enrolment = enrol(learner, course)
    first, second, third = steps_of(course)
    assert next_open_step(enrolment).pk == first.pk
    complete_step(enrolment, second)
    assert next_open_step(enrolment).pk == third.pk
    complete_step(enrolment, third)
    assert next_open_step(enrolment).pk == first.pk
    complete_step(enrolment, first)
    assert next_open_step(enrolment) is None


def test_a_place_in_a_step_that_is_gone_leads_to_the_first_open_step(learner):
    course = make_course(lessons=2)
    outline = course_outline(course)
    assert next_key(outline, set(), learner_place_elsewhere := outline.steps[1].key) == learner_place_elsewhere
    assert next_key(outline, set(), None) == outline.steps[0].key


def test_an_unpublished_step_or_module_is_no_part_of_the_course(learner):
    course = make_course(lessons=2)
    steps_of(course)[0].unpublish()
    assert len(course_outline(course).steps) == 1
    module_of(course).unpublish()
    assert course_outline(course).steps == []


def test_the_outline_costs_the_same_for_five_and_fifty_steps(django_assert_num_queries):
    small, large = make_course(lessons=5), make_course(lessons=50)
    course_outline(small)
    for course in (small, large):
        with django_assert_num_queries(2):
            assert course_outline(course).steps


@pytest.mark.django_db(transaction=True)
def test_finishing_at_the_same_moment_gives_one_completion():
    course = make_course(lessons=1)
    enrolment = enrol(make_user(), course)
    step = steps_of(course)[0]
    barrier = threading.Barrier(8)
    errors = []

    def finish():
        try:
            barrier.wait(timeout=20)
            complete_step(enrolment, step)
        except Exception as error:
            errors.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=finish) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    assert StepCompletion.objects.count() == CourseCompletion.objects.count() == 1
