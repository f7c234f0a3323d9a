"""Certificates that stop being valid soon stand in the agenda of their holder."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from lxml import html

from tests.factories.certificates import make_certificate, revoke_as
from tests.factories.courses import make_course
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db


def ending(client, path="/"):
    page = html.fromstring(client.get(path).content)
    lines = page.xpath("//section[@aria-labelledby='agenda-ends_soon']//li")
    return [" ".join(line.text_content().split()) for line in lines]


def certificate_that_ends(user, days, title="Sociaal inkopen"):
    return make_certificate(user, make_course(title), timezone.localdate() + timedelta(days=days))


@pytest.mark.parametrize("path", ["/", "/mijn-leren/"])
def test_a_certificate_that_ends_within_ninety_days_is_pointed_out_with_a_link(as_learner, learner, path):
    certificate = certificate_that_ends(learner, 90)
    (line,) = ending(as_learner, path)
    assert line.startswith("Sociaal inkopen")
    assert line.endswith("daarna is uw certificaat niet meer geldig")
    assert f'href="/certificaat/{certificate.code}/"' in as_learner.get(path).content.decode()


@pytest.mark.parametrize("days", [91, -1])
def test_one_that_ends_later_or_has_ended_is_not(as_learner, learner, days):
    certificate_that_ends(learner, days)
    assert ending(as_learner) == []


def test_the_last_day_it_still_stands_there_and_the_first_to_end_is_on_top(as_learner, learner):
    for days, title in ((30, "Later"), (0, "Vandaag")):
        certificate_that_ends(learner, days, title)
    assert [line.split()[0] for line in ending(as_learner)] == ["Vandaag", "Later"]


def test_without_an_end_revoked_or_of_somebody_else_it_is_not_there(as_learner, learner):
    make_certificate(learner)
    revoke_as(certificate_that_ends(learner, 10))
    certificate_that_ends(make_user(), 10)
    assert ending(as_learner) == []
    assert ending(Client()) == []
