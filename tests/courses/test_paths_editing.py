"""What an editor may make of a learning path, and what cannot be deleted."""

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from courses.models import CourseIndexPage, CoursePage, PathPage
from courses.paths import follow
from tests.factories.courses import make_course
from tests.factories.paths import change_path, make_path
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def as_editor(home):
    client = Client()
    client.force_login(make_user(is_superuser=True))
    return client


def form_of(*rows: tuple[CoursePage, bool], **fields: object) -> dict:
    """What the editor's form sends: courses with whether they are needed."""
    items = [{"course": str(course.pk), **({"required": "on"} if required else {})} for course, required in rows]
    return nested_form_data(
        {
            "title": "Inkoper",
            "slug": "inkoper",
            "summary": "Voor wie inkoopt.",
            "audience": "",
            "certificate_months": "",
            "items": inline_formset(items),
            "comments": inline_formset([]),
            **fields,
        }
    )


def send(as_editor, *rows, **fields):
    address = reverse("wagtailadmin_pages:add", args=["courses", "pathpage", CourseIndexPage.objects.get().pk])
    return as_editor.post(address, form_of(*rows, **fields))


PUBLISH = {"action-publish": "1"}


def test_an_editor_publishes_a_path_in_the_order_of_the_form(as_editor):
    first, second = make_course(), make_course()
    send(as_editor, (second, True), (first, False), **PUBLISH)
    path = PathPage.objects.get()
    assert path.live
    assert [(item.course, item.required) for item in path.items.all()] == [(second, True), (first, False)]


def test_a_path_without_courses_is_refused_and_what_was_typed_stays(as_editor):
    response = send(as_editor, **PUBLISH)
    assert response.status_code == 200
    assert "Voeg eerst minstens één cursus toe." in response.content.decode()
    assert "Voor wie inkoopt." in response.content.decode()
    assert not PathPage.objects.exists()


def test_the_same_course_twice_is_refused_by_name(as_editor):
    course = make_course("De basis")
    response = send(as_editor, (course, True), (course, False), (make_course("Anders"), True), **PUBLISH)
    assert response.status_code == 200
    assert "Haal de dubbele weg: “De basis”." in response.content.decode()
    assert not PathPage.objects.exists()


def test_a_path_of_optional_courses_only_is_refused(as_editor):
    response = send(as_editor, (make_course(), False), **PUBLISH)
    assert "Maak minstens één cursus verplicht." in response.content.decode()
    assert not PathPage.objects.exists()


def test_a_draft_may_be_unfinished(as_editor):
    assert send(as_editor).status_code == 302
    assert not PathPage.objects.get().live


def test_an_editor_sees_a_draft_as_it_will_be(as_editor):
    first, second = make_course("De basis"), make_course("Inkopen")
    path = make_path([first])
    address = reverse("wagtailadmin_pages:preview_on_edit", args=[path.pk])
    as_editor.post(address, form_of((second, True)))
    page = as_editor.get(address).content.decode()
    assert "Inkopen" in page
    assert [item.course for item in PathPage.objects.get().items.all()] == [first]


def delete(as_editor, page) -> str:
    response = as_editor.post(reverse("wagtailadmin_pages:delete", args=[page.pk]), follow=True)
    return response.content.decode()


def test_a_path_that_people_follow_is_not_deleted_and_the_editor_reads_why(as_editor):
    path = make_path([make_course()], title="Inkoper")
    follow(make_user(), path)
    assert "Haal de pagina offline" in delete(as_editor, path)
    assert PathPage.objects.filter(pk=path.pk).exists()


def test_a_path_nobody_follows_can_be_deleted_and_its_courses_stay(as_editor):
    course = make_course()
    delete(as_editor, make_path([course]))
    assert not PathPage.objects.exists()
    assert CoursePage.objects.filter(pk=course.pk).exists()


def test_a_course_in_a_path_is_not_deleted_until_it_is_taken_out(as_editor):
    course, other = make_course("De basis"), make_course()
    path = make_path([course, other], title="Inkoper")
    assert "Haal de cursus eerst uit “Inkoper”." in delete(as_editor, course)
    assert CoursePage.objects.filter(pk=course.pk).exists()
    change_path(path, [other])
    delete(as_editor, course)
    assert not CoursePage.objects.filter(pk=course.pk).exists()
