"""Places are given in the order of asking; what becomes free goes to the first who waits, at once."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from cms.refused import Refused
from guests import sessions
from guests.models import SignUp
from people.models import OutboxMail
from tests.factories.people import make_user
from tests.factories.sessions import make_meeting, make_proposal, move

from .conftest import signed_in_english as signed_in

pytestmark = pytest.mark.django_db


def states(meeting) -> list[str]:
    return list(meeting.session.sign_ups.order_by("number").values_list("state", flat=True))


def post(user, name: str, meeting, **sent):
    return signed_in(user).post(reverse(name, args=[meeting.session.pk]), sent, follow=True)


def test_who_asks_while_there_is_room_has_a_place_and_gets_an_entry_for_the_calendar():
    meeting = make_meeting()
    visitor = meeting.visitor()

    answer = post(visitor, "session_sign_up", meeting)

    assert states(meeting) == ["signed_up"]
    mail = OutboxMail.objects.get(user=visitor)
    assert "METHOD:REQUEST" in mail.calendar
    assert visitor.email in mail.calendar
    assert meeting.session.link in answer.content.decode()


def test_who_asks_when_it_is_full_waits_and_reads_which_number_they_are():
    meeting = make_meeting(capacity=1)
    meeting.sign_up(2)

    answer = post(meeting.visitor(), "session_sign_up", meeting)

    assert states(meeting) == ["signed_up", "waiting", "waiting"]
    assert "2" in str(next(iter(answer.context["messages"])))
    assert meeting.session.link not in answer.content.decode()


def test_a_place_that_was_just_taken_is_said_with_what_to_do():
    meeting = make_meeting(capacity=1)
    meeting.sign_up(1)

    answer = post(meeting.visitor(), "session_sign_up", meeting, place="1")

    assert "just taken" in str(next(iter(answer.context["messages"])))


def test_signing_up_twice_gives_one_place():
    meeting = make_meeting()
    visitor = meeting.visitor()
    post(visitor, "session_sign_up", meeting)
    post(visitor, "session_sign_up", meeting)

    assert states(meeting) == ["signed_up"]
    assert OutboxMail.objects.filter(user=visitor).count() == 1


def test_who_signs_off_gives_the_place_to_the_first_who_waits_and_both_are_mailed():
    meeting = make_meeting(capacity=1)
    first, second, _third = meeting.sign_up(3)

    post(first.user, "session_sign_off", meeting)

    assert states(meeting) == ["cancelled", "signed_up", "waiting"]
    assert "METHOD:CANCEL" in OutboxMail.objects.get(key=f"session-signed-off:{first.pk}").calendar
    moved = OutboxMail.objects.get(key=f"session-moved-up:{second.pk}")
    assert "METHOD:REQUEST" in moved.calendar
    assert second.user.email in moved.calendar


def test_when_moving_up_fails_the_signing_off_has_not_happened_either(monkeypatch):
    meeting = make_meeting(capacity=1)
    first, _second = meeting.sign_up(2)

    def fail(_sign_ups):
        raise RuntimeError("stopped halfway")

    monkeypatch.setattr("guests.session_mail.tell_moved_up", fail)
    with pytest.raises(RuntimeError):
        sessions.sign_off(meeting.session, first.user)
    assert states(meeting) == ["signed_up", "waiting"]


def test_who_waits_and_signs_off_takes_no_place_from_anybody():
    meeting = make_meeting(capacity=1)
    _first, second, third = meeting.sign_up(3)

    post(second.user, "session_sign_off", meeting)

    assert states(meeting) == ["signed_up", "cancelled", "waiting"]
    assert sessions.place_in_line(third) == 1


def test_who_comes_back_joins_at_the_end():
    meeting = make_meeting(capacity=1)
    first, _second, _third = meeting.sign_up(3)
    sessions.sign_off(meeting.session, first.user)

    again = sessions.sign_up(meeting.session, first.user)

    assert again.state == "waiting"
    assert sessions.place_in_line(again) == 2


def test_the_calendar_sees_signing_off_as_newer_than_the_invitation():
    meeting = make_meeting()
    (own,) = meeting.sign_up(1)

    sessions.sign_off(meeting.session, own.user)

    invited = OutboxMail.objects.get(key=f"session-place:{own.pk}").calendar
    off = OutboxMail.objects.get(key=f"session-signed-off:{own.pk}").calendar
    assert "SEQUENCE:0" in invited
    assert "SEQUENCE:1" in off


@pytest.mark.usefixtures("english")
@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"sign_up_closes_at": timezone.now() - timedelta(hours=1)}, "Sign-up is closed"),
        ({"cancelled_at": timezone.now()}, "cancelled"),
    ],
)
def test_a_closed_session_takes_nobody_and_says_why(fields, words):
    meeting = make_meeting()
    for name, value in fields.items():
        setattr(meeting.session, name, value)
    meeting.session.save()

    with pytest.raises(Refused, match=words):
        sessions.sign_up(meeting.session, meeting.visitor())
    assert states(meeting) == []


@pytest.mark.usefixtures("english")
def test_after_it_began_nobody_signs_up_or_off():
    meeting = make_meeting()
    (own,) = meeting.sign_up(1)
    move(meeting.session, timezone.now() - timedelta(minutes=1))

    with pytest.raises(Refused, match="begun"):
        sessions.sign_up(meeting.session, meeting.visitor())
    with pytest.raises(Refused, match="begun"):
        sessions.sign_off(meeting.session, own.user)


def test_after_sign_up_closed_one_can_still_sign_off_and_the_line_moves_up():
    meeting = make_meeting(capacity=1)
    first, _second = meeting.sign_up(2)
    meeting.session.sign_up_closes_at = timezone.now() - timedelta(hours=1)
    meeting.session.save()

    sessions.sign_off(meeting.session, first.user)

    assert states(meeting) == ["cancelled", "signed_up"]


def test_another_session_at_that_time_is_said_and_does_not_stop_anybody():
    meeting = make_meeting()
    other = make_meeting(title="Iets anders", open_to_all=True)
    visitor = meeting.visitor()
    sessions.sign_up(other.session, visitor)

    page = signed_in(visitor).get(reverse("session", args=[meeting.session.pk])).content.decode()
    answer = post(visitor, "session_sign_up", meeting)

    assert "Iets anders" in page
    assert any("Iets anders" in str(message) for message in answer.context["messages"])
    assert states(meeting) == ["signed_up"]


def test_a_session_right_after_another_is_no_clash():
    meeting = make_meeting()
    other = make_meeting(starts_at=meeting.session.ends_at, open_to_all=True)
    visitor = meeting.visitor()
    sessions.sign_up(other.session, visitor)

    assert not sessions.at_the_same_time(meeting.session, visitor).exists()


@pytest.mark.usefixtures("english")
def test_a_proposal_takes_no_sign_ups():
    meeting = make_proposal()
    with pytest.raises(Refused, match="not been confirmed"):
        sessions.sign_up(meeting.session, make_user())


class TestAnyOrder(TestCase):
    """Whatever people do in whatever order."""

    @given(
        capacity=st.integers(1, 3),
        doings=st.lists(st.tuples(st.integers(0, 5), st.sampled_from(["up", "off"])), max_size=16),
    )
    @settings(max_examples=25)
    def test_no_place_is_given_twice_none_stays_empty_and_nobody_is_passed_over(self, capacity, doings):
        meeting = make_meeting(capacity=capacity)
        people = meeting.visitors(6)
        for number, doing in doings:
            if doing == "up":
                sessions.sign_up(meeting.session, people[number])
            else:
                sessions.sign_off(meeting.session, people[number])
        active = list(SignUp.objects.filter(session=meeting.session).exclude(state="cancelled").order_by("number"))
        expected = ["signed_up"] * min(capacity, len(active)) + ["waiting"] * max(len(active) - capacity, 0)
        assert [one.state for one in active] == expected
        assert len({one.user_id for one in active}) == len(active)
