"""What a course page tells before somebody starts."""

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from lxml import html

from courses.models import CoursePage
from courses.outline import course_outline
from courses.sources import sources_of
from courses.study import course_context
from tests.factories.cms import make_source
from tests.factories.courses import make_course, make_lesson, make_module, module_of

pytestmark = pytest.mark.django_db


def words_of(course: CoursePage) -> str:
    page = html.fromstring(Client().get(course.url).content)
    return " ".join(page.xpath("//main")[0].text_content().split())


def quoting(source):
    return ("legal_quote", {"source": source, "part": "lid 1", "text": "Een dienst kan voorbehouden."})


@pytest.fixture
def course(home):
    return make_course("Inkopen", lessons=0)


def test_it_says_what_for_whom_how_long_and_how_far_it_was_checked(course):
    make_lesson(module_of(course), minutes=71)
    course.goals = [("goal", "een perceel kiezen")]
    course.target_groups = ["inkoop", "sociaal-domein"]
    course.themes = ["inkoop"]
    course.sdgs = [8, 12]
    course.mandatory = True
    course.last_checked = date(2026, 11, 23)
    course.save()
    words = words_of(course)
    for said in (
        "een perceel kiezen",
        "Inkoop · Sociaal domein",
        "1 uur en 11 minuten",
        "Artikel 2.82 benutten",
        "Eerlijk werk en economische groei",
        "Verantwoorde consumptie en productie",
        "Verplicht voor iedereen in de gemeente",
        "23 november 2026",
        "Blijft geldig",
    ):
        assert said in words


def test_it_says_how_long_the_certificate_is_valid(course):
    course.certificate_months = 24
    course.save()
    assert "24 maanden geldig" in words_of(course)


def test_it_links_to_the_courses_to_finish_first_but_not_to_a_draft(course):
    before, draft = make_course("Eerst dit"), make_course("Nog niet af", live=False)
    course.prerequisites = [before, draft]
    course.save()
    page = html.fromstring(Client().get(course.url).content)
    assert page.xpath("//dl//a/@href") == [before.url]
    assert "Nog niet af" not in page.text_content()


def test_it_shows_each_source_of_its_published_lessons_once_with_both_dates(course):
    law, report, unseen = make_source(), make_source(title="Zicht op samenwerking", article=""), make_source()
    module, hidden = module_of(course), make_module(course)
    for place, body in (
        (module, [quoting(law), ("sources", [report, law])]),
        (module, [("sources", [law])]),
        (hidden, [quoting(unseen)]),
    ):
        lesson = make_lesson(place)
        lesson.body = body
        lesson.save()
    hidden.unpublish()
    assert sources_of(course_outline(course)) == [law, report]
    words = words_of(course)
    assert words.count("Aanbestedingswet 2012, artikel 2.82") == 1
    assert "Tekst van 1 september 2025." in words
    assert "Gecontroleerd op 23 november 2026." in words
    unseen.delete()
    report.delete()
    assert sources_of(course_outline(course)) == [law]


def test_sources_cost_two_queries_however_many_lessons_there_are(course):
    for _ in range(6):
        lesson = make_lesson(module_of(course))
        lesson.body = [quoting(make_source()), ("sources", [make_source()])]
        lesson.save()
    outline = course_outline(course)
    with CaptureQueriesContext(connection) as captured:
        assert len(sources_of(outline)) == 12
    assert len(captured) == 2


def test_a_course_without_sources_has_no_list_of_them(course):
    assert "Bronnen van deze cursus" not in words_of(course)


def test_an_editor_looks_at_a_course_that_was_never_saved(home, learner):
    context = course_context(learner, CoursePage(title="Nog niet bewaard", summary="Kort."))
    assert context["outline"].steps == []
    assert context["missing_prerequisites"] == []
