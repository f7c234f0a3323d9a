"""Having been at a session does a step of a course, in the request that says who was there."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from certificates.models import Certificate
from courses.completion_rules import DoneBy
from courses.enrol import enrol, open_new_period
from courses.models import CourseCompletion, Enrolment, Position, StepCompletion
from courses.outline import course_outline
from courses.progress import complete_step, next_open_step, remember_position
from guests import attendance
from guests.models import SignUp
from tests.factories.certificates import finish
from tests.factories.courses import make_course, make_lesson, module_of, steps_of
from tests.factories.guests import make_editor, make_entrepreneur
from tests.factories.people import make_user
from tests.factories.session_steps import let_attend, make_meeting_about, make_session_step
from tests.factories.sessions import make_meeting, move
from tests.factories.translations import make_english_course

from .conftest import signed_in
from .test_session_attendance import today

pytestmark = pytest.mark.django_db


@pytest.fixture
def course(home):
    return make_course("Sociaal inkopen", lessons=0)


@pytest.fixture
def step(course):
    return make_session_step(course)


def has_done(user, step) -> bool:
    return StepCompletion.objects.filter(enrolment__user=user, step_key=step.translation_key).exists()


def save_list(meeting, *present, was=()):
    address = reverse("session_participants", args=[meeting.session.pk])
    data = {"present": [one.pk for one in present], "was": [one.pk for one in was]}
    return signed_in(meeting.host).post(address, data, follow=True)


def count(user, step):
    return signed_in(user).post(reverse("session_step_count", args=[step.pk]))


# --- At the door and on the list ------------------------------------------------


def test_at_the_door_the_step_the_course_and_the_certificate_come_in_one_request(course, step):
    meeting = make_meeting(course=course)
    own, other = meeting.sign_up(2)
    move(meeting.session, today())
    for sign_up in (own, other):
        enrol(sign_up.user, course)

    signed_in(own.user).post(reverse("session_door", args=[meeting.session.door_key]))

    assert has_done(own.user, step)
    assert CourseCompletion.objects.get().enrolment.user == own.user
    assert Certificate.objects.get().user == own.user
    assert not has_done(other.user, step)


def test_when_the_certificate_fails_nobody_was_there(course, step, monkeypatch):
    meeting, (own,) = make_meeting_about(course)
    enrol(own.user, course)
    monkeypatch.setattr("certificates.issue.words_of", lambda _completion: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        attendance.keep_list(meeting.session, {own.pk}, set())

    assert not SignUp.objects.filter(attended_at__isnull=False).exists()
    assert not StepCompletion.objects.exists()


def test_the_list_does_the_step_for_who_is_ticked_and_enrolled_and_for_nobody_else(course, step):
    meeting, (there, absent, guest) = make_meeting_about(course, people=3)
    for sign_up in (there, absent):
        enrol(sign_up.user, course)

    save_list(meeting, there, guest)

    assert [has_done(one.user, step) for one in (there, absent, guest)] == [True, False, False]
    assert not Enrolment.objects.filter(user=guest.user).exists()


def test_who_was_ticked_by_mistake_keeps_the_step_and_the_certificate(course, step):
    meeting, (own,) = make_meeting_about(course)
    enrol(own.user, course)
    save_list(meeting, own)

    save_list(meeting, was=[own])

    assert SignUp.objects.get(pk=own.pk).attended_at is None
    assert has_done(own.user, step)
    assert Certificate.objects.get().status == "valid"


def test_the_host_reads_on_the_list_which_courses_it_is_a_step_of(course, step):
    meeting, (_own,) = make_meeting_about(course)
    other, _people = make_meeting_about(make_course(lessons=0))
    words = "Deze sessie is een stap van deze cursussen."

    page, elsewhere = (
        signed_in(one.host).get(reverse("session_participants", args=[one.session.pk])).content.decode()
        for one in (meeting, other)
    )

    assert words in page
    assert "Sociaal inkopen" in page
    assert words not in elsewhere


def test_a_session_about_another_course_does_nothing(course, step):
    meeting, (own,) = make_meeting_about(make_course(lessons=0))
    enrol(own.user, course)

    save_list(meeting, own)

    assert not has_done(own.user, step)
    assert count(own.user, step).status_code == 404


def test_a_step_can_take_every_session_or_only_those_on_site(course):
    every, on_site = make_session_step(course, subject="any"), make_session_step(course, session_kind="on_site")
    meeting, (own,) = make_meeting_about(None)
    online, (other,) = make_meeting_about(course, kind="online")
    for sign_up in (own, other):
        enrol(sign_up.user, course)

    save_list(meeting, own)
    save_list(online, other)

    assert (has_done(own.user, every), has_done(own.user, on_site)) == (True, False)
    assert (has_done(other.user, every), has_done(other.user, on_site)) == (True, False)


@pytest.mark.parametrize("offline", ["step", "module", "course"])
def test_a_step_that_is_not_published_is_not_done(course, step, offline):
    meeting, (own,) = make_meeting_about(course)
    enrol(own.user, course)
    {"step": step, "module": step.get_parent(), "course": course}[offline].unpublish()

    save_list(meeting, own)

    assert attendance.participants_of(meeting.session).get().attended_at
    assert not StepCompletion.objects.exists()


def test_in_a_translated_course_it_is_the_same_step(course, step):
    english = make_english_course(course)
    meeting, (own, other) = make_meeting_about(english, people=2)
    enrol(own.user, course)
    enrol(other.user, english)

    save_list(meeting, own, other)

    for sign_up in (own, other):
        assert has_done(sign_up.user, step)
        assert Certificate.objects.filter(user=sign_up.user).count() == 1


def test_the_order_of_the_course_does_not_stop_who_was_there(home):
    course = make_course(lessons=1)
    step = make_session_step(course, opens_after=steps_of(course)[0])
    meeting, (own,) = make_meeting_about(course)
    enrol(own.user, course)

    save_list(meeting, own)

    assert has_done(own.user, step)
    assert not CourseCompletion.objects.exists()


def test_who_is_ticked_goes_on_reading_where_they_were(home):
    course = make_course(lessons=2)
    make_session_step(course)
    first, second, _step = steps_of(course)
    meeting, (own,) = make_meeting_about(course)
    complete_step(enrol(own.user, course), first)

    save_list(meeting, own)

    assert Position.objects.get().step_key == first.translation_key
    assert next_open_step(Enrolment.objects.get()).key == second.translation_key


# --- Who was there before -------------------------------------------------------


def test_who_was_there_before_enrolling_has_done_the_step_by_enrolling(course, step):
    meeting, (own, other) = make_meeting_about(course, people=2)
    save_list(meeting, own)

    for sign_up in (own, other):
        signed_in(sign_up.user).post(reverse("enrol", args=[course.pk]))

    assert has_done(own.user, step)
    assert Certificate.objects.get().user == own.user
    assert not has_done(other.user, step)


def test_a_step_that_was_added_later_takes_one_press_and_reading_it_writes_nothing(course):
    lesson_course = make_course(lessons=1)
    meeting, (own,) = make_meeting_about(lesson_course)
    enrol(own.user, lesson_course)
    save_list(meeting, own)
    step = make_session_step(lesson_course)

    page = signed_in(own.user).get(step.url).content.decode()
    assert reverse("session_step_count", args=[step.pk]) in page
    assert not has_done(own.user, step)

    assert count(own.user, step).url == step.url
    assert has_done(own.user, step)
    assert reverse("session_step_count", args=[step.pk]) not in signed_in(own.user).get(step.url).content.decode()


def test_a_reader_who_was_there_reads_that_enrolling_is_enough(course, step):
    meeting, (own,) = make_meeting_about(course)
    save_list(meeting, own)

    page = signed_in(own.user).get(step.url).content.decode()

    assert "Als u zich inschrijft, is deze stap meteen gedaan." in page
    assert reverse("session_step_count", args=[step.pk]) not in page


def test_only_the_own_attendance_in_an_own_course_counts(course, step):
    meeting, (own, absent) = make_meeting_about(course, people=2)
    attendance.keep_list(meeting.session, {own.pk}, set())
    enrol(absent.user, course)
    for user in (absent.user, meeting.host, meeting.presenter, make_entrepreneur(), make_editor(), make_user()):
        assert count(user, step).status_code == 404
    assert count(own.user, step).status_code == 404
    assert not StepCompletion.objects.exists()


def test_another_kind_of_step_and_reading_the_address_are_refused(course, step, client):
    lesson = steps_of(make_course(lessons=1))[0]
    user = make_user()
    enrol(user, lesson.course)

    assert count(user, lesson).status_code == 404
    assert signed_in(user).get(reverse("session_step_count", args=[step.pk])).status_code == 405
    assert client.post(reverse("session_step_count", args=[step.pk])).status_code == 302


def test_a_place_without_having_been_there_and_a_session_that_is_off_do_not_count(course, step):
    meeting, (own,) = make_meeting_about(course)
    enrol(own.user, course)
    assert count(own.user, step).status_code == 404
    SignUp.objects.filter(pk=own.pk).update(attended_at=timezone.now())
    meeting.session.cancelled_at = timezone.now()
    meeting.session.save()

    assert count(own.user, step).status_code == 404
    assert not has_done(own.user, step)


def test_in_a_new_period_only_a_session_since_then_counts(course, step):
    meeting, (own,) = make_meeting_about(course)
    enrol(own.user, course)
    save_list(meeting, own)

    again = open_new_period(own.user, course)

    assert not again.step_completions.exists()
    assert count(own.user, step).status_code == 404
    later = make_meeting(course=course, open_to_all=True)
    move(later.session, timezone.now() + timedelta(seconds=1))
    let_attend(later.session, own.user)
    count(own.user, step)
    assert again.step_completions.get().step_key == step.translation_key


# --- The recording --------------------------------------------------------------


def test_who_watched_the_recording_says_so(course, learner, as_learner):
    step = make_session_step(course, recorded=True)
    enrol(learner, course)
    page = as_learner.get(step.url).content.decode()
    assert "Ik heb de opname gezien" in page
    assert 'kind="captions"' in page

    as_learner.post(reverse("mark_done", args=[step.pk]))

    assert has_done(learner, step)


def test_without_a_recording_nobody_does_the_step_by_saying_so(course, step, learner, as_learner):
    enrol(learner, course)

    assert reverse("mark_done", args=[step.pk]) not in as_learner.get(step.url).content.decode()
    assert as_learner.post(reverse("mark_done", args=[step.pk])).status_code == 404
    assert not has_done(learner, step)


# --- What it is to others -------------------------------------------------------


def test_it_is_no_test_for_the_outline_and_the_certificate(course, step, learner):
    (outline,) = course_outline(course).steps
    assert (outline.kind, outline.done_by, outline.is_test) == ("sessionsteppage", DoneBy.ATTENDING, False)

    finish(enrol(learner, course))

    assert Certificate.objects.get().result == Certificate.Result.FINISHED


def test_a_session_holds_nobody_up_and_comes_last(home, learner):
    course = make_course(lessons=0)
    step, lesson = make_session_step(course), make_lesson(module_of(course))
    enrolment = enrol(learner, course)
    remember_position(enrolment, step)
    assert next_open_step(enrolment).key == lesson.translation_key
    complete_step(enrolment, lesson)
    assert next_open_step(enrolment).key == step.translation_key


def test_the_course_names_its_kind(course, step, as_learner):
    assert "bijeenkomst ·" in " ".join(as_learner.get(course.url).content.decode().split())


def test_the_editor_can_open_its_form_and_preview(course, step):
    client = signed_in(make_editor())
    assert client.get(reverse("wagtailadmin_pages:edit", args=[step.pk])).status_code == 200
    assert client.get(reverse("wagtailadmin_pages:view_draft", args=[step.pk])).status_code == 200
    new = reverse("wagtailadmin_pages:add", args=["guests", "sessionsteppage", step.get_parent().pk])
    assert client.get(new).status_code == 200
