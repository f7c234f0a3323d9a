"""Whatever a learner, an editor and the clock do, in any order: an attempt keeps its promises."""

from dataclasses import dataclass, field
from datetime import timedelta
from fractions import Fraction
from typing import Any
from unittest.mock import patch

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from courses.enrol import enrol
from courses.models import StepCompletion
from quizzes import attempts
from quizzes.clock import GRACE
from quizzes.grading import result
from quizzes.models import Attempt, Question, QuizPage
from quizzes.types import type_of
from tests.factories.people import make_user
from tests.factories.quizzes import make_question, make_quiz, options, right_answers, wrong_answers

LIMIT = 10
PLACES = st.integers(min_value=0, max_value=5)
# For each question: answered right, wrong, taken back, or not sent.
WRITES = st.lists(st.sampled_from(["right", "wrong", "taken back", ""]), min_size=3, max_size=3)


@dataclass
class Known:
    """What is known of an attempt without looking: what was promised at its start, and what was written since."""

    promised: tuple[Any, ...]
    journal: list[tuple[int, int, Any, bool]] = field(default_factory=list)
    version: int = 0
    ended: tuple[Any, ...] | None = None

    @property
    def answers(self) -> dict[int, Any]:
        return {number: value for _version, number, value, _checked in self.journal}

    @property
    def checked(self) -> set[int]:
        return {number for _version, number, _value, checked in self.journal if checked}


def promise(attempt: Attempt) -> tuple[Any, ...]:
    return attempt.items, attempt.rules, attempt.deadline, attempt.started_at, attempt.shuffle_seed, attempt.number


class LearnerEditorAndClock(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.history = transaction.atomic()
        self.history.__enter__()
        self.now = timezone.now()
        self.clock = patch("django.utils.timezone.now", lambda: self.now)
        self.clock.start()
        self.known: dict[int, Known] = {}

    def teardown(self) -> None:
        self.clock.stop()
        transaction.set_rollback(True)
        self.history.__exit__(None, None, None)

    @initialize(practice=st.booleans(), limited=st.booleans(), most=st.integers(min_value=0, max_value=3))
    def a_quiz_that_somebody_may_make(self, practice, limited, most):
        self.practice, self.most = practice, most
        self.questions = [make_question(kind) for kind in ("single_choice", "multiple_choice", "numeric")]
        self.quiz = make_quiz(
            *self.questions,
            mode="practice" if practice else "exam",
            show_feedback="during",
            time_limit=LIMIT if limited else 0,
            max_attempts=most,
            pass_mark=60,
        )
        self.learner = make_user()
        self.enrolment = enrol(self.learner, self.quiz.course)

    # --- What is there -----------------------------------------------------------

    @property
    def newest(self) -> Attempt:
        return Attempt.objects.get(pk=max(self.known))

    def is_over(self, attempt: Attempt) -> bool:
        return attempt.deadline is not None and self.now > attempt.deadline + GRACE

    def is_incomplete(self, attempt: Attempt) -> bool:
        answers = self.known[attempt.pk].answers
        return any(answers.get(item["number"]) in (None, []) for item in attempt.items)

    def chosen(self, attempt: Attempt, writes: list[str]) -> dict[int, Any]:
        right, wrong = right_answers(attempt), wrong_answers(attempt)
        answers = {}
        for item, write in zip(attempt.items, writes, strict=False):
            number = item["number"]
            taken_back = [] if item["type"] == "multiple_choice" else None
            if write:
                answers[number] = {"right": right[number], "wrong": wrong[number], "taken back": taken_back}[write]
        return answers

    # --- The learner -------------------------------------------------------------

    @rule()
    def starts(self):
        was_open = [attempt.pk for attempt in Attempt.objects.filter(finished_at=None) if not self.is_over(attempt)]
        try:
            attempt = attempts.start(self.learner, QuizPage.objects.get(pk=self.quiz.pk))
        except attempts.AlreadyPassedError:
            assert Attempt.objects.filter(passed=True).exists()
            assert not self.practice
            return
        except attempts.NoAttemptsLeftError:
            assert self.most == len(self.known)
            return
        except attempts.EmptyQuizError:
            assert not Question.objects.filter(pk__in=[each.pk for each in self.questions], live=True).exists()
            return
        assert not was_open or was_open == [attempt.pk]
        assert not self.most or attempt.number <= self.most
        self.known.setdefault(attempt.pk, Known(promise(attempt)))

    @precondition(lambda self: self.known)
    @rule(writes=WRITES, checks=st.booleans())
    def saves(self, writes, checks):
        attempt, known = self.newest, self.known[max(self.known)]
        answers = self.chosen(attempt, writes)
        ended = attempt.is_finished or self.is_over(attempt)
        checks = checks and self.practice
        try:
            version = attempts.save_answers(attempt, answers, checked=checks)
        except attempts.FinishedError:
            assert ended
            return
        except attempts.StaleError:
            # What was checked stays; a page that knows so does not send it.
            assert known.checked & set(answers)
            return
        assert not (ended and answers)
        assert not known.checked & set(answers)
        if answers:
            known.version += 1
            known.journal += [(known.version, number, value, checks) for number, value in sorted(answers.items())]
        assert version == known.version

    @precondition(lambda self: self.known)
    @rule(writes=WRITES, behind=st.sampled_from([-1, 1, 2]))
    def saves_from_an_old_tab(self, writes, behind):
        attempt, known = self.newest, self.known[max(self.known)]
        answers = self.chosen(attempt, writes)
        if not answers or attempt.version < behind:
            return
        with pytest.raises((attempts.StaleError, attempts.FinishedError)) as caught:
            attempts.save_answers(attempt, answers, version=attempt.version - behind)
        if isinstance(caught.value, attempts.StaleError):
            assert caught.value.version == known.version
        else:
            assert attempt.is_finished or self.is_over(attempt)

    @precondition(lambda self: self.known)
    @rule(again=st.booleans(), which=PLACES)
    def hands_in(self, again, which):
        attempt = Attempt.objects.get(pk=sorted(self.known)[which % len(self.known)])
        for _time in range(1 + again):
            late = attempt.deadline is not None and self.now > attempt.deadline
            try:
                assert attempts.submit(attempt).is_finished
            except attempts.UnansweredError:
                assert not late
                assert self.is_incomplete(attempt)

    @precondition(lambda self: self.known)
    @rule(which=PLACES)
    def looks(self, which):
        attempt = Attempt.objects.get(pk=sorted(self.known)[which % len(self.known)])
        expected = attempt.is_finished or self.is_over(attempt)
        assert attempts.close_if_over(attempt) is expected
        attempt.refresh_from_db()
        assert attempt.is_finished is expected

    # --- The clock ---------------------------------------------------------------

    @rule(minutes=st.sampled_from([1, LIMIT - 1, LIMIT, LIMIT + 1, 24 * 60]), on_the_dot=st.booleans())
    def time_passes(self, minutes, on_the_dot):
        self.now += timedelta(minutes=minutes, microseconds=0 if on_the_dot else 1)

    @rule()
    def is_swept(self):
        attempts.close_all_that_are_over()
        assert not [attempt for attempt in Attempt.objects.filter(finished_at=None) if self.is_over(attempt)]

    # --- The editor --------------------------------------------------------------

    @rule(which=PLACES)
    def a_question_is_changed(self, which):
        question = Question.objects.get(pk=self.questions[which % 3].pk)
        kind = question.body[0].block_type
        if kind == "numeric":
            question.body[0].value["answer"] += 1000
        else:
            question.body = [(kind, options(True, False, False) if kind == "single_choice" else options(False, True))]
        question.prompt += " Toch?"
        question.save_revision().publish()

    @rule(which=PLACES)
    def a_question_is_taken_offline(self, which):
        Question.objects.get(pk=self.questions[which % 3].pk).unpublish()

    @rule(mark=st.sampled_from([1, 60, 100]), minutes=st.sampled_from([0, 1, 90]))
    def the_rules_are_changed(self, mark, minutes):
        quiz = QuizPage.objects.get(pk=self.quiz.pk)
        quiz.pass_mark, quiz.time_limit = mark, minutes
        quiz.save_revision().publish()

    @rule()
    def the_quiz_is_taken_offline(self):
        QuizPage.objects.get(pk=self.quiz.pk).unpublish()

    # --- What always holds -------------------------------------------------------

    @invariant()
    def never_are_two_open_and_none_is_skipped(self):
        assert Attempt.objects.filter(finished_at=None).count() <= 1
        assert [*Attempt.objects.order_by("pk").values_list("pk", "number")] == [
            (pk, number) for number, pk in enumerate(sorted(self.known), start=1)
        ]

    @invariant()
    def the_journal_is_what_was_written_and_says_what_is_saved(self):
        for attempt in Attempt.objects.all():
            known = self.known[attempt.pk]
            rows = attempt.answers.order_by("version", "item")
            assert list(rows.values_list("version", "item", "value", "checked")) == known.journal
            assert attempt.version == known.version == len({version for version, *_rest in known.journal})
            assert attempt.saved_answers() == known.answers

    @invariant()
    def what_was_promised_stays(self):
        for attempt in Attempt.objects.all():
            assert promise(attempt) == self.known[attempt.pk].promised

    @invariant()
    def the_result_is_written_once_and_is_that_of_the_saved_answers(self):
        for attempt in Attempt.objects.all():
            known = self.known[attempt.pk]
            told = (attempt.finished_at, attempt.ended_by, attempt.score, attempt.maximum, attempt.passed)
            if not attempt.is_finished:
                assert known.ended is None
                assert told == (None, "", None, None, None)
                continue
            known.ended = known.ended or told
            assert told == known.ended
            marks = [
                type_of(item["type"]).mark(item["body"], known.answers.get(item["number"])) for item in attempt.items
            ]
            expected = result(marks, 0 if self.practice else attempt.rules["pass_mark"])
            assert attempt.passed is expected.passed
            assert attempt.maximum == expected.maximum
            # Kept rounded down to hundredths.
            assert Fraction(attempt.score) <= expected.score < Fraction(attempt.score) + Fraction(1, 100)
            if attempt.ended_by == Attempt.EndedBy.TIME:
                assert attempt.finished_at == attempt.deadline

    @invariant()
    def the_step_is_done_exactly_when_an_attempt_passed(self):
        passed = any(known.ended and known.ended[-1] for known in self.known.values())
        assert StepCompletion.objects.filter(enrolment=self.enrolment).exists() is passed


@pytest.mark.django_db
@pytest.mark.row("Q3", "Q4", "Q5", "Q7", "Q8", "Q13", "Q18")
def test_an_attempt_keeps_its_promises_through_every_history():
    run_state_machine_as_test(
        LearnerEditorAndClock,
        settings=settings(
            max_examples=25,
            stateful_step_count=15,
            deadline=None,
            suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
        ),
    )
