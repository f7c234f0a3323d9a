"""Without a date one says that one would come; with a date one is told, and signing up ends the waiting."""

import pytest
from django.urls import reverse

from guests import interest, sessions
from guests.models import Interest
from people.models import OutboxMail
from tests.factories.courses import make_course
from tests.factories.people import make_user
from tests.factories.sessions import make_meeting, make_proposal

from .conftest import signed_in

pytestmark = pytest.mark.django_db


def agree(meeting) -> None:
    session = meeting.session
    sessions.confirm(session, meeting.presenter, frozenset({sessions.Side.PRESENTER}), sessions.version_of(session))


def test_the_page_of_a_course_offers_to_say_it_and_to_take_it_back():
    course, user = make_course(), make_user()
    client, address = signed_in(user), reverse("session_interest", args=[course.pk])

    assert address in client.get(course.url).content.decode()
    client.post(address)
    client.post(address)
    assert Interest.objects.get().user == user
    client.post(address, {"take_back": "1"})
    assert not Interest.objects.exists()


def test_with_a_date_the_page_shows_it_to_who_may_come_only():
    course = make_course()
    meeting = make_meeting(course=course)
    address = reverse("session", args=[meeting.session.pk])

    assert address in signed_in(meeting.visitor()).get(course.url).content.decode()
    assert address not in signed_in(make_user()).get(course.url).content.decode()


def test_a_visitor_sees_nothing_of_it(client):
    course = make_course()
    make_meeting(course=course, open_to_all=True)
    assert "/sessies/" not in client.get(course.url).content.decode()


def test_who_may_come_is_told_when_there_is_a_date_and_nobody_else():
    course = make_course()
    meeting = make_proposal(course=course)
    own, foreign = meeting.visitor(), make_user()
    for user in (own, foreign):
        interest.show_interest(user, course)

    agree(meeting)

    assert [mail.user for mail in OutboxMail.objects.filter(key__startswith="session-date")] == [own]


def test_signing_up_ends_the_waiting():
    course = make_course()
    meeting = make_meeting(course=course)
    user = meeting.visitor()
    interest.show_interest(user, course)

    sessions.sign_up(meeting.session, user)

    assert not Interest.objects.exists()


def test_hosts_see_numbers_of_their_own_people_and_none_below_five():
    meeting = make_proposal()
    much, little = make_course(title="Gewild"), make_course(title="Stil")
    for user in meeting.visitors(5):
        interest.show_interest(user, much)
    interest.show_interest(meeting.visitor(), little)
    interest.show_interest(make_user(), much)

    assert interest.waiting_for_a_date(meeting.host) == [
        interest.Waiting("Gewild", 5),
        interest.Waiting("Stil", None),
    ]
    assert interest.waiting_for_a_date(make_user()) == []


def test_the_front_page_names_the_next_session_of_who_has_a_place():
    meeting = make_meeting(title="Rondleiding")
    (own,) = meeting.sign_up(1)

    assert "Rondleiding" in signed_in(own.user).get("/").content.decode()
    assert "Rondleiding" not in signed_in(meeting.visitor()).get("/").content.decode()
