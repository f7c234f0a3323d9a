"""Courses that have to be finished before another one."""

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from wagtail.models import Locale

from courses.editor_forms import CoursePageForm
from courses.enrol import MissingPrerequisitesError, enrol, missing_by_course
from courses.models import CoursePage, Enrolment, StepPage
from courses.order import check_prerequisite
from courses.progress import complete_step
from tests.factories.courses import make_course
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db


def ask_first(course, *others):
    course.prerequisites.set(others)
    course.save()


def finish(user, course):
    enrolment = enrol(user, course)
    for step in StepPage.objects.descendant_of(course):
        complete_step(enrolment, step)


@pytest.fixture
def basics(home):
    return make_course(title="De basis", lessons=1)


@pytest.fixture
def advanced(basics):
    course = make_course(title="Verdieping", lessons=1)
    ask_first(course, basics)
    return course


def test_enrolling_without_what_comes_first_is_refused_with_names_and_a_link(as_learner, advanced, basics):
    response = as_learner.post(reverse("enrol", args=[advanced.pk]), follow=True)
    content = response.content.decode()
    assert "U kunt zich inschrijven als u dit hebt afgerond: “De basis”." in content
    assert f'href="{basics.url}"' in content
    assert not Enrolment.objects.exists()


def test_the_course_page_says_so_beforehand_and_shows_no_button(as_learner, advanced):
    for client, signed_in in ((as_learner, True), (Client(), False)):
        response = client.get(advanced.url)
        content = response.content.decode()
        assert [course.title for course in response.context["missing_prerequisites"]] == ["De basis"]
        assert "U kunt zich inschrijven als u dit hebt afgerond:" in content
        assert reverse("enrol", args=[advanced.pk]) not in content
        assert ("Log in om u in te schrijven" in content) is not signed_in


def test_being_busy_with_it_is_not_enough_and_finishing_is(as_learner, learner, advanced, basics):
    enrolment = enrol(learner, basics)
    with pytest.raises(MissingPrerequisitesError):
        enrol(learner, advanced)
    complete_step(enrolment, StepPage.objects.descendant_of(basics).get())
    as_learner.post(reverse("enrol", args=[advanced.pk]))
    assert Enrolment.objects.filter(user=learner, course=advanced).exists()
    assert "U kunt zich inschrijven" not in as_learner.get(advanced.url).content.decode()


def test_it_counts_in_whatever_language_it_was_finished(learner, advanced, basics):
    english = make_course(lessons=1)
    locale = Locale.objects.get_or_create(language_code="en")[0]
    CoursePage.objects.filter(pk=english.pk).update(translation_key=basics.translation_key, locale=locale)
    finish(learner, CoursePage.objects.get(pk=english.pk))
    assert enrol(learner, advanced)


def test_what_a_colleague_finished_does_not_count(learner, advanced, basics):
    finish(make_user(), basics)
    with pytest.raises(MissingPrerequisitesError):
        enrol(learner, advanced)


def test_who_is_enrolled_is_never_thrown_out(as_learner, learner, basics):
    course = make_course(lessons=2)
    enrolment = enrol(learner, course)
    ask_first(course, basics)
    assert enrol(learner, course) == enrolment
    step = StepPage.objects.descendant_of(course).first()
    assert as_learner.get(step.url).context["missing_prerequisites"] == []
    as_learner.post(reverse("mark_done", args=[step.pk]))
    assert enrolment.step_completions.count() == 1


def test_a_course_that_is_offline_is_not_asked_for(learner, advanced, basics):
    basics.unpublish()
    assert enrol(learner, advanced)


def test_a_circle_is_refused_for_the_editor_and_keeps_nobody_out(learner, advanced, basics):
    middle = make_course(title="Midden")
    ask_first(middle, advanced)
    with pytest.raises(ValidationError, match="“Midden” vraagt zelf om eerst deze cursus"):
        check_prerequisite(basics, middle)
    with pytest.raises(ValidationError, match="“De basis” vraagt zelf"):
        check_prerequisite(basics, basics)
    ask_first(basics, middle)
    assert enrol(learner, advanced)


def test_an_editor_reads_in_the_admin_why_a_circle_is_refused(advanced, basics):
    assert CoursePage.base_form_class is CoursePageForm
    editor = Client()
    editor.force_login(make_user(is_superuser=True))
    response = editor.post(
        reverse("wagtailadmin_pages:edit", args=[basics.pk]),
        {
            "title": basics.title,
            "slug": basics.slug,
            "summary": basics.summary,
            "level": "basis",
            "goals-count": "0",
            "statements-count": "0",
            "prerequisites": [str(advanced.pk)],
            "comments-TOTAL_FORMS": "0",
            "comments-INITIAL_FORMS": "0",
        },
    )
    assert response.status_code == 200
    assert "“Verdieping” vraagt zelf om eerst deze cursus" in response.content.decode()


def test_each_course_of_several_gets_what_it_asks_for_itself(learner, advanced, basics):
    other = make_course(title="Ander begin", lessons=1)
    both, none = make_course(title="Allebei"), make_course(title="Geen")
    ask_first(both, basics, other)
    missing = missing_by_course(learner, [advanced, both, none])
    assert {pk: [course.title for course in courses] for pk, courses in missing.items()} == {
        advanced.pk: ["De basis"],
        both.pk: ["De basis", "Ander begin"],
        none.pk: [],
    }
    finish(learner, basics)
    assert [course.title for course in missing_by_course(learner, [advanced, both])[both.pk]] == ["Ander begin"]
