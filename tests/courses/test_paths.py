"""A learning path is finished when its required courses are, and stays so whatever an editor does."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from wagtail.actions.unpublish_page import UnpublishPageAction
from wagtail.models import Locale

from certificates.models import Certificate
from courses.completion_rules import earns_completion
from courses.enrol import enrol
from courses.models import CourseCompletion, CourseIndexPage, CoursePage, PathCompletion, PathEnrolment, StepPage
from courses.paths import (
    courses_by_path,
    done_courses,
    finish_followers_of,
    finished_courses,
    follow,
    path_progress,
    rules_of,
    stop_following,
)
from courses.progress import complete_step
from courses.signals import path_completed
from tests.factories.courses import make_course, make_lesson, module_of
from tests.factories.paths import change_path, finish_course, make_path
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db


def progress_now(enrolment):
    enrolment = PathEnrolment.objects.get(pk=enrolment.pk)
    courses = courses_by_path([enrolment.path])[enrolment.path_id]
    return path_progress(enrolment, courses, done_courses(enrolment.user))


@pytest.fixture
def courses(home):
    return [make_course(title, lessons=1) for title in ("De basis", "Inkopen", "Verdieping")]


@pytest.fixture
def path(courses):
    return make_path(courses[:2], optional=courses[2:], title="Inkoper")


@pytest.fixture
def busy(learner, path, courses):
    """Someone who finished the first of two courses."""
    enrolment = follow(learner, path)
    finish_course(learner, courses[0])
    return enrolment


def test_following_twice_is_following_once(learner, path):
    assert follow(learner, path) == follow(learner, path)
    assert PathEnrolment.objects.count() == 1


def test_each_finished_course_counts_and_the_last_one_finishes_the_path(busy, learner, courses):
    assert (progress_now(busy).done, progress_now(busy).total, progress_now(busy).percentage) == (1, 2, 50)
    finish_course(learner, courses[1])
    assert progress_now(busy).percentage == 100
    completion = PathCompletion.objects.get(enrolment=busy)
    assert completion.study_minutes == 10
    assert [course for course, _how in finished_courses(completion)] == courses[:2]


def test_an_optional_course_counts_neither_for_nor_against(busy, learner, courses):
    finish_course(learner, courses[2])
    assert (progress_now(busy).done, progress_now(busy).total) == (1, 2)
    finish_course(learner, courses[1])
    assert PathCompletion.objects.get().study_minutes == 10


def test_being_busy_with_a_course_is_not_enough(busy, learner, courses):
    enrol(learner, courses[1])
    assert not progress_now(busy).finished


def test_who_has_finished_the_courses_already_has_finished_the_path_at_once(learner, path, courses):
    for course in courses[:2]:
        finish_course(learner, course)
    assert not PathCompletion.objects.exists()
    assert progress_now(follow(learner, path)).finished


def test_what_a_colleague_finished_does_not_count(busy, courses):
    finish_course(make_user(), courses[1])
    assert not progress_now(busy).finished


def test_a_course_counts_in_whatever_language_it_was_finished(busy, learner, courses):
    english = make_course(lessons=1)
    locale = Locale.objects.get_or_create(language_code="en")[0]
    CoursePage.objects.filter(pk=english.pk).update(translation_key=courses[1].translation_key, locale=locale)
    finish_course(learner, CoursePage.objects.get(pk=english.pk))
    assert progress_now(busy).finished


def test_one_course_can_finish_several_paths(busy, learner, courses):
    other = follow(learner, make_path(courses[1:2]))
    finish_course(learner, courses[1])
    assert progress_now(busy).finished
    assert progress_now(other).finished


def test_whoever_listens_hears_of_it_once_and_in_the_same_transaction(busy, learner, courses):
    heard = []

    def listen(completion, **_signal):
        assert connection.in_atomic_block
        heard.append(completion)

    path_completed.connect(listen)
    try:
        finish_course(learner, courses[1])
        follow(learner, busy.path)
    finally:
        path_completed.disconnect(listen)
    assert heard == [PathCompletion.objects.get()]


def test_stopping_takes_the_path_away_and_leaves_the_courses(busy, learner):
    assert stop_following(busy)
    assert not PathEnrolment.objects.exists()
    assert CourseCompletion.objects.filter(enrolment__user=learner).count() == 1


def test_who_has_finished_cannot_stop(busy, learner, courses):
    finish_course(learner, courses[1])
    assert not stop_following(busy)
    assert progress_now(busy).finished


# --- What an editor does --------------------------------------------------------------------------


def test_taking_the_last_open_course_out_finishes_who_has_done_the_rest(busy, path, courses):
    change_path(path, courses[:1])
    assert progress_now(busy).finished
    assert PathCompletion.objects.get().study_minutes == 5
    assert Certificate.objects.filter(path_completion__enrolment=busy).exists()


def test_making_the_last_open_course_optional_finishes_too(busy, path, courses):
    change_path(path, courses[:1], optional=courses[1:])
    assert progress_now(busy).finished


def test_taking_the_last_open_course_offline_finishes_too(busy, courses):
    courses[1].unpublish()
    assert progress_now(busy).finished


def test_a_course_in_which_an_edit_finishes_people_finishes_their_path(busy, learner, courses):
    extra = make_lesson(module_of(courses[1]))
    complete_step(enrol(learner, courses[1]), StepPage.objects.descendant_of(courses[1]).first())
    assert not progress_now(busy).finished
    extra.unpublish()
    assert progress_now(busy).finished


def test_a_course_added_later_is_asked_of_who_is_busy_and_not_of_who_has_finished(busy, path, courses):
    finished = follow(make_user(), path)
    for course in courses[:2]:
        finish_course(finished.user, course)
    change_path(path, courses)
    assert (progress_now(busy).done, progress_now(busy).total) == (1, 3)
    assert (progress_now(finished).done, progress_now(finished).percentage) == (2, 100)


def test_nothing_is_taken_back_when_all_courses_go(busy, learner, courses):
    finish_course(learner, courses[1])
    for course in courses:
        course.unpublish()
    assert progress_now(busy).percentage == 100
    assert progress_now(busy).total == 0


def test_a_path_without_required_courses_finishes_nobody(busy, path, courses):
    change_path(path, [], optional=courses)
    assert not progress_now(busy).finished


def test_a_path_that_is_offline_finishes_nobody_until_it_is_back(busy, learner, path, courses):
    path.unpublish()
    finish_course(learner, courses[1])
    courses[0].unpublish()
    assert not progress_now(busy).finished
    change_path(path, courses[1:2])
    assert progress_now(busy).finished


def test_a_catalogue_that_goes_offline_with_all_that_is_in_it_finishes_nobody(busy):
    administrator = make_user(is_superuser=True)
    UnpublishPageAction(CourseIndexPage.objects.get(), user=administrator, include_descendants=True).execute()
    assert not CoursePage.objects.live().exists()
    assert not progress_now(busy).finished


def test_only_who_follows_this_path_finishes_and_each_once(busy, path, courses):
    elsewhere = follow(make_user(), make_path(courses))
    finish_course(elsewhere.user, courses[0])
    edited = change_path(path, courses[:1])
    finish_followers_of([edited])
    assert [completion.enrolment for completion in PathCompletion.objects.all()] == [busy]


def test_finding_who_finished_costs_the_same_for_few_and_many(path, courses, django_assert_num_queries):
    for number in (1, 20):
        for _ in range(number):
            person = make_user()
            follow(person, path)
            finish_course(person, courses[0])
        # A savepoint and its end, who is busy, three for the courses, and who has done all.
        with django_assert_num_queries(7):
            finish_followers_of([path])


def test_a_path_in_another_language_is_the_same_path(learner, path, courses):
    english = make_path(courses[:1])
    locale = Locale.objects.get_or_create(language_code="en")[0]
    type(english).objects.filter(pk=english.pk).update(translation_key=path.translation_key, locale=locale)
    english.refresh_from_db()
    enrolment = follow(learner, path)
    assert follow(learner, english) == enrolment
    finish_course(learner, courses[0])
    assert not progress_now(enrolment).finished, "the path one began to follow decides"
    assert not earns_completion(rules_of(courses_by_path([path])[path.pk]), done_courses(learner))


# --- At the same moment ---------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_two_last_courses_at_the_same_moment_finish_the_path_once():
    courses = [make_course(lessons=1) for _ in range(2)]
    path = make_path(courses)
    for _ in range(5):
        person = make_user()
        enrolment = follow(person, path)
        last_steps = [(enrol(person, course), StepPage.objects.descendant_of(course).get()) for course in courses]
        barrier = Barrier(len(last_steps))

        def finish(enrolment, step, barrier=barrier):
            try:
                barrier.wait(timeout=30)
                return complete_step(enrolment, step)
            finally:
                connection.close()

        with ThreadPoolExecutor(len(last_steps)) as pool:
            assert list(pool.map(finish, *zip(*last_steps, strict=True))) == [True, True]
        assert PathCompletion.objects.filter(enrolment=enrolment).count() == 1
        assert Certificate.objects.filter(path_completion__enrolment=enrolment).count() == 1
