"""An editor is told for how many people an edit finishes the course, before it is made."""

import pytest
from django.urls import reverse
from lxml import html
from wagtail.models import Page
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from courses.editing import number_finished_by_publishing, number_finished_without
from courses.enrol import enrol
from courses.models import CourseCompletion, ModulePage, StepPage
from courses.progress import complete_step
from tests.factories.courses import make_course, make_lesson, make_module, module_of, steps_of
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db

WARNING = "al het andere in de cursus gedaan"


@pytest.fixture
def course(home):
    return make_course(title="Sociaal inkopen", lessons=3)


@pytest.fixture
def busy(course, learner):
    """Someone who did the first two of three steps."""
    return with_two_steps_done(learner, course)


def with_two_steps_done(user, course):
    enrolment = enrol(user, course)
    for step in steps_of(course)[:2]:
        complete_step(enrolment, step)
    return enrolment


@pytest.fixture
def editor(client, home):
    client.force_login(make_user(is_superuser=True))
    return client


def words_of(response) -> str:
    return " ".join(html.fromstring(response.content).text_content().split())


def bulk(action: str, *pages) -> str:
    chosen = "&".join(f"id={page.pk}" for page in pages)
    return f"{reverse('wagtail_bulk_action', args=['wagtailcore', 'page', action])}?{chosen}"


# --- Unpublishing, deleting and moving one page -----------------------------------------------------


def test_unpublishing_a_step_says_how_many_people_it_finishes(editor, course, busy):
    for _ in range(2):
        with_two_steps_done(make_user(), course)
    first, _second, last = steps_of(course)

    def asked(page):
        return words_of(editor.get(reverse("wagtailadmin_pages:unpublish", args=[page.pk])))

    assert f"3 mensen hebben {WARNING}." in asked(last)
    assert WARNING not in asked(first)
    assert WARNING not in asked(course)
    last.unpublish()
    assert CourseCompletion.objects.count() == 3


def test_of_a_module_the_same_is_said_and_of_an_offline_course_nothing(editor, course, busy):
    enrol(make_user(), course)
    module = make_module(course)
    make_lesson(module)
    complete_step(busy, steps_of(course)[2])
    address = reverse("wagtailadmin_pages:unpublish", args=[module.pk])
    assert f"1 persoon heeft {WARNING}." in words_of(editor.get(address))
    course.unpublish()
    assert WARNING not in words_of(editor.get(address))


def test_deleting_a_step_that_nobody_did_says_so_as_well(editor, course, busy):
    last = steps_of(course)[2]
    address = reverse("wagtailadmin_pages:delete", args=[last.pk])
    assert f"1 persoon heeft {WARNING}." in words_of(editor.get(address))
    assert not CourseCompletion.objects.exists()
    assert WARNING not in words_of(editor.post(address, follow=True))
    assert CourseCompletion.objects.filter(enrolment=busy).exists()


def test_moving_says_so_only_when_the_step_leaves_what_learners_see_of_the_course(editor, course, busy):
    last = steps_of(course)[2]
    same, hidden, elsewhere = make_module(course), make_module(course), module_of(make_course())
    hidden.unpublish()

    def asked(destination):
        return words_of(editor.get(reverse("wagtailadmin_pages:move_confirm", args=[last.pk, destination.pk])))

    assert WARNING not in asked(same)
    assert f"1 persoon heeft {WARNING}." in asked(hidden)
    assert f"1 persoon heeft {WARNING}." in asked(elsewhere)


# --- Bulk actions -----------------------------------------------------------------------------------


@pytest.mark.parametrize("action", ["unpublish", "delete"])
def test_a_bulk_action_adds_up_what_its_pages_do_together(editor, course, action):
    enrolment = enrol(make_user(), course)
    first, second, third = steps_of(course)
    complete_step(enrolment, first)
    assert WARNING not in words_of(editor.get(bulk(action, second)))
    assert f"1 persoon heeft {WARNING}." in words_of(editor.get(bulk(action, second, third)))
    editor.post(bulk(action, second, third))
    assert CourseCompletion.objects.filter(enrolment=enrolment).exists()


def test_pages_of_several_courses_are_counted_per_course(course, busy):
    other = make_course(lessons=3)
    with_two_steps_done(make_user(), other)
    pages = Page.objects.filter(pk__in=[steps_of(one)[2].pk for one in (course, other)])
    assert number_finished_without(pages) == 2


def test_moving_in_bulk_is_refused_when_it_would_finish_people(editor, course, busy):
    last, elsewhere = steps_of(course)[2], module_of(make_course())
    response = editor.post(bulk("move", last), {"chooser": elsewhere.pk}, follow=True)
    assert f"1 persoon heeft {WARNING}." in words_of(response)
    assert "Doe dit per pagina" in words_of(response)
    assert StepPage.objects.child_of(module_of(course)).filter(pk=last.pk).exists()
    assert not CourseCompletion.objects.exists()
    within = make_module(course)
    editor.post(bulk("move", last), {"chooser": within.pk})
    assert StepPage.objects.child_of(within).filter(pk=last.pk).exists()


def test_publishing_in_bulk_is_refused_when_a_draft_makes_such_a_step_optional(editor, course, busy):
    first, _second, last = steps_of(course)
    for step in (first, last):
        step.required = False
        step.save_revision()
    assert number_finished_by_publishing([first]) == 0
    response = editor.post(bulk("publish", last), follow=True)
    assert "Er is niets veranderd." in words_of(response)
    assert StepPage.objects.get(pk=last.pk).required
    assert not CourseCompletion.objects.exists()
    editor.post(bulk("publish", first))
    assert not StepPage.objects.get(pk=first.pk).required


def test_publishing_other_pages_in_bulk_goes_on_as_before(editor, course, busy):
    module = ModulePage.objects.get(pk=module_of(course).pk)
    module.title = "Nieuwe titel"
    module.save_revision()
    editor.post(bulk("publish", module, steps_of(course)[2]))
    assert ModulePage.objects.get(pk=module.pk).title == "Nieuwe titel"


# --- Making a step optional -------------------------------------------------------------------------


def typed(step, **changed) -> dict:
    """What the editor's form sends for this lesson."""
    fields = {"title": step.title, "slug": step.slug, "minutes": step.minutes, "intro": ""}
    nested = {"body": streamfield([("heading", "Kop")]), "comments": inline_formset([])}
    return nested_form_data(fields | nested | changed)


def test_making_a_step_optional_asks_first_when_it_would_finish_people(editor, course, busy):
    last = steps_of(course)[2].specific
    address = reverse("wagtailadmin_pages:edit", args=[last.pk])
    assert "1 persoon heeft al het andere in deze cursus gedaan." in words_of(editor.get(address))
    refused = editor.post(address, typed(last, title="Getypt", **{"action-publish": "1"}))
    assert "Vink dit aan als mensen de cursus mogen afronden" in words_of(refused)
    assert 'value="Getypt"' in refused.content.decode()
    assert StepPage.objects.get(pk=last.pk).required
    assert not CourseCompletion.objects.exists()
    editor.post(address, typed(last, may_finish_people="on", **{"action-publish": "1"}))
    assert not StepPage.objects.get(pk=last.pk).required
    assert CourseCompletion.objects.filter(enrolment=busy).exists()


def test_a_draft_or_a_step_that_stays_needed_needs_no_tick(editor, course, busy):
    last = steps_of(course)[2].specific
    address = reverse("wagtailadmin_pages:edit", args=[last.pk])
    editor.post(address, typed(last, title="Concept"))
    assert Page.objects.get(pk=last.pk).get_latest_revision_as_object().title == "Concept"
    editor.post(address, typed(last, title="Beter", required="on", **{"action-publish": "1"}))
    assert Page.objects.get(pk=last.pk).title == "Beter"
    assert not CourseCompletion.objects.exists()


def test_where_nobody_waits_nothing_is_asked(editor, course, busy):
    first = steps_of(course)[0].specific
    address = reverse("wagtailadmin_pages:edit", args=[first.pk])
    assert "may_finish_people" not in editor.get(address).content.decode()
    editor.post(address, typed(first, **{"action-publish": "1"}))
    assert not StepPage.objects.get(pk=first.pk).required
    new = reverse("wagtailadmin_pages:add", args=["courses", "lessonpage", module_of(course).pk])
    assert "may_finish_people" not in editor.get(new).content.decode()
