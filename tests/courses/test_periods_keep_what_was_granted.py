"""Nothing that somebody got by finishing a course is taken back when they take it again."""

import pytest

from courses.enrol import MissingPrerequisitesError, enrol, missing_prerequisites, open_new_period
from courses.models import PathCompletion, PathEnrolment, PathPage
from courses.my_learning import learning_of
from courses.path_study import path_context, paths_of
from courses.paths import (
    courses_by_path,
    done_courses,
    finished_by_rule,
    follow,
    path_progress,
    rules_of,
    with_done_count,
)
from tests.factories.certificates import finish
from tests.factories.courses import make_course
from tests.factories.paths import finish_course, make_path

pytestmark = pytest.mark.django_db


@pytest.fixture
def basics(home):
    return make_course("De basis", lessons=1)


@pytest.fixture
def advanced(basics):
    course = make_course("Verdieping", lessons=1)
    course.prerequisites.set([basics])
    course.save()
    return course


@pytest.fixture
def path(basics, advanced):
    return make_path([basics, advanced], title="Inkoper")


def progress_now(enrolment):
    enrolment = PathEnrolment.objects.get(pk=enrolment.pk)
    courses = courses_by_path([enrolment.path])[enrolment.path_id]
    return path_progress(enrolment, courses, done_courses(enrolment.user))


def test_a_course_that_comes_first_was_finished_also_while_it_is_taken_again(learner, basics, advanced):
    finish_course(learner, basics)
    open_new_period(learner, basics)
    assert missing_prerequisites(learner, advanced) == []
    assert enrol(learner, advanced)


def test_what_is_asked_first_since_then_is_not_asked_of_who_takes_the_course_again(learner, basics, advanced):
    finish_course(learner, basics)
    basics.prerequisites.set([make_course("Nieuw vooraf", lessons=1)])
    basics.save()
    assert open_new_period(learner, basics).period == 2


def test_being_busy_for_the_first_time_is_still_not_enough(learner, basics, advanced):
    enrol(learner, basics)
    with pytest.raises(MissingPrerequisitesError):
        enrol(learner, advanced)


def test_a_course_that_is_taken_again_still_counts_in_a_path(learner, basics, path):
    enrolment = follow(learner, path)
    finish_course(learner, basics)
    open_new_period(learner, basics)
    assert progress_now(enrolment).done == 1
    context = path_context(learner, path)
    assert [entry.is_done for entry in context["courses"]] == [True, False]
    assert context["next_course"].course.title == "Verdieping"
    (following,) = paths_of(learner, learning_of(learner))
    assert (following.progress.done, following.next_course.course.title) == (1, "Verdieping")


def test_a_course_finished_in_two_periods_is_one_course_of_a_path(learner, basics, path):
    """Counted twice, one course would look like two and finish the path."""
    enrolment = follow(learner, path)
    finish_course(learner, basics)
    finish(open_new_period(learner, basics))
    everyone, rules = PathEnrolment.objects.all(), rules_of(courses_by_path([path])[path.pk])
    assert with_done_count(everyone, rules).get().done_count == progress_now(enrolment).done == 1
    assert not finished_by_rule(everyone, rules).exists()
    assert not PathCompletion.objects.exists()


def test_following_a_path_while_taking_its_course_again_finishes_it(learner, basics, advanced, path):
    finish_course(learner, basics)
    open_new_period(learner, basics)
    finish_course(learner, advanced)
    enrolment = follow(learner, path)
    assert PathCompletion.objects.filter(enrolment=enrolment).exists()


def test_a_finished_path_stays_finished_and_gets_no_second_certificate(learner, basics, advanced, path):
    enrolment = follow(learner, path)
    for course in (basics, advanced):
        finish_course(learner, course)
    before = PathCompletion.objects.values().get()
    finish(open_new_period(learner, basics))
    assert PathCompletion.objects.values().get() == before
    assert progress_now(enrolment).finished
    assert path_context(learner, PathPage.objects.get(pk=path.pk))["has_new"] is False


def test_a_path_adds_the_study_time_of_the_last_time(learner, basics, advanced, path):
    finish_course(learner, basics)
    completion = finish(open_new_period(learner, basics))
    type(completion).objects.filter(pk=completion.pk).update(study_minutes=500)
    assert done_courses(learner)[basics.translation_key].pk == completion.pk
    last = finish(enrol(learner, advanced))
    follow(learner, path)
    assert PathCompletion.objects.get().study_minutes == 500 + last.study_minutes
