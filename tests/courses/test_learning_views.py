"""Enrolling, marking as done and coming back, as owner, colleague and outsider."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from courses.enrol import enrol
from courses.models import CourseCompletion, Enrolment, Position, StepCompletion
from courses.progress import complete_step
from tests.factories.courses import make_course, steps_of
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def course(home):
    return make_course(title="Sociaal inkopen", lessons=2)


def test_a_visitor_sees_the_catalogue_and_the_course_but_must_sign_in_for_a_lesson(course):
    visitor = Client()
    assert "Sociaal inkopen" in visitor.get("/cursussen/").content.decode()
    assert visitor.get(course.url).status_code == 200
    response = visitor.get(steps_of(course)[0].url)
    assert response.status_code == 302
    assert response.url.startswith("/accounts/login/?next=/cursussen/")


def test_enrolling_leads_straight_to_the_first_lesson(as_learner, learner, course):
    response = as_learner.post(reverse("enrol", args=[course.pk]))
    assert response.url == steps_of(course)[0].url
    as_learner.post(reverse("enrol", args=[course.pk]))
    assert Enrolment.objects.filter(user=learner).count() == 1


def test_a_lesson_states_progress_and_the_rule_for_done(as_learner, learner, course):
    enrol(learner, course)
    content = as_learner.get(steps_of(course)[0].url).content.decode()
    assert "0 van 2 stappen gedaan" in content
    assert "Een stap telt mee als u hem zelf als gedaan markeert" in content


def test_marking_as_done_goes_on_to_the_next_step_and_ends_at_my_learning(as_learner, learner, course):
    enrol(learner, course)
    first, second = steps_of(course)
    assert as_learner.post(reverse("mark_done", args=[first.pk])).url == second.url
    assert as_learner.post(reverse("mark_done", args=[second.pk])).url == reverse("my_learning")
    assert CourseCompletion.objects.filter(enrolment__user=learner).exists()
    assert "Afgerond" in as_learner.get(reverse("my_learning")).content.decode()


def test_reading_a_page_writes_nothing(as_learner, learner, course):
    enrol(learner, course)
    as_learner.get(steps_of(course)[0].url)
    as_learner.get("/")
    assert not Position.objects.exists()
    assert not StepCompletion.objects.exists()


def test_every_write_refuses_get(as_learner, learner, course):
    enrol(learner, course)
    step = steps_of(course)[0]
    for address in (
        reverse("enrol", args=[course.pk]),
        reverse("mark_done", args=[step.pk]),
        reverse("left_off", args=[step.pk]),
    ):
        assert as_learner.get(address).status_code == 405


def test_without_enrolment_nothing_is_marked(as_learner, course):
    assert as_learner.post(reverse("mark_done", args=[steps_of(course)[0].pk])).status_code == 404
    assert not StepCompletion.objects.exists()


def test_enrolment_in_one_course_gives_no_say_in_another(as_learner, learner, course):
    enrol(learner, course)
    other = make_course(lessons=1)
    assert as_learner.post(reverse("mark_done", args=[steps_of(other)[0].pk])).status_code == 404
    assert as_learner.post(reverse("left_off", args=[steps_of(other)[0].pk])).status_code == 404


def test_unpublished_and_unknown_steps_are_the_same_404(as_learner, learner, course):
    enrol(learner, course)
    step = steps_of(course)[0]
    step.unpublish()
    assert as_learner.post(reverse("mark_done", args=[step.pk])).status_code == 404
    assert as_learner.post(reverse("mark_done", args=[999_999])).status_code == 404
    for unknown in (999_999, 10**30):
        assert as_learner.post(reverse("enrol", args=[unknown])).status_code == 404
        assert as_learner.post(reverse("mark_done", args=[unknown])).status_code == 404


def test_a_step_of_an_unpublished_course_is_not_there(as_learner, learner, course):
    enrol(learner, course)
    course.unpublish()
    assert as_learner.post(reverse("mark_done", args=[steps_of(course)[0].pk])).status_code == 404


def test_the_front_page_leads_back_with_one_click(as_learner, learner, course):
    enrolment = enrol(learner, course)
    first, second = steps_of(course)
    complete_step(enrolment, first)
    content = as_learner.get("/").content.decode()
    assert f'href="{second.url}"' in content
    assert "1 van 2 stappen gedaan" in content


def test_the_place_where_one_reads_is_kept_and_only_the_last_one(as_learner, learner, course):
    enrol(learner, course)
    for step in steps_of(course):
        assert as_learner.post(reverse("left_off", args=[step.pk])).status_code == 204
    assert [position.step_key for position in Position.objects.all()] == [steps_of(course)[1].translation_key]
    assert f'href="{steps_of(course)[1].url}"' in as_learner.get("/").content.decode()


def test_nobody_sees_what_somebody_else_learns(course):
    colleague = make_user(name="Bram Collega")
    complete_step(enrol(colleague, course), steps_of(course)[0])
    outsider = Client()
    outsider.force_login(make_user())
    assert "1 van 2" not in outsider.get("/mijn-leren/").content.decode()
    assert "1 van 2" not in outsider.get(course.url).content.decode()
    assert Client().get("/mijn-leren/").status_code == 302
    assert Client().post(reverse("enrol", args=[course.pk])).status_code == 302


def test_a_lesson_costs_the_same_queries_for_five_and_fifty_steps(as_learner, learner):
    counts = []
    for lessons in (5, 50):
        course = make_course(lessons=lessons)
        enrol(learner, course)
        address = steps_of(course)[0].url
        as_learner.get(address)
        with CaptureQueriesContext(connection) as captured:
            as_learner.get(address)
        counts.append(len(captured))
    assert counts[0] == counts[1]


def test_a_module_leads_to_its_place_on_the_course_page(as_learner, course):
    module = course.get_children().first()
    response = as_learner.get(module.url)
    assert response.url.endswith(f"#{module.slug}")
