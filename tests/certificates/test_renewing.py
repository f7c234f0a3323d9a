"""A certificate that ends is earned anew in a new period; the old one stays and can be checked."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from certificates.models import Certificate
from courses.models import Enrolment
from tests.factories.certificates import finish, make_certificate, revoke_as
from tests.factories.people import make_user

from .pages import main_of

pytestmark = pytest.mark.django_db


def address(certificate: Certificate, end: str = "") -> str:
    return f"/mijn-leren/certificaat/{certificate.code}/{end}"


@pytest.fixture
def ending(learner, home) -> Certificate:
    return make_certificate(learner, valid_until=timezone.localdate() + timedelta(days=30))


def test_the_holder_takes_the_course_again_and_gets_a_certificate_of_the_new_period(ending, as_learner, learner):
    assert "Volg de cursus opnieuw" in main_of(as_learner.get(address(ending)))
    response = as_learner.post(address(ending, "vernieuwen/"), follow=True)
    assert "U volgt de cursus opnieuw" in response.content.decode()
    first, second = Enrolment.objects.filter(user=learner).order_by("period")
    assert (first.superseded_at is None, second.period) == (False, 2)
    renewed = finish(second).certificates.get()
    assert Certificate.objects.filter(user=learner, status=Certificate.Status.VALID).count() == 2
    assert renewed.code != ending.code
    assert Client().get(f"/certificaat/{ending.code}/").status_code == 200


def test_a_second_click_opens_no_second_period(ending, as_learner, learner):
    for _click in range(2):
        as_learner.post(address(ending, "vernieuwen/"))
    assert Enrolment.objects.filter(user=learner).count() == 2
    finish(Enrolment.objects.current().get(user=learner))
    as_learner.post(address(ending, "vernieuwen/"))
    assert Enrolment.objects.filter(user=learner).count() == 2


@pytest.mark.parametrize("valid_until", [None, timedelta(days=91)])
def test_one_that_does_not_end_soon_is_not_renewed(learner, as_learner, valid_until):
    last_day = valid_until and timezone.localdate() + valid_until
    certificate = make_certificate(learner, valid_until=last_day)
    assert "Volg de cursus opnieuw" not in main_of(as_learner.get(address(certificate)))
    response = as_learner.post(address(certificate, "vernieuwen/"), follow=True)
    assert "vanaf 90 dagen" in response.content.decode()
    assert Enrolment.objects.filter(user=learner).count() == 1


def test_a_revoked_one_is_not_renewed(ending, as_learner, learner):
    revoke_as(ending)
    as_learner.post(address(ending, "vernieuwen/"))
    assert Enrolment.objects.filter(user=learner).count() == 1


def test_nobody_renews_the_certificate_of_somebody_else(ending, learner):
    for person in (make_user(), make_user(is_superuser=True)):
        other = Client()
        other.force_login(person)
        assert other.post(address(ending, "vernieuwen/")).status_code == 404
    assert Client().post(address(ending, "vernieuwen/")).status_code == 302
    assert Enrolment.objects.filter(user=learner).count() == 1


def test_looking_at_the_address_changes_nothing(ending, as_learner, learner):
    assert as_learner.get(address(ending, "vernieuwen/")).status_code == 405
    assert Enrolment.objects.filter(user=learner).count() == 1


def test_the_warning_that_it_ends_is_gone_once_it_was_earned_anew(ending, as_learner, learner):
    as_learner.post(address(ending, "vernieuwen/"))
    assert "daarna is uw certificaat niet meer geldig" in main_of(as_learner.get("/mijn-leren/"))
    finish(Enrolment.objects.current().get(user=learner))
    assert "daarna is uw certificaat niet meer geldig" not in main_of(as_learner.get("/mijn-leren/"))
