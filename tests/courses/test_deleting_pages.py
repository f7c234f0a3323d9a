"""Pages people have learned with can be unpublished, never deleted."""

import pytest
from django.test import Client
from django.urls import reverse

from courses.enrol import enrol
from courses.models import CoursePage, StepPage
from courses.progress import complete_step
from tests.factories.courses import make_course
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator(home):
    client = Client()
    client.force_login(make_user(is_superuser=True))
    return client


def test_a_course_with_learners_is_not_deleted_and_the_editor_reads_why(administrator):
    course = make_course(lessons=1)
    enrol(make_user(), course)
    response = administrator.post(reverse("wagtailadmin_pages:delete", args=[course.pk]), follow=True)
    assert CoursePage.objects.filter(pk=course.pk).exists()
    assert "Haal de pagina offline" in response.content.decode()


def test_a_finished_step_is_not_deleted_in_bulk_either(administrator):
    course = make_course(lessons=1)
    step = StepPage.objects.descendant_of(course).get()
    complete_step(enrol(make_user(), course), step)
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"])
    administrator.post(f"{address}?id={step.pk}")
    assert StepPage.objects.filter(pk=step.pk).exists()


def test_a_course_nobody_took_can_be_deleted(administrator):
    course = make_course(lessons=1)
    administrator.post(reverse("wagtailadmin_pages:delete", args=[course.pk]))
    assert not CoursePage.objects.filter(pk=course.pk).exists()
