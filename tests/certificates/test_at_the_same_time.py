"""Whoever comes at the same moment: one certificate, one PDF, one badge."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.core.management import call_command
from django.db import connection

from certificates.badge_request import ask
from certificates.issue import issue
from certificates.models import Badge, Certificate, CertificatePdf
from courses.models import CourseCompletion, StepPage
from courses.progress import complete_step
from tests.factories.badges import write_badge_key
from tests.factories.certificates import finish, make_enrolment

pytestmark = pytest.mark.row("C2", "R12")

PEOPLE_AT_ONCE = 50


def all_at_once(action: Callable[[], object]) -> list[object]:
    """What each of fifty threads, started together with connections of their own, gets back."""
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
def test_fifty_last_clicks_finish_the_course_once():
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
def test_fifty_times_issuing_one_completion_is_one_certificate():
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


@pytest.mark.django_db(transaction=True)
def test_fifty_times_asking_for_a_badge_is_one_badge(settings, tmp_path):
    settings.CERTIFICATE_BADGE_KEY = write_badge_key(tmp_path / "badge.pem")
    certificate = finish(make_enrolment()).certificates.get()

    tokens = all_at_once(lambda: ask(Certificate.objects.get(pk=certificate.pk)).token)

    assert set(tokens) == {Badge.objects.get().token}
