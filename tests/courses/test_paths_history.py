"""One definition of a finished path through generated histories: editors edit while people learn.

After every event, for everyone: 100 % exactly when finished, never above, never taken back, and the
Python and SQL forms agree.
"""

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from certificates.models import Certificate
from courses.completion_rules import earns_completion
from courses.models import CoursePage, PathCompletion, PathEnrolment, PathPage
from courses.paths import (
    courses_by_path,
    done_courses,
    finished_by_rule,
    follow,
    path_progress,
    rules_of,
    stop_following,
    with_done_count,
)
from tests.factories.courses import make_course
from tests.factories.paths import change_path, finish_course, make_path
from tests.factories.people import make_user

NUMBERS = st.integers(min_value=0, max_value=9)
CHOICES = st.lists(st.sampled_from(["required", "optional", "out"]), min_size=3, max_size=3)


class EditorsAndFollowers(RuleBasedStateMachine):
    """Three courses, a path of some of them, two people who follow it, and whatever happens."""

    def __init__(self) -> None:
        super().__init__()
        self.history = transaction.atomic()
        self.history.__enter__()
        self.finished: dict[int, int] = {}

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.history.__exit__(None, None, None)

    @initialize(places=CHOICES)
    def a_path_that_people_follow(self, places):
        self.courses = [make_course(lessons=1).pk for _ in range(3)]
        required, optional = self.chosen(places)
        self.path = make_path(required, optional=optional)
        self.people = [make_user() for _ in range(2)]
        for person in self.people:
            follow(person, self.path)

    def chosen(self, places):
        """The courses that are required, and those that are optional."""
        courses = [CoursePage.objects.get(pk=pk) for pk in self.courses]
        pairs = list(zip(courses, places, strict=True))
        return tuple([course for course, at in pairs if at == place] for place in ("required", "optional"))

    def course(self, number):
        return CoursePage.objects.get(pk=self.courses[number % len(self.courses)])

    def path_rules(self):
        return rules_of(courses_by_path([self.path])[self.path.pk])

    def nobody_waits(self):
        if PathPage.objects.get(pk=self.path.pk).live:
            busy = PathEnrolment.objects.filter(completion__isnull=True)
            assert not finished_by_rule(busy, self.path_rules()).exists()

    @rule(person=NUMBERS, number=NUMBERS)
    def somebody_finishes_a_course(self, person, number):
        course = self.course(number)
        if course.live:
            finish_course(self.people[person % 2], course)
            self.nobody_waits()

    @rule(person=NUMBERS)
    def somebody_follows(self, person):
        follow(self.people[person % 2], PathPage.objects.get(pk=self.path.pk))
        self.nobody_waits()

    @rule(person=NUMBERS)
    def somebody_stops(self, person):
        enrolment = PathEnrolment.objects.filter(user=self.people[person % 2]).first()
        if enrolment:
            assert stop_following(enrolment) == (enrolment.pk not in self.finished)

    @rule(places=CHOICES)
    def the_editor_publishes_the_path(self, places):
        required, optional = self.chosen(places)
        self.path = change_path(self.path, required, optional=optional)
        self.nobody_waits()

    @rule()
    def the_editor_takes_the_path_offline(self):
        PathPage.objects.get(pk=self.path.pk).unpublish()

    @rule(number=NUMBERS)
    def the_editor_takes_a_course_offline(self, number):
        self.course(number).unpublish()
        self.nobody_waits()

    @rule(number=NUMBERS)
    def the_editor_publishes_a_course(self, number):
        self.course(number).save_revision().publish()
        self.nobody_waits()

    @invariant()
    def a_hundred_percent_is_finished_and_stays_so(self):
        courses = courses_by_path([self.path])[self.path.pk]
        for enrolment in PathEnrolment.objects.select_related("user"):
            progress = path_progress(enrolment, courses, done_courses(enrolment.user))
            assert 0 <= progress.done <= progress.total
            assert progress.finished == PathCompletion.objects.filter(enrolment=enrolment).exists()
            assert (progress.percentage == 100) == progress.finished

    @invariant()
    def what_was_finished_is_never_changed(self):
        now = dict(PathCompletion.objects.values_list("enrolment", "pk"))
        assert self.finished.items() <= now.items()
        assert Certificate.objects.filter(path_completion__in=now.values()).count() == len(now)
        self.finished = now

    @invariant()
    def python_and_sql_agree(self):
        rules = self.path_rules()
        everyone = PathEnrolment.objects.filter(path=self.path).select_related("user")
        earned = set(finished_by_rule(everyone, rules).values_list("pk", flat=True))
        courses = courses_by_path([self.path])[self.path.pk]
        for enrolment in with_done_count(everyone, rules):
            done = done_courses(enrolment.user)
            assert enrolment.done_count == path_progress(enrolment, courses, done).done
            assert (enrolment.pk in earned) == earns_completion(rules, done)


@pytest.mark.django_db
def test_a_path_is_right_through_every_history():
    run_state_machine_as_test(
        EditorsAndFollowers,
        settings=settings(
            max_examples=10,
            stateful_step_count=10,
            deadline=None,
            suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
        ),
    )
