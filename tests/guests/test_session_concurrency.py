"""Many people want the last places at once, with threads and connections of their own, on both databases."""

import pytest

from guests import sessions
from guests.models import SignUp
from people.models import OutboxMail
from tests.factories.people import make_user
from tests.factories.sessions import make_meeting
from tests.quizzes.test_concurrency import all_at_once

pytestmark = pytest.mark.django_db(transaction=True)
PEOPLE = 50
LAST_PLACES = 3


def in_order(session) -> list[tuple[int, str]]:
    return list(SignUp.objects.filter(session=session).order_by("number").values_list("number", "state"))


def test_fifty_at_once_for_the_last_three_places_give_three_places_and_a_line_of_forty_seven():
    meeting = make_meeting(capacity=LAST_PLACES, open_to_all=True)
    people = [make_user() for _number in range(PEOPLE)]

    answers = all_at_once(lambda number: sessions.sign_up(meeting.session, people[number]).state, times=PEOPLE)

    assert sorted(map(str, answers)) == ["signed_up"] * LAST_PLACES + ["waiting"] * (PEOPLE - LAST_PLACES)
    expected = [(n, "signed_up" if n <= LAST_PLACES else "waiting") for n in range(1, PEOPLE + 1)]
    assert in_order(meeting.session) == expected
    assert OutboxMail.objects.filter(key__startswith="session-place").count() == LAST_PLACES
    assert OutboxMail.objects.filter(key__startswith="session-waiting").count() == PEOPLE - LAST_PLACES


def test_signing_off_at_once_moves_up_as_many_and_in_order():
    meeting = make_meeting(capacity=4, open_to_all=True)
    people = [make_user() for _number in range(10)]
    for person in people:
        sessions.sign_up(meeting.session, person)

    gone = all_at_once(lambda number: sessions.sign_off(meeting.session, people[number]), times=4)

    assert gone == [True] * 4
    states = [state for _number, state in in_order(meeting.session)]
    assert states == ["cancelled"] * 4 + ["signed_up"] * 4 + ["waiting"] * 2
    assert OutboxMail.objects.filter(key__startswith="session-moved-up").count() == 4


def test_a_double_click_gives_one_place():
    meeting = make_meeting(capacity=2, open_to_all=True)
    person = make_user()

    all_at_once(lambda _number: sessions.sign_up(meeting.session, person).pk, times=8)

    assert in_order(meeting.session) == [(1, "signed_up")]
