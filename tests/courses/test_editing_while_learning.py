"""An author changes a course while people are in it: nobody loses anything, and who is done finishes."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Locale, Page

from certificates.models import Certificate
from courses.enrol import enrol
from courses.models import CourseCompletion, CoursePage, Enrolment, ModulePage, StepPage
from courses.outline import course_outline
from courses.progress import complete_step, finish_all_who_earned, finish_if_earned, progress_of
from tests.factories.courses import make_course, make_lesson, make_module, module_of, steps_of
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db


def publish(page):
    page.save_revision().publish()


def progress_now(enrolment):
    return progress_of(Enrolment.objects.get(pk=enrolment.pk))


@pytest.fixture
def course(home):
    return make_course(title="Sociaal inkopen", lessons=3)


@pytest.fixture
def busy(course, learner):
    """Someone who did the first two of three steps."""
    enrolment = enrol(learner, course)
    for step in steps_of(course)[:2]:
        complete_step(enrolment, step)
    return enrolment


@pytest.fixture
def finished(course):
    enrolment = enrol(make_user(), course)
    for step in steps_of(course):
        complete_step(enrolment, step)
    return enrolment


def test_a_step_that_is_added_counts_for_who_is_busy_and_not_for_who_has_finished(course, busy, finished):
    publish(make_lesson(module_of(course)))
    assert (progress_now(busy).done, progress_now(busy).total) == (2, 4)
    assert progress_now(finished).percentage == 100
    assert progress_now(finished).done == progress_now(finished).total == 3


def test_taking_the_last_open_step_offline_finishes_who_has_done_the_rest(course, busy):
    steps_of(course)[2].unpublish()
    assert progress_now(busy).percentage == 100
    completion = CourseCompletion.objects.get(enrolment=busy)
    assert completion.study_minutes == 10
    assert Certificate.objects.filter(completion=completion).exists()


def test_making_the_last_open_step_optional_finishes_when_it_is_published_and_not_before(course, busy):
    last = steps_of(course)[2]
    last.required = False
    last.save_revision()
    assert not progress_now(busy).finished
    publish(last)
    assert progress_now(busy).finished


def test_an_editor_who_takes_a_step_offline_in_the_admin_finishes_people(client, course, busy):
    client.force_login(make_user(is_superuser=True))
    client.post(reverse("wagtailadmin_pages:unpublish", args=[steps_of(course)[2].pk]))
    assert progress_now(busy).finished


def test_a_step_or_module_that_moves_within_the_course_changes_nothing(course, busy, finished):
    other = make_module(course)
    first, _second, third = steps_of(course)
    for step in (first, third):
        Page.objects.get(pk=step.pk).move(Page.objects.get(pk=other.pk), pos="last-child")
    ModulePage.objects.get(pk=other.pk).move(ModulePage.objects.child_of(course).first(), pos="left")
    assert (progress_now(busy).done, progress_now(busy).total) == (2, 3)
    assert not progress_now(busy).finished
    assert progress_now(finished).finished


def test_a_step_that_moves_to_an_offline_module_or_another_course_is_no_longer_asked(course, busy):
    hidden = make_module(course)
    hidden.unpublish()
    steps_of(course)[2].move(Page.objects.get(pk=hidden.pk), pos="last-child")
    assert progress_now(busy).finished
    second_learner = enrol(make_user(), course)
    complete_step(second_learner, steps_of(course)[0])
    Page.objects.get(pk=steps_of(course)[1].pk).move(module_of(make_course(lessons=1)), pos="last-child")
    assert progress_now(second_learner).finished


def test_a_module_taken_offline_or_deleted_is_no_longer_asked(course, busy):
    module = make_module(course)
    make_lesson(module)
    complete_step(busy, steps_of(course)[2])
    CourseCompletion.objects.all().delete()
    module.unpublish()
    assert progress_now(busy).finished
    CourseCompletion.objects.all().delete()
    publish(module)
    Page.objects.get(pk=module.pk).delete()
    assert progress_now(busy).finished


def test_a_finished_step_that_goes_offline_takes_nothing_from_who_has_finished(course, finished):
    for step in steps_of(course):
        step.unpublish()
        assert progress_now(finished).percentage == 100
    assert progress_now(finished).total == 0


def test_progress_never_passes_a_hundred_when_done_steps_disappear(course, busy):
    for step in steps_of(course)[:2]:
        step.unpublish()
    assert (progress_now(busy).done, progress_now(busy).total) == (0, 1)


def test_taking_a_course_offline_finishes_nobody_whichever_way_it_is_done(course, busy):
    course.unpublish(user=make_user(is_superuser=True))
    steps_of(course)[2].unpublish()
    finish_all_who_earned(CoursePage.objects.get(pk=course.pk))
    finish_if_earned(Enrolment.objects.get(pk=busy.pk))
    assert not progress_now(busy).finished


def test_putting_a_course_back_step_by_step_finishes_nobody_half_way(course, busy):
    for page in [course, module_of(course), *steps_of(course)]:
        page.unpublish()
    for page in [CoursePage.objects.get(pk=course.pk), module_of(course), *steps_of(course)]:
        publish(page)
    assert not progress_now(busy).finished
    assert (progress_now(busy).done, progress_now(busy).total) == (2, 3)


def test_putting_a_course_back_with_fewer_steps_finishes_who_has_done_those(course, busy):
    course.unpublish()
    steps_of(course)[2].unpublish()
    publish(CoursePage.objects.get(pk=course.pk))
    assert progress_now(busy).finished


def test_a_course_left_without_required_steps_finishes_nobody(course, busy):
    nobody = enrol(make_user(), course)
    module_of(course).unpublish()
    assert not progress_now(nobody).finished
    assert not progress_now(busy).finished


def test_only_the_people_of_this_course_finish_and_each_once(course, busy, finished):
    elsewhere = enrol(make_user(), make_course(lessons=2))
    complete_step(elsewhere, steps_of(elsewhere.course)[0])
    before = CourseCompletion.objects.get(enrolment=finished)
    steps_of(course)[2].unpublish()
    finish_all_who_earned(course)
    assert set(CourseCompletion.objects.values_list("enrolment", flat=True)) == {busy.pk, finished.pk}
    assert CourseCompletion.objects.get(enrolment=finished).completed_at == before.completed_at


def test_finding_who_finished_costs_the_same_for_few_and_many(course, django_assert_num_queries):
    for number in (1, 20):
        for _ in range(number):
            complete_step(enrol(make_user(), course), steps_of(course)[0])
        # A savepoint and its end, who is busy, the outline, and who has done all.
        with django_assert_num_queries(6):
            finish_all_who_earned(course)


def test_what_an_edit_missed_is_put_right_by_the_next_visit_and_not_by_looking(as_learner, course, busy):
    StepPage.objects.filter(pk=steps_of(course)[2].pk).update(required=False)
    as_learner.get(course.url)
    as_learner.get(steps_of(course)[0].url)
    assert not CourseCompletion.objects.exists()
    as_learner.post(reverse("left_off", args=[steps_of(course)[0].pk]))
    assert progress_now(busy).finished


def test_a_new_step_is_called_new_for_who_had_finished_and_only_for_them(client, course, busy, finished):
    publish(make_lesson(module_of(course), title="Nieuwe les"))
    for enrolment, says in ((finished, True), (busy, False)):
        client.force_login(enrolment.user)
        response = client.get(steps_of(course)[3].url)
        assert response.context["is_new"] is says
        assert ("nieuw sinds u klaar was" in response.content.decode()) is says
    complete_step(finished, steps_of(course)[3])
    client.force_login(finished.user)
    assert "nieuw sinds u klaar was" not in client.get(course.url).content.decode()


def test_a_step_put_off_to_a_later_date_is_not_asked_until_then(course, busy):
    last = steps_of(course)[2]
    last.unpublish()
    CourseCompletion.objects.all().delete()
    last.go_live_at = timezone.now() + timedelta(days=30)
    publish(last)
    assert progress_now(busy).finished


def test_a_course_read_in_another_language_shows_the_progress_of_the_one_that_was_started(client, course, busy):
    english = make_course(lessons=2)
    locale = Locale.objects.get_or_create(language_code="en")[0]
    for page, same in zip([english, *steps_of(english)], [course, *steps_of(course)], strict=False):
        Page.objects.filter(pk=page.pk).update(translation_key=same.translation_key, locale=locale)
    client.force_login(busy.user)
    progress = client.get(english.url).context["progress"]
    assert (progress.done, progress.total, progress.finished) == (2, 3, False)
    assert len(course_outline(english).steps) == 2


def test_an_offline_course_offers_no_step_to_go_on_with(as_learner, course, busy):
    address = steps_of(course)[2].url
    assert f'href="{address}"' in as_learner.get("/").content.decode()
    course.unpublish()
    assert f'href="{address}"' not in as_learner.get("/").content.decode()


def test_my_learning_names_a_course_that_is_offline_without_leading_to_a_page_that_is_not_there(
    as_learner, course, busy
):
    assert f'href="{course.url}"' in as_learner.get(reverse("my_learning")).content.decode()
    course.unpublish()
    content = as_learner.get(reverse("my_learning")).content.decode()
    assert "Sociaal inkopen" in content
    assert "Deze cursus staat nu niet op de site. Wat u hebt gedaan, blijft bewaard." in content
    assert f'href="{course.url}"' not in content
