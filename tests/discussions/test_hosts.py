"""Hosts of a course, set by an editor in the admin; and pages with questions are not deleted."""

import pytest
from django.urls import reverse

from courses.models import StepPage
from discussions.hosts import hosts_of
from discussions.models import CourseHost
from tests.factories.courses import make_course
from tests.factories.discussions import make_course_host, make_question
from tests.factories.guests import make_case_step, make_entrepreneur, make_published_case

from .conftest import signed_in


def test_an_editor_makes_someone_host_by_address_and_ends_it(editor, course, step, outsider):
    client, address = signed_in(editor), reverse("coursehost:add")
    fields = {"course": course.pk, "user": outsider.email}
    assert "Niemand heeft een account" in client.post(address, fields | {"user": "x@y.example"}).content.decode()
    client.post(address, fields)
    assert CourseHost.objects.get().course_key == course.translation_key
    assert hosts_of([step]) == {step.pk: {outsider.pk}}
    assert "beantwoordt al vragen in deze cursus" in client.post(address, fields).content.decode()
    assert client.get(reverse("coursehost:index"), {"q": outsider.email}).status_code == 200
    client.post(reverse("coursehost:delete", args=[CourseHost.objects.get().pk]))
    assert hosts_of([step]) == {step.pk: set()}


def test_learners_and_entrepreneurs_do_not_make_hosts(asker, home):
    for user in (asker, make_entrepreneur()):
        assert signed_in(user).get(reverse("coursehost:add")).status_code in (302, 404)


def test_another_course_takes_the_key_along(course, host):
    row = CourseHost.objects.get()
    row.course = make_course()
    row.save()
    assert row.course_key == row.course.translation_key


def test_who_is_not_active_any_more_is_no_host(step, host):
    host.is_active = False
    host.save()
    assert hosts_of([step]) == {step.pk: set()}


def test_hosts_of_many_steps_cost_as_many_queries_as_of_two(django_assert_num_queries, home):
    def some_steps(number: int) -> list[StepPage]:
        for _ in range(number):
            course = make_course(lessons=1)
            make_course_host(course)
            make_case_step(course, make_published_case(make_entrepreneur()))
        return list(StepPage.objects.all())

    few, many = some_steps(1), some_steps(4)
    hosts_of(few)
    with django_assert_num_queries(6):
        assert len(hosts_of(few)) == 2
    with django_assert_num_queries(6):
        found = hosts_of(many)
    assert len(found) == 10
    assert sum(len(people) for people in found.values()) == 15


@pytest.mark.parametrize("kind", ["question", "host"])
def test_a_page_with_questions_or_hosts_is_not_deleted_and_the_editor_reads_why(kind, course, step, django_user_model):
    administrator = django_user_model.objects.create_superuser("beheer@demo.example", name="Mei Lin")
    page = step if kind == "question" else course
    if kind == "question":
        make_question(step, administrator)
    else:
        make_course_host(course)
    address = reverse("wagtailadmin_pages:delete", args=[page.pk])
    assert "kan niet" in signed_in(administrator).post(address, follow=True).content.decode()
    assert type(page).objects.filter(pk=page.pk).exists()
