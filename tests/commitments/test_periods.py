"""Taking a course again: an intention that is still open stands, one that was told about makes room for a new one."""

import pytest
from django.urls import reverse

from commitments import intentions
from commitments.counts import counts_by_course
from commitments.models import Intention, Outcome
from courses.enrol import enrol, open_new_period
from people.models import User
from tests.factories.certificates import finish
from tests.factories.commitments import make_asking_course, make_intention
from tests.factories.courses import module_of, steps_of
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def course(home):
    return make_asking_course("Sociaal inkopen")


@pytest.fixture
def module(course):
    return module_of(course)


def take_again(user, course):
    finish(enrol(user, course))
    return open_new_period(user, course)


def test_one_that_is_open_still_stands_and_can_be_changed(as_learner, learner, course, module):
    intention = make_intention(learner, course, "Ik bel een bakker")
    take_again(learner, course)
    assert intentions.intention_at(learner.pk, module.translation_key) == intention
    as_learner.post(reverse("intention", args=[module.pk]), {"text": "Ik bel twee bakkers", "planned_for": ""})
    assert [one.text for one in Intention.objects.all()] == ["Ik bel twee bakkers"]


def test_once_it_was_told_how_it_went_a_new_one_is_asked_and_the_old_one_is_kept(as_learner, learner, course, module):
    make_intention(learner, course, "Ik bel een bakker", outcome=Outcome.DONE)
    again = take_again(learner, course)
    assert "Bewaar mijn voornemen" in as_learner.get(steps_of(course)[-1].url).content.decode()
    as_learner.post(reverse("intention", args=[module.pk]), {"text": "Nu de catering", "planned_for": ""})
    assert {one.text: one.enrolment.period for one in Intention.objects.all()} == {
        "Ik bel een bakker": 1,
        "Nu de catering": 2,
    }
    assert intentions.intention_at(learner.pk, module.translation_key).enrolment == again
    page = as_learner.get(reverse("my_intentions")).content.decode()
    assert "Ik bel een bakker" in page
    assert "Nu de catering" in page


def test_in_the_first_period_one_that_was_told_about_still_stands(learner, course, module):
    intention = make_intention(learner, course, outcome=Outcome.DONE)
    finish(enrol(learner, course))
    assert intentions.intention_at(learner.pk, module.translation_key) == intention


def test_a_colleagues_open_intention_is_not_mine(learner, course, module):
    make_intention(make_user(), course)
    take_again(learner, course)
    assert intentions.intention_at(learner.pk, module.translation_key) is None


def test_four_people_with_two_periods_each_are_still_too_few_to_count(course, module):
    for _ in range(4):
        person = make_user()
        make_intention(person, course, outcome=Outcome.DONE)
        intentions.make(take_again(person, course), module, "Nog een", None)
    assert Intention.objects.count() == 8
    assert counts_by_course(User.objects.values("pk")) == {}
