"""Who has finished a course can take it again in a new period; the one before stays exactly as it is."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from lxml import html
from wagtail.models import Locale

from certificates.models import Certificate
from courses.agenda import agenda_of_courses
from courses.enrol import NotFinishedError, enrol, enrolment_of, open_new_period
from courses.models import CourseCompletion, CoursePage, Enrolment, StepPage
from courses.my_learning import learning_of
from courses.outline import course_outline
from courses.perms import refuse_locked_step
from courses.progress import complete_step, finish_all_who_earned, next_open_step, progress_of, remember_position
from tests.factories.certificates import finish
from tests.factories.courses import make_course, make_lesson, module_of, steps_of
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db
PEOPLE_AT_ONCE = 20


@pytest.fixture
def course(home):
    return make_course("Sociaal inkopen", lessons=3)


@pytest.fixture
def first(learner, course):
    """A period that is finished, with everything that hangs on it."""
    enrolment = enrol(learner, course)
    finish(enrolment)
    return Enrolment.objects.get(pk=enrolment.pk)


def record_of(enrolment):
    """Everything that happened in a period."""
    return {
        "itself": Enrolment.objects.filter(pk=enrolment.pk)
        .values("user", "course", "enrolled_at", "target_date")
        .get(),
        "steps": list(enrolment.step_completions.order_by("pk").values()),
        "completion": CourseCompletion.objects.filter(enrolment=enrolment).values().get(),
        "certificate": Certificate.objects.filter(completion__enrolment=enrolment).values().get(),
        "position": (enrolment.position.step_key, enrolment.position.block_id, enrolment.position.updated_at),
    }


def words_of(client, path):
    return " ".join(html.fromstring(client.get(path).content).xpath("//main")[0].text_content().split())


def test_a_new_period_begins_with_nothing_done_and_no_plan(learner, course, first):
    Enrolment.objects.update(target_date="2199-12-24")
    again = open_new_period(learner, course)
    assert (again.period, again.target_date, again.superseded_at) == (2, None, None)
    progress = progress_of(again)
    assert (progress.done, progress.total, progress.finished) == (0, 3, False)
    assert next_open_step(again).pk == steps_of(course)[0].pk


def test_the_finished_period_stays_exactly_as_it_was(learner, course, first):
    before = record_of(first)
    again = open_new_period(learner, course)
    finish(again)
    open_new_period(learner, course)
    assert record_of(Enrolment.objects.get(pk=first.pk)) == before


def test_every_period_has_its_own_completion_and_certificate(learner, course, first):
    finish(open_new_period(learner, course))
    assert Enrolment.objects.current().get().period == 2
    completions = CourseCompletion.objects.order_by("enrolment__period")
    assert [one.enrolment.period for one in completions] == [1, 2]
    codes = {completion.certificates.get().code for completion in completions}
    assert len(codes) == 2
    assert {certificate.is_revoked for certificate in Certificate.objects.all()} == {False}


def test_who_never_finished_the_course_cannot_open_a_new_period(learner, course):
    with pytest.raises(NotFinishedError):
        open_new_period(learner, course)
    complete_step(enrol(learner, course), steps_of(course)[0])
    with pytest.raises(NotFinishedError):
        open_new_period(learner, course)
    assert Enrolment.objects.get().period == 1


def test_what_a_colleague_finished_opens_no_period_for_me(learner, course):
    finish(enrol(make_user(), course))
    enrol(learner, course)
    with pytest.raises(NotFinishedError):
        open_new_period(learner, course)


def test_a_second_click_gives_the_period_that_was_opened(learner, course, first):
    assert open_new_period(learner, course) == open_new_period(learner, course)
    assert sorted(Enrolment.objects.values_list("period", flat=True)) == [1, 2]


def test_enrolling_again_opens_no_period(as_learner, course, first):
    as_learner.post(reverse("enrol", args=[course.pk]))
    assert Enrolment.objects.get() == first


def test_a_new_period_can_be_in_another_language(learner, course, first):
    english = make_course(lessons=1)
    locale = Locale.objects.get_or_create(language_code="en")[0]
    CoursePage.objects.filter(pk=english.pk).update(translation_key=course.translation_key, locale=locale)
    english = CoursePage.objects.get(pk=english.pk)
    again = open_new_period(learner, english)
    assert (again.course, again.course_key) == (english, course.translation_key)
    assert enrolment_of(learner, course) == again


def test_the_database_keeps_out_a_second_current_period_a_period_twice_and_a_period_zero(learner, course, first):
    same = {"user": learner, "course": course, "course_key": course.translation_key}
    for wrong in ({"period": 2}, {"period": 1, "superseded_at": first.enrolled_at}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Enrolment.objects.create(**same, **wrong)
        with pytest.raises(ValidationError):
            Enrolment(**same, **wrong).validate_constraints()
    with pytest.raises(IntegrityError), transaction.atomic():
        Enrolment.objects.create(user=make_user(), course=course, course_key=course.translation_key, period=0)


@pytest.mark.django_db(transaction=True)
def test_twenty_clicks_at_the_same_moment_open_one_period():
    user, course = make_user(), make_course(lessons=1)
    finish(enrol(user, course))
    barrier = Barrier(PEOPLE_AT_ONCE)

    def one(_number):
        try:
            barrier.wait(timeout=30)
            return open_new_period(user, course).pk
        finally:
            connection.close()

    with ThreadPoolExecutor(PEOPLE_AT_ONCE) as pool:
        opened = set(pool.map(one, range(PEOPLE_AT_ONCE)))

    assert sorted(Enrolment.objects.values_list("period", flat=True)) == [1, 2]
    assert opened == {Enrolment.objects.current().get().pk}


def test_a_step_that_is_done_counts_in_the_new_period_only(as_learner, learner, course, first):
    again = open_new_period(learner, course)
    as_learner.post(reverse("mark_done", args=[steps_of(course)[0].pk]))
    as_learner.post(reverse("left_off", args=[steps_of(course)[1].pk]))
    assert (first.step_completions.count(), again.step_completions.count()) == (3, 1)
    assert again.position.step_key == steps_of(course)[1].translation_key
    assert Enrolment.objects.get(pk=first.pk).position.step_key == steps_of(course)[2].translation_key


def test_a_period_that_is_over_takes_no_more_steps(learner, course, first):
    """From a request that began before the new period was opened."""
    extra = make_lesson(module_of(course), required=False)
    open_new_period(learner, course)
    before = record_of(first)
    assert complete_step(first, extra) is False
    assert record_of(Enrolment.objects.get(pk=first.pk)) == before


def test_an_edit_finishes_the_new_period_and_never_an_old_one_again(learner, course, first):
    before = record_of(first)
    again = open_new_period(learner, course)
    *most, last = steps_of(course)
    for step in most:
        complete_step(again, step)
    last.unpublish()
    finish_all_who_earned(CoursePage.objects.get(pk=course.pk))
    assert [one.enrolment.period for one in CourseCompletion.objects.order_by("pk")] == [1, 2]
    assert record_of(Enrolment.objects.get(pk=first.pk)) == before


def test_for_who_finished_once_every_step_stays_open(as_learner, learner, course, first):
    one, two, three = steps_of(course)
    StepPage.objects.filter(pk=three.pk).update(opens_after=two.pk)
    again = open_new_period(learner, course)
    refuse_locked_step(again, StepPage.objects.get(pk=three.pk))
    assert as_learner.get(three.url).context["opens_after"] is None
    as_learner.post(reverse("mark_done", args=[three.pk]))
    assert again.step_completions.get().step_id == three.pk
    assert progress_of(again).finished is False
    assert next_open_step(again, course_outline(course)).pk == one.pk


def test_my_learning_goes_on_with_the_new_period_and_tells_of_the_old_one(as_learner, learner, course, first):
    again = open_new_period(learner, course)
    complete_step(again, steps_of(course)[0])
    (row,) = learning_of(learner)
    assert (row.enrolment, row.completion, row.finished_before) == (again, None, first.completion)
    assert (row.progress.done, row.is_busy, row.has_finished) == (1, True, True)
    assert row.resume_step.pk == steps_of(course)[1].pk
    words = words_of(as_learner, reverse("my_learning"))
    assert "1 van 3 stappen gedaan" in words
    assert "U hebt deze cursus eerder afgerond, op " in words


def test_finishing_again_shows_the_last_time_and_the_time_before(learner, course, first):
    finish(open_new_period(learner, course))
    (row,) = learning_of(learner)
    assert (row.completion.enrolment.period, row.finished_before.enrolment.period) == (2, 1)


def test_the_front_page_goes_on_with_the_new_period(as_learner, learner, course, first):
    assert "Ga verder" not in words_of(as_learner, "/")
    open_new_period(learner, course)
    page = html.fromstring(as_learner.get("/").content)
    assert page.xpath(f"//main//a[@href='{steps_of(course)[0].url}']")


def test_my_learning_asks_no_more_queries_for_more_periods(learner, course, first):
    def asked():
        # The second look, when what is the same for everybody has been read.
        learning_of(learner)
        with CaptureQueriesContext(connection) as queries:
            learning_of(learner)
        # Within a request the version of the content is asked once, for everything.
        return [query["sql"] for query in queries.captured_queries if "contentversion" not in query["sql"]]

    once = len(asked())
    finish(open_new_period(learner, course))
    finish(open_new_period(learner, course))
    assert len(asked()) == once == 2


def test_the_course_page_says_what_one_has_already_and_where_it_is(as_learner, learner, course, first):
    assert as_learner.get(course.url).context["finished_before"] is None
    open_new_period(learner, course)
    page = as_learner.get(course.url)
    assert page.context["finished_before"] == first.completion
    words = words_of(as_learner, course.url)
    assert "0 van 3 stappen gedaan" in words
    assert "U hebt deze cursus eerder afgerond, op " in words
    assert html.fromstring(page.content).xpath(f"//main//a[@href='{reverse('transcript')}']")


def test_a_mandatory_course_that_is_taken_again_waits_on_the_agenda(learner, course, first):
    CoursePage.objects.update(mandatory=True)
    assert agenda_of_courses(learning_of(learner)) == []
    open_new_period(learner, course)
    assert [entry.title for entry in agenda_of_courses(learning_of(learner))] == ["Sociaal inkopen"]


def test_the_plan_of_a_period_that_is_over_cannot_be_changed(as_learner, learner, course, first):
    open_new_period(learner, course)
    address = reverse("target_date", args=[first.pk])
    assert as_learner.get(address).status_code == 404
    assert as_learner.post(address, {"target_date": "2199-12-24"}).status_code == 404
    assert set(Enrolment.objects.values_list("target_date", flat=True)) == {None}


def test_a_place_that_is_remembered_belongs_to_its_period(learner, course, first):
    again = open_new_period(learner, course)
    remember_position(again, steps_of(course)[1])
    assert Enrolment.objects.get(pk=first.pk).position.step_key == steps_of(course)[2].translation_key
