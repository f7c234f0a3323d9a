"""Documents of the site: for who signed in, and in a course for some for who is in it; always a file to save."""

import pytest
from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse
from wagtail.models import PageViewRestriction, ReferenceIndex

from cms.models import CmsDocument
from courses.enrol import enrol
from courses.models import CoursePage, LessonPage
from tests.factories.courses import make_course
from tests.factories.evidence import make_evidence
from tests.factories.guests import make_editor
from tests.factories.people import make_user

pytestmark = [pytest.mark.django_db, pytest.mark.row("B25")]


@pytest.fixture
def document(home, settings, tmp_path) -> CmsDocument:
    settings.MEDIA_ROOT = str(tmp_path)
    return CmsDocument.objects.create(title="Werkblad", file=ContentFile(b"%PDF-1.7", name="werkblad.pdf"))


@pytest.fixture
def course(document) -> CoursePage:
    """Its lesson links to the document."""
    course = make_course(lessons=1)
    link = f'<p><a linktype="document" id="{document.pk}">werkblad</a></p>'
    use(document, LessonPage.objects.descendant_of(course).get(), link)
    return course


def use(document: CmsDocument, lesson: LessonPage, link: str) -> None:
    lesson.body = [("text", link)]
    lesson.save()
    ReferenceIndex.create_or_update_for_object(lesson)
    assert ReferenceIndex.get_references_to(document).exists()


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def answer_to(client: Client, document: CmsDocument):
    return client.get(reverse("wagtaildocs_serve", args=[document.pk, document.filename]))


def gets(user, document: CmsDocument) -> bool:
    answer = answer_to(signed_in(user), document)
    return answer.status_code == 200 and answer.getvalue() == b"%PDF-1.7"


def restrict(course: CoursePage) -> Group:
    group = Group.objects.create(name="Alleen inkoop")
    restriction = PageViewRestriction.objects.create(page=course, restriction_type=PageViewRestriction.GROUPS)
    restriction.groups.add(group)
    return group


def test_who_has_not_signed_in_is_asked_to(document):
    response = answer_to(Client(), document)
    assert response.status_code == 302
    assert response["Location"].startswith("/accounts/login/?next=")


def test_a_document_of_an_open_course_is_for_everyone_who_signed_in(document, course):
    response = answer_to(signed_in(make_user()), document)
    assert response.getvalue() == b"%PDF-1.7"
    assert response["Content-Disposition"] == 'attachment; filename="werkblad.pdf"'
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cache-Control"] == "private, no-store"


def test_a_document_of_a_course_for_some_is_for_who_takes_it(document, course):
    group = restrict(course)
    learner, other_of_group, outsider = make_user(), make_user(), make_user()
    learner.groups.add(group)
    other_of_group.groups.add(group)
    enrol(learner, course)
    enrol(outsider, course)
    assert gets(learner, document)
    assert not gets(other_of_group, document)
    assert not gets(outsider, document)
    assert gets(make_editor(), document)


def test_what_an_open_page_uses_too_is_open(document, course):
    restrict(course)
    assert not gets(make_user(), document)
    open_lesson = LessonPage.objects.descendant_of(make_course(lessons=1)).get()
    use(document, open_lesson, f'<p><a linktype="document" id="{document.pk}">werkblad</a></p>')
    assert gets(make_user(), document)


def test_a_document_of_a_page_that_is_not_published_is_not_given(document, course):
    LessonPage.objects.descendant_of(course).get().unpublish()
    assert not gets(make_user(), document)


def test_a_refusal_is_the_page_for_what_is_not_there(document, course):
    restrict(course)
    client = signed_in(make_user())
    refused = answer_to(client, document)
    absent = client.get(reverse("wagtaildocs_serve", args=[document.pk + 1, document.filename]))
    assert refused.status_code == absent.status_code == 404
    assert [part.name for part in refused.templates] == [part.name for part in absent.templates]
    assert "Werkblad" not in refused.content.decode()


def test_the_web_server_is_told_of_a_document_only_after_the_check(document, course, settings):
    settings.PRIVATE_FILES_ACCEL = "/niet-van-buiten/"
    assert answer_to(signed_in(make_user()), document)["X-Accel-Redirect"].startswith("/niet-van-buiten/media/")
    restrict(course)
    for client in (Client(), signed_in(make_user())):
        assert "X-Accel-Redirect" not in answer_to(client, document)


def test_the_web_server_is_told_of_evidence_only_after_the_check(home, settings):
    settings.PRIVATE_FILES_ACCEL = "/niet-van-buiten/"
    evidence = make_evidence(make_user())
    address = reverse("evidence_file", args=[evidence.pk])
    assert signed_in(evidence.user).get(address)["X-Accel-Redirect"].startswith("/niet-van-buiten/private/")
    for client in (Client(), signed_in(make_user())):
        assert "X-Accel-Redirect" not in client.get(address)
