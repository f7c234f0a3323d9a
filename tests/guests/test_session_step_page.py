"""The page of the step says what counts, what one can go to and what one signed up for."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from courses.enrol import enrol
from guests import interest, sessions
from guests.models import Interest
from tests.factories.courses import make_course
from tests.factories.people import make_user
from tests.factories.session_steps import make_session_step
from tests.factories.sessions import make_meeting, new_session

from .conftest import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def course(home):
    return make_course("Sociaal inkopen", lessons=0)


@pytest.fixture
def step(course):
    return make_session_step(course, intro="Kom met een vraag.")


def page_of(user, step) -> str:
    return " ".join(signed_in(user).get(step.url).content.decode().split())


def test_sessions_that_count_and_one_may_go_to_are_shown_with_the_places(course, step):
    meeting = make_meeting(course=course, title="Telt mee", capacity=3)
    foreign, other = make_meeting(course=course, title="Elders"), make_meeting(title="Iets anders")
    meeting.sign_up(1)

    page = page_of(meeting.visitor(), step)

    assert "Kom met een vraag." in page
    assert "Telt mee" in page
    assert "2 van 3 plaatsen zijn vrij." in page
    assert reverse("session", args=[meeting.session.pk]) in page
    assert foreign.session.title not in page
    assert other.session.title not in page
    assert reverse("session_interest", args=[course.pk]) not in page


def test_a_full_session_offers_the_waiting_list_and_the_own_place_is_named(course, step):
    meeting = make_meeting(course=course, capacity=1)
    placed, waiting = meeting.sign_up(2)

    assert "Alle plaatsen zijn bezet. U kunt op de wachtlijst." in page_of(meeting.visitor(), step)
    assert "U hebt een plaats" in page_of(placed.user, step)
    assert "U staat op de wachtlijst" in page_of(waiting.user, step)


def test_what_is_over_or_off_is_not_offered(course, step):
    meeting = make_meeting(course=course, title="Gaat niet door")
    (own,) = meeting.sign_up(1)
    sessions.cancel(meeting.session, "Ziek")

    assert "Gaat niet door" not in page_of(own.user, step)


def test_without_a_date_one_says_that_one_would_come_and_is_back_at_the_step(course, step):
    user = make_user()
    client, address = signed_in(user), reverse("session_interest", args=[course.pk])
    assert address in page_of(user, step)

    assert client.post(address, {"step": step.slug}).url == step.url
    assert Interest.objects.get().user == user
    assert "Nee, niet meer" in page_of(user, step)
    assert client.post(address, {"step": step.slug, "take_back": "1"}).url == step.url
    assert not interest.is_interested(user, course)


@pytest.mark.parametrize("slug", ["bestaat-niet", "https://elders.example/", ""])
def test_another_word_leads_to_the_course(course, step, slug):
    assert (
        signed_in(make_user()).post(reverse("session_interest", args=[course.pk]), {"step": slug}).url
        == course.get_url()
    )


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({}, "een sessie over deze cursus"),
        ({"subject": "any"}, "een sessie met een sociaal ondernemer"),
        ({"session_kind": "online"}, "een sessie zijn die u online kunt volgen"),
        ({"session_kind": "on_site"}, "waar mensen elkaar op locatie ontmoeten"),
        ({"recorded": True}, "Bekijk de opname op deze pagina. Dat telt ook."),
        ({"required": False}, "U rondt de cursus ook zonder deze stap af."),
    ],
)
def test_it_says_what_counts(course, fields, words):
    assert words in page_of(make_user(), make_session_step(course, **fields))


def test_a_visitor_is_asked_to_sign_in(step, client):
    assert client.get(step.url).status_code == 302


def test_more_sessions_cost_no_more_queries(course, step):
    meeting = make_meeting(course=course)
    user = meeting.visitor()
    enrol(user, course)
    client = signed_in(user)
    client.get(step.url)

    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as seen:
            assert client.get(step.url).status_code == 200
        return len(seen)

    few = queries()
    for number in range(4):
        more = new_session(meeting.organisation, meeting.presenter, course=course, title=f"Sessie {number}")
        sessions.propose(more, meeting.host, sessions.Side.HOST)
        sides = frozenset({sessions.Side.PRESENTER})
        sessions.confirm(more, meeting.presenter, sides, sessions.version_of(more))
        sessions.sign_up(more, user)
    assert queries() == few
