"""Whoever comes at the same moment: one certificate, one PDF."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.core.management import call_command
from django.db import connection

from certificates.issue import issue
from certificates.models import Certificate, CertificatePdf
from courses.models import CourseCompletion, StepPage
from courses.progress import complete_step
from tests.factories.certificates import finish, make_enrolment

PEOPLE_AT_ONCE = 20


def all_at_once(action: Callable[[], object]) -> list[object]:
    """What each of twenty threads, started together with connections of their own, gets back."""
    barrier = Barrier(PEOPLE_AT_ONCE)

    def one(_number: int) -> object:
        try:
            barrier.wait(timeout=30)
            return action()
        finally:
            connection.close()

    with ThreadPoolExecutor(PEOPLE_AT_ONCE) as pool:
        return list(pool.map(one, range(PEOPLE_AT_ONCE)))


@pytest.mark.django_db(transaction=True)
def test_twenty_last_clicks_finish_the_course_once():
    enrolment = make_enrolment()
    *before, last = StepPage.objects.descendant_of(enrolment.course).order_by("path")
    for step in before:
        complete_step(enrolment, step)

    counted = all_at_once(lambda: complete_step(enrolment, last))

    assert sorted(counted) == [False] * (PEOPLE_AT_ONCE - 1) + [True]
    assert CourseCompletion.objects.count() == 1
    assert Certificate.objects.count() == 1
    assert CertificatePdf.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_twenty_times_issuing_one_completion_is_one_certificate():
    completion = finish(make_enrolment())
    CertificatePdf.objects.all().delete()
    Certificate.objects.all().delete()

    codes = all_at_once(lambda: issue(CourseCompletion.objects.get(pk=completion.pk)).code)

    assert set(codes) == {Certificate.objects.get().code}
    assert CertificatePdf.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_sweeps_beside_each_other_draw_once(capsys):
    finish(make_enrolment())
    CertificatePdf.objects.all().delete()

    all_at_once(lambda: call_command("draw_missing_certificates"))

    assert CertificatePdf.objects.count() == 1
    assert "could not be drawn: " not in capsys.readouterr().err
