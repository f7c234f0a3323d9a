"""Periods through generated histories: people learn, finish and take the course again, in any order.

After every event: each person has exactly one current period, each period at most one completion, every
period but the current one is finished, and nothing of those has changed since they were followed by another.
"""

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from certificates.models import Certificate
from courses.enrol import NotFinishedError, enrol, enrolment_of, open_new_period
from courses.models import CourseCompletion, Enrolment, Position, StepCompletion
from courses.my_learning import learning_of
from courses.paths import done_courses
from courses.progress import complete_step, completion_of
from tests.factories.certificates import finish
from tests.factories.courses import make_course, steps_of
from tests.factories.people import make_user

PEOPLE = st.integers(min_value=0, max_value=1)
STEPS = st.integers(min_value=0, max_value=2)


class PeopleWhoLearnAgain(RuleBasedStateMachine):
    """A course of three lessons, the last of which is optional, and two people."""

    def __init__(self) -> None:
        super().__init__()
        self.history = transaction.atomic()
        self.history.__enter__()
        self.over: dict[int, object] = {}
        self.stale: dict[int, Enrolment] = {}

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.history.__exit__(None, None, None)

    @initialize()
    def a_course_that_people_started(self):
        self.course = make_course(lessons=3)
        self.steps = steps_of(self.course)
        self.steps[2].required = False
        self.steps[2].save_revision().publish()
        self.people = [make_user() for _ in range(2)]
        for person in self.people:
            enrol(person, self.course)

    @rule(person=PEOPLE, step=STEPS)
    def somebody_does_a_step(self, person, step):
        complete_step(enrolment_of(self.people[person], self.course), self.steps[step])

    @rule(person=PEOPLE)
    def somebody_finishes(self, person):
        finish(enrolment_of(self.people[person], self.course))

    @rule(person=PEOPLE)
    def somebody_enrols_again(self, person):
        user = self.people[person]
        assert enrol(user, self.course) == enrolment_of(user, self.course)

    @rule(person=PEOPLE)
    def somebody_opens_a_new_period(self, person):
        user = self.people[person]
        before = enrolment_of(user, self.course)
        if before.period == 1 and completion_of(before) is None:
            with pytest.raises(NotFinishedError):
                open_new_period(user, self.course)
            return
        opened = open_new_period(user, self.course)
        if completion_of(before) is None:
            assert opened == before
            return
        assert opened.period == before.period + 1
        self.stale[before.pk] = before
        self.over[before.pk] = self.record_of(before.pk)

    @rule(step=STEPS, number=STEPS)
    def an_old_tab_does_a_step(self, step, number):
        if self.stale:
            old = list(self.stale.values())[number % len(self.stale)]
            assert complete_step(old, self.steps[step]) is False

    def record_of(self, pk):
        return (
            Enrolment.objects.filter(pk=pk).values().get(),
            list(StepCompletion.objects.filter(enrolment=pk).order_by("pk").values()),
            list(CourseCompletion.objects.filter(enrolment=pk).values()),
            list(Position.objects.filter(enrolment=pk).values()),
            list(Certificate.objects.filter(completion__enrolment=pk).values()),
        )

    @invariant()
    def one_period_is_current_and_it_is_the_last(self):
        for person in self.people:
            periods = list(Enrolment.objects.filter(user=person).order_by("period"))
            assert [one.period for one in periods] == list(range(1, len(periods) + 1))
            assert [one.superseded_at is None for one in periods] == [False] * (len(periods) - 1) + [True]
            assert enrolment_of(person, self.course) == periods[-1]

    @invariant()
    def every_period_has_one_completion_at_most_and_all_but_the_last_have_one(self):
        for enrolment in Enrolment.objects.all():
            count = CourseCompletion.objects.filter(enrolment=enrolment).count()
            assert count == 1 or (count == 0 and enrolment.superseded_at is None)
            assert Certificate.objects.filter(completion__enrolment=enrolment).count() == count

    @invariant()
    def what_is_over_never_changes(self):
        for pk, record in self.over.items():
            assert self.record_of(pk) == record

    @invariant()
    def finished_stays_finished(self):
        for person in self.people:
            (row,) = learning_of(person)
            ever = CourseCompletion.objects.filter(enrolment__user=person).exists()
            assert row.has_finished == (self.course.translation_key in done_courses(person)) == ever


@pytest.mark.django_db
def test_periods_are_right_through_every_history():
    run_state_machine_as_test(
        PeopleWhoLearnAgain,
        settings=settings(
            max_examples=5,
            stateful_step_count=10,
            deadline=None,
            suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
        ),
    )
