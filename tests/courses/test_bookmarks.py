"""Keeping a step to find it back."""

import pytest
from django.test import Client
from django.urls import reverse

from courses.enrol import enrol
from courses.models import Bookmark, StepPage
from tests.factories.courses import make_course
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def course(home):
    return make_course(title="Sociaal inkopen", lessons=2)


@pytest.fixture
def step(course):
    return StepPage.objects.descendant_of(course).order_by("path").last()


def keep(client, step, kept="1"):
    return client.post(reverse("bookmark", args=[step.pk]), {"keep": kept})


def test_a_kept_step_is_found_on_my_learning_and_can_be_let_go(as_learner, learner, course, step):
    enrol(learner, course)
    assert "Bewaar deze stap" in as_learner.get(step.url).content.decode()
    assert keep(as_learner, step).url == step.url
    assert "Niet meer bewaren" in as_learner.get(step.url).content.decode()
    mine = as_learner.get(reverse("my_learning")).content.decode()
    assert f'<a class="utrecht-link" href="{step.url}">{step.title}</a>' in mine
    keep(as_learner, step, "0")
    assert step.title not in as_learner.get(reverse("my_learning")).content.decode()


def test_keeping_twice_is_keeping_once_and_letting_go_twice_is_no_error(as_learner, learner, course, step):
    enrol(learner, course)
    for _ in range(2):
        keep(as_learner, step)
    assert Bookmark.objects.count() == 1
    for _ in range(2):
        assert keep(as_learner, step, "0").status_code == 302
    assert not Bookmark.objects.exists()


def test_without_enrolment_or_in_another_course_or_offline_nothing_is_kept(as_learner, learner, course, step):
    assert keep(as_learner, step).status_code == 404
    enrol(learner, make_course(lessons=1))
    assert keep(as_learner, step).status_code == 404
    enrol(learner, course)
    step.unpublish()
    assert keep(as_learner, step).status_code == 404
    assert not Bookmark.objects.exists()


def test_a_step_that_went_offline_is_left_out_until_it_is_back(as_learner, learner, course, step):
    enrol(learner, course)
    keep(as_learner, step)
    step.unpublish()
    assert "Bewaard</h2>" not in as_learner.get(reverse("my_learning")).content.decode()
    assert Bookmark.objects.count() == 1


def test_a_colleague_does_not_see_what_somebody_keeps_and_a_visitor_signs_in(as_learner, learner, course, step):
    enrol(learner, course)
    keep(as_learner, step)
    user = make_user()
    enrol(user, course)
    colleague = Client()
    colleague.force_login(user)
    assert "Bewaard</h2>" not in colleague.get(reverse("my_learning")).content.decode()
    assert "Bewaar deze stap" in colleague.get(step.url).content.decode()
    keep(colleague, step, "0")
    assert Bookmark.objects.get().enrolment.user == learner
    assert keep(Client(), step).url.startswith("/accounts/login/")
    assert as_learner.get(reverse("bookmark", args=[step.pk])).status_code == 405
