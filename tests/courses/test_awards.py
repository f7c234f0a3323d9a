"""Somebody finished a course outside this website, and that is recorded."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from certificates.models import Certificate
from courses.awards import Award, award
from courses.enrol import MissingPrerequisitesError, enrol
from courses.models import CourseCompletion, Enrolment, PathCompletion, StepCompletion
from courses.my_learning import learning_of
from courses.paths import follow
from tests.factories.certificates import finish
from tests.factories.courses import make_course
from tests.factories.paths import make_path
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def details(home):
    return Award(by=make_user(), reason="Presentielijst", finished_on=timezone.localdate() - timedelta(days=3))


def test_the_course_is_finished_on_that_day_with_no_step_done(learner, details):
    course = make_course(lessons=2)
    completion = award(learner, course, details)

    assert completion.on_paper
    assert timezone.localdate(completion.completed_at) == details.finished_on
    assert completion.study_minutes > 0
    assert not StepCompletion.objects.exists()


@pytest.mark.parametrize("day", [date(2026, 3, 29), date(2026, 10, 25), date(2024, 2, 29)])
def test_the_day_stays_that_day_when_the_clock_changes(learner, day):
    completion = award(learner, make_course(lessons=1), Award(make_user(), "Lijst", day))
    completion.refresh_from_db()

    assert timezone.localdate(completion.completed_at) == day


def test_what_has_to_be_finished_first_is_not_asked(learner, details):
    course = make_course(lessons=1)
    course.prerequisites = [make_course(lessons=1)]
    course.save()
    with pytest.raises(MissingPrerequisitesError):
        enrol(learner, course)

    assert award(learner, course, details)


def test_the_second_time_nothing_changes(learner, details):
    course = make_course(lessons=1)
    first = award(learner, course, details)

    assert award(learner, course, Award(details.by, "Nog eens", timezone.localdate())) is None
    assert CourseCompletion.objects.get() == first
    assert Certificate.objects.count() == 1


def test_who_finished_it_here_keeps_that(learner, details):
    course = make_course(lessons=1)
    earned = finish(enrol(learner, course))

    assert award(learner, course, details) is None
    earned.refresh_from_db()
    assert not earned.on_paper
    assert Enrolment.objects.count() == 1


def test_nothing_is_called_new_since_that_day(learner, details):
    award(learner, make_course(lessons=2), details)

    assert [row.new_steps for row in learning_of(learner)] == [[]]


def test_it_counts_for_a_path_whose_certificate_claims_no_test(learner, details):
    path = make_path(courses=(on_paper := make_course(lessons=1), here := make_course(lessons=1)))
    follow(learner, path)
    finish(enrol(learner, here))
    award(learner, on_paper, details)

    of_path = Certificate.objects.get(path_completion=PathCompletion.objects.get())
    assert of_path.result == Certificate.Result.FINISHED
