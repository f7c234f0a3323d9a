"""A case as a step of a course, and the guests a course names."""

import pytest
from django.core.exceptions import ValidationError
from django.db.models import ProtectedError
from django.template import Context, Template
from django.urls import reverse

from courses.enrol import enrol
from courses.models import StepCompletion
from guests import cases
from guests.models import CasePage, Enterprise
from tests.factories.courses import make_course
from tests.factories.guests import (
    case_texts,
    make_case_step,
    make_draft,
    make_enterprise,
    make_entrepreneur,
    make_published_case,
)
from tests.factories.people import make_user

from .conftest import signed_in


@pytest.fixture
def case(author) -> CasePage:
    return make_published_case(author, "klaproos")


def guests_of(course) -> str:
    return Template("{% load guest_tags %}{% guest_authors course %}").render(Context({"course": course}))


def test_the_step_shows_the_case_and_who_tells_it(case, as_learner):
    step = make_case_step(make_course(), case, title="Het verhaal van Hanneke")

    body = as_learner.get(step.url).content.decode()

    assert "Het verhaal van Hanneke" in body
    assert "Gastauteur" in body
    assert "Schrijver klaproos" in body
    assert case.enterprise.name in body
    for part in CasePage.PARTS:
        assert f"Tekst klaproos over {part}." in body
    assert "Fictief" not in body


def test_what_is_made_up_says_so(as_learner, library):
    author = make_entrepreneur(make_enterprise(fictional=True))
    case = make_published_case(author)
    step = make_case_step(make_course(), case)

    assert case.fictional
    for address in (step.url, case.url, "/casussen/"):
        assert "Fictief" in as_learner.get(address).content.decode()
    assert "(fictief)" in guests_of(step.course)


def test_the_step_is_done_when_the_learner_says_so(case, learner, as_learner):
    course = make_course(lessons=0)
    step = make_case_step(course, case)
    enrolment = enrol(learner, course)
    assert "Markeer als gedaan" in as_learner.get(step.url).content.decode()

    as_learner.post(reverse("mark_done", args=[step.pk]))

    assert StepCompletion.objects.filter(enrolment=enrolment, step=step).exists()


def test_the_step_shows_the_published_text_and_never_the_draft(case, author, as_learner):
    step = make_case_step(make_course(), case)
    cases.save_draft(case, case_texts("kladje"), author, cases.version_of(case))

    body = as_learner.get(step.url).content.decode()

    assert "klaproos" in body
    assert "kladje" not in body


def test_an_unpublished_case_leaves_a_sentence_in_the_course(case, learner, as_learner):
    course = make_course()
    step = make_case_step(course, case)
    enrol(learner, course)
    case.unpublish()

    body = as_learner.get(step.url).content.decode()

    assert "Deze casus is op dit moment niet te lezen." in body
    assert "Markeer als gedaan" in body
    assert "klaproos" not in body
    assert guests_of(course).strip() == ""


def test_a_course_names_each_guest_once(case, author):
    course = make_course()
    make_case_step(course, case)
    make_case_step(course, case)
    make_case_step(course, make_draft(author, "nietgenoemd"))

    body = guests_of(course)

    assert body.count("Schrijver klaproos") == 1
    assert case.enterprise.name in body
    assert "nietgenoemd" not in body


def test_a_course_without_guests_has_no_heading_for_them(library):
    assert guests_of(make_course()).strip() == ""


def test_the_library_is_public_and_lists_published_cases_only(case, author, client):
    make_draft(author, "ongezien")

    body = client.get("/casussen/").content.decode()

    assert "Casus klaproos" in body
    assert "ongezien" not in body
    assert client.get(case.url).status_code == 200


def test_an_empty_library_says_so(library, client):
    assert "Er zijn nog geen casussen." in client.get("/casussen/").content.decode()


def test_a_draft_has_no_public_address(author, client):
    assert client.get(make_draft(author).url).status_code == 404


def test_a_case_in_a_course_is_not_deleted(case, as_editor):
    step = make_case_step(make_course("Inkopen"), case)
    with pytest.raises(ProtectedError):
        CasePage.objects.get(pk=case.pk).delete()
    admin = signed_in(make_user(is_superuser=True))

    answer = admin.post(reverse("wagtailadmin_pages:delete", args=[case.pk]), follow=True)
    assert "hoort bij de cursus “Inkopen”" in answer.content.decode()
    bulk = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"])
    admin.post(f"{bulk}?id={case.pk}", follow=True)
    assert CasePage.objects.filter(pk=case.pk).exists()

    step.delete()
    admin.post(reverse("wagtailadmin_pages:delete", args=[case.pk]))
    assert not CasePage.objects.filter(pk=case.pk).exists()


def test_an_enterprise_with_cases_is_not_deleted(case):
    with pytest.raises(ProtectedError):
        case.enterprise.delete()


@pytest.mark.parametrize("website", ["javascript:alert(1)", "ftp://x.nl", "data:text/html,x", "www.x.nl"])
def test_a_website_is_an_http_address(db, website):
    with pytest.raises(ValidationError):
        Enterprise(name="X", slug="x", website=website).full_clean()


def test_an_editor_can_open_every_form_of_guests(case, as_editor):
    step = make_case_step(make_course(), case)
    addresses = [
        reverse("wagtailadmin_pages:edit", args=[case.pk]),
        reverse("wagtailadmin_pages:edit", args=[step.pk]),
        reverse("wagtailadmin_pages:edit", args=[case.get_parent().pk]),
        reverse("wagtailsnippets_guests_enterprise:add"),
        reverse("wagtailsnippets_guests_enterprise:edit", args=[case.enterprise.pk]),
    ]
    for address in addresses:
        assert as_editor.get(address).status_code == 200, address


def test_an_editor_may_name_entrepreneurs_only_as_members(author, learner, as_editor):
    enterprise = author.enterprises.get()
    address = reverse("wagtailsnippets_guests_enterprise:edit", args=[enterprise.pk])
    body = as_editor.get(address).content.decode()
    assert author.name in body
    assert learner.name not in body

    data = {"name": enterprise.name, "slug": enterprise.slug, "members": [author.pk, learner.pk]}
    as_editor.post(address, data)

    assert list(enterprise.members.all()) == [author]


def test_the_admin_previews_case_and_step(case, as_editor, rf):
    step = make_case_step(make_course(), case)
    for page in (case, step):
        answer = as_editor.get(reverse("wagtailadmin_pages:view_draft", args=[page.pk]))
        assert answer.status_code == 200
        assert "klaproos" in answer.content.decode()
