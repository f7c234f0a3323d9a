"""One definition of progress through generated histories: authors edit while people learn.

After every event, for everyone: 100 % exactly when finished, never above, never taken back, and the
Python and SQL forms agree.
"""

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from wagtail.models import Page

from courses.completion_rules import earns_completion, locked_steps
from courses.enrol import enrol
from courses.models import CourseCompletion, CoursePage, Enrolment, LessonPage, ModulePage
from courses.outline import course_outline
from courses.perms import StepLockedError, refuse_locked_step
from courses.progress import (
    complete_step,
    done_keys,
    finish_if_earned,
    finished_by_rule,
    next_open_step,
    progress_of,
    with_done_count,
)
from tests.factories.courses import make_course, make_lesson, make_module
from tests.factories.people import make_user

NUMBERS = st.integers(min_value=0, max_value=9)


class AuthorsAndLearners(RuleBasedStateMachine):
    """A course of two modules, two people who learn, and whatever happens to it and by them."""

    def __init__(self) -> None:
        super().__init__()
        self.history = transaction.atomic()
        self.history.__enter__()
        self.has_finished: set[int] = set()

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.history.__exit__(None, None, None)

    @initialize(required=st.lists(st.booleans(), min_size=1, max_size=4))
    def a_course_that_people_started(self, required):
        self.course = make_course(lessons=0)
        make_module(self.course)
        for number, needed in enumerate(required):
            make_lesson(self.pick(ModulePage, number), required=needed)
        self.learners = [enrol(make_user(), self.course).pk for _ in range(2)]

    def pick(self, kind, number):
        pages = list(kind.objects.descendant_of(self.course).order_by("path"))
        return pages[number % len(pages)]

    def enrolment(self, number):
        return Enrolment.objects.get(pk=self.learners[number % len(self.learners)])

    def nobody_waits(self):
        if CoursePage.objects.get(pk=self.course.pk).live:
            busy = Enrolment.objects.filter(completion__isnull=True)
            assert not finished_by_rule(busy, course_outline(self.course)).exists()

    @rule(person=NUMBERS, number=NUMBERS)
    def somebody_does_a_step(self, person, number):
        enrolment, step = self.enrolment(person), self.pick(LessonPage, number)
        outline = course_outline(self.course)
        if outline.step(step.translation_key) is None:
            return
        try:
            refuse_locked_step(enrolment, step)
        except StepLockedError:
            assert step.translation_key in locked_steps(outline.rules, done_keys(enrolment))
            return
        complete_step(enrolment, step)
        self.waits_not(enrolment, outline)

    @rule(person=NUMBERS)
    def somebody_goes_on_where_they_were(self, person):
        enrolment = self.enrolment(person)
        following = next_open_step(enrolment)
        if following:
            complete_step(enrolment, LessonPage.objects.get(pk=following.pk))

    @rule(person=NUMBERS)
    def somebody_visits(self, person):
        enrolment = self.enrolment(person)
        finish_if_earned(enrolment)
        if CoursePage.objects.get(pk=self.course.pk).live:
            self.waits_not(enrolment, course_outline(self.course))

    def waits_not(self, enrolment, outline):
        earned = earns_completion(outline.rules, done_keys(enrolment))
        assert not earned or CourseCompletion.objects.filter(enrolment=enrolment).exists()

    @rule(module=NUMBERS, needed=st.booleans())
    def the_author_adds_a_step(self, module, needed):
        make_lesson(self.pick(ModulePage, module), required=needed).save_revision().publish()

    @rule(number=NUMBERS)
    def the_author_takes_a_step_offline(self, number):
        self.pick(LessonPage, number).unpublish()
        self.nobody_waits()

    @rule(number=NUMBERS, needed=st.booleans())
    def the_author_publishes_a_step(self, number, needed):
        step = self.pick(LessonPage, number)
        step.required = needed
        step.save_revision().publish()
        if not needed:
            self.nobody_waits()

    @rule(number=NUMBERS, first=NUMBERS)
    def the_author_lets_a_step_open_after_another(self, number, first):
        step = self.pick(LessonPage, number)
        LessonPage.objects.filter(pk=step.pk).update(opens_after=self.pick(LessonPage, first))

    @rule(number=NUMBERS, module=NUMBERS)
    def the_author_moves_a_step(self, number, module):
        target = Page.objects.get(pk=self.pick(ModulePage, module).pk)
        Page.objects.get(pk=self.pick(LessonPage, number).pk).move(target, pos="last-child")

    @rule(number=NUMBERS)
    def the_author_takes_a_module_offline(self, number):
        self.pick(ModulePage, number).unpublish()
        self.nobody_waits()

    @rule(number=NUMBERS)
    def the_author_publishes_a_module(self, number):
        self.pick(ModulePage, number).save_revision().publish()

    @rule()
    def the_author_takes_the_course_offline(self):
        CoursePage.objects.get(pk=self.course.pk).unpublish()

    @rule()
    def the_author_publishes_the_course(self):
        CoursePage.objects.get(pk=self.course.pk).save_revision().publish()
        self.nobody_waits()

    @invariant()
    def a_hundred_percent_is_finished_and_stays_so(self):
        for pk in self.learners:
            progress = progress_of(Enrolment.objects.get(pk=pk))
            assert 0 <= progress.done <= progress.total
            assert progress.finished == CourseCompletion.objects.filter(enrolment=pk).exists()
            assert (progress.percentage == 100) == progress.finished
            assert 0 <= progress.percentage <= 100
            assert progress.finished or pk not in self.has_finished
            if progress.finished:
                self.has_finished.add(pk)

    @invariant()
    def python_and_sql_agree(self):
        outline = course_outline(self.course)
        everyone = Enrolment.objects.filter(course=self.course)
        earned = set(finished_by_rule(everyone, outline).values_list("pk", flat=True))
        for enrolment in with_done_count(everyone, outline):
            assert enrolment.done_count == progress_of(enrolment, outline).done
            assert (enrolment.pk in earned) == earns_completion(outline.rules, done_keys(enrolment))

    @invariant()
    def who_is_not_done_can_always_go_on(self):
        outline = course_outline(self.course)
        live = CoursePage.objects.get(pk=self.course.pk).live
        for pk in self.learners:
            enrolment = Enrolment.objects.get(pk=pk)
            is_left = any(step.key not in done_keys(enrolment) for step in outline.steps)
            assert (next_open_step(enrolment, outline) is not None) == (is_left and live)


@pytest.mark.django_db
def test_progress_is_right_through_every_history():
    run_state_machine_as_test(
        AuthorsAndLearners,
        settings=settings(
            max_examples=10,
            stateful_step_count=10,
            deadline=None,
            suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
        ),
    )
