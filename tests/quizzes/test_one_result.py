"""Handing in is one fact (rows Q4 and Q12): however often it is sent, whatever fails halfway, whoever comes across."""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count

import pytest
from django.db import connection
from django.test import Client

from certificates.models import Certificate, CertificatePdf
from courses.models import CourseCompletion, StepCompletion, StepPage
from courses.progress import complete_step
from people.models import OutboxMail
from quizzes import attempts
from quizzes.models import Attempt, RefreshCard
from tests.factories.people import make_user
from tests.factories.quizzes import as_post, make_question, make_quiz, right_answers, start_attempt
from tests.quizzes.test_concurrency import all_at_once

ROUNDS = 3


def facts() -> dict[str, int]:
    """How many rows there are of everything that handing in writes."""
    finished = Attempt.objects.filter(finished_at__isnull=False).count()
    models = (StepCompletion, CourseCompletion, Certificate, RefreshCard, OutboxMail)
    return {"finished": finished, **{model.__name__: model.objects.count() for model in models}}


NOTHING = {
    "finished": 0,
    "StepCompletion": 0,
    "CourseCompletion": 0,
    "Certificate": 0,
    "RefreshCard": 0,
    "OutboxMail": 0,
}


@pytest.mark.django_db(transaction=True)
@pytest.mark.row("Q4", "Q12", "C2")
def test_twenty_times_at_once_is_one_result_one_certificate_and_the_same_page(home):
    user = make_user()
    attempt = start_attempt(user, make_quiz(make_question()))
    address = f"/mijn-leren/toets/{attempt.public_id}/"
    clients = [Client() for _ in range(20)]
    for client in clients:
        client.force_login(user)
    sent = as_post(right_answers(attempt))

    responses = all_at_once(lambda number: clients[number].post(address, sent))

    assert {(response.status_code, response.url) for response in responses} == {(303, address)}
    assert facts() == NOTHING | {"finished": 1, "StepCompletion": 1, "CourseCompletion": 1, "Certificate": 1}
    assert CertificatePdf.objects.count() == 1
    assert attempt.answers.count() == 1
    first, again = (client.get(address).content.decode() for client in clients[:2])
    assert "U bent geslaagd" in first
    assert "U bent geslaagd" in again


class Fault(Exception):  # noqa: N818 - what a database, a disk or a power cut does
    pass


@contextmanager
def fault_after(statements: int) -> Iterator[None]:
    """Breaks off right after this many statements have been carried out, beginning a transaction not counted."""
    done = count(1)

    def wrapper(execute, sql, parameters, many, context):
        result = execute(sql, parameters, many, context)
        if not sql.startswith(("BEGIN", "SAVEPOINT", "RELEASE")) and next(done) == statements:
            raise Fault
        return result

    with connection.execute_wrapper(wrapper):
        yield


@pytest.mark.django_db(transaction=True)
@pytest.mark.row("Q12")
def test_a_fault_after_any_statement_leaves_nothing_half(home):
    user = make_user()
    attempt = start_attempt(user, make_quiz(make_question()))
    attempts.save_answers(attempt, right_answers(attempt))
    broken = 0
    for statements in count(1):
        try:
            with fault_after(statements):
                attempts.submit(Attempt(pk=attempt.pk))
        except Fault:
            broken += 1
            # What comes after the commit is drawn again by the sweep; the facts are all there or none is.
            if facts() != NOTHING:
                break
            continue
        break
    assert broken > 10, "the fault never came"
    attempts.submit(attempt)
    assert facts() == NOTHING | {"finished": 1, "StepCompletion": 1, "CourseCompletion": 1, "Certificate": 1}
    attempt.refresh_from_db()
    assert (attempt.passed, attempt.score) == (True, 1)


@pytest.mark.django_db(transaction=True)
@pytest.mark.row("Q12")
def test_a_fault_while_saving_leaves_no_version_without_its_answers(home):
    attempt = start_attempt(make_user(), make_quiz())
    answers = right_answers(attempt)
    broken = 0
    for statements in count(1):
        try:
            with fault_after(statements):
                attempts.save_answers(attempt, answers, version=0)
            break
        except Fault:
            broken += 1
            assert Attempt.objects.get(pk=attempt.pk).version == 0
            assert not attempt.answers.exists()
    assert broken >= 2, "the fault never came"
    assert attempt.saved_answers() == answers


@pytest.mark.django_db(transaction=True)
@pytest.mark.row("Q12")
def test_flows_that_meet_from_two_sides_never_wait_for_each_other_for_ever(home):
    """The last lesson, the quiz and the sweep of one course at the same moment: each locks in the same order."""
    quiz = make_quiz(make_question(), lessons=1, time_limit=30)
    lesson = StepPage.objects.descendant_of(quiz.course).exclude(pk=quiz.pk).get()
    for _round in range(ROUNDS):
        user = make_user()
        attempt = start_attempt(user, quiz)
        attempts.save_answers(attempt, right_answers(attempt))
        flows = [
            lambda attempt=attempt: attempts.submit(attempt),
            lambda attempt=attempt: complete_step(attempt.enrolment, lesson),
            lambda user=user: attempts.start(user, quiz),
            lambda: attempts.close_all_that_are_over(),
        ]
        outcomes = all_at_once(lambda number, flows=flows: flows[number](), times=len(flows))
        errors = [each for each in outcomes if isinstance(each, Exception)]
        assert all(isinstance(error, attempts.AlreadyPassedError) for error in errors), errors
        assert Certificate.objects.filter(completion__enrolment=attempt.enrolment).count() == 1
