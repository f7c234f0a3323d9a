"""Who sees and organises which session: both sides, their colleagues, visitors and outsiders."""

import pytest
from django.urls import reverse

from guests import sessions
from tests.factories.guests import make_entrepreneur
from tests.factories.hr import make_municipality
from tests.factories.people import make_member, make_user
from tests.factories.sessions import make_meeting, make_proposal

from .conftest import signed_in

pytestmark = pytest.mark.django_db
ORGANISING = [
    ("get", "session_change"),
    ("post", "session_change"),
    ("get", "session_cancel"),
    ("post", "session_cancel"),
    ("post", "session_confirm"),
]
TAKING_PART = [("get", "session"), ("post", "session_sign_up"), ("post", "session_sign_off")]


def call(user, method: str, name: str, *arguments) -> int:
    return getattr(signed_in(user), method)(reverse(name, args=arguments)).status_code


@pytest.mark.parametrize(("method", "name"), ORGANISING)
def test_who_may_organise(method, name):
    meeting = make_meeting()
    pk = meeting.session.pk
    colleague = make_member(meeting.organisation, role="hr")
    partner = make_entrepreneur(meeting.presenter.enterprises.get())

    for user in (meeting.host, colleague, meeting.presenter, partner):
        assert call(user, method, name, pk) in (200, 302)
    outsiders = [meeting.visitor(), make_municipality().officer, make_entrepreneur(), make_user()]
    for user in outsiders:
        assert call(user, method, name, pk) == call(user, method, name, 987654) == 404


@pytest.mark.parametrize(("method", "name"), TAKING_PART)
def test_people_of_the_municipality_take_part_and_others_do_not(method, name):
    meeting = make_meeting()
    pk = meeting.session.pk

    assert call(meeting.visitor(), method, name, pk) in (200, 302)
    for user in (make_municipality().officer, make_entrepreneur(), make_user()):
        assert call(user, method, name, pk) == call(user, method, name, 987654) == 404


@pytest.mark.parametrize(("method", "name"), TAKING_PART)
def test_everybody_takes_part_in_what_is_open_to_all(method, name):
    meeting = make_meeting(open_to_all=True)
    assert call(make_user(), method, name, meeting.session.pk) in (200, 302)


def test_who_left_the_municipality_keeps_the_session_they_signed_up_for_and_sees_no_other():
    meeting = make_meeting()
    (own,) = meeting.sign_up(1)
    other = make_meeting()
    own.user.memberships.update(ended_on="2026-01-01")

    assert call(own.user, "get", "session", meeting.session.pk) == 200
    assert call(own.user, "get", "session", other.session.pk) == 404


def test_a_proposal_is_seen_by_the_two_sides_only():
    meeting = make_proposal()
    pk = meeting.session.pk

    assert call(meeting.host, "get", "session", pk) == 200
    assert call(meeting.presenter, "get", "studio_session", pk) == 200
    assert call(meeting.visitor(), "get", "session", pk) == 404
    assert meeting.session not in sessions.sessions_to_attend(meeting.visitor())


def test_the_page_in_the_studio_is_of_the_enterprise_only():
    meeting = make_meeting()
    pk = meeting.session.pk

    assert call(make_entrepreneur(meeting.presenter.enterprises.get()), "get", "studio_session", pk) == 200
    for user in (make_entrepreneur(), meeting.host, meeting.visitor()):
        assert call(user, "get", "studio_session", pk) == 404


def test_proposing_is_for_hosts_and_entrepreneurs():
    meeting = make_meeting()

    assert call(meeting.host, "get", "session_new") == 200
    assert call(meeting.visitor(), "get", "session_new") == 404
    assert call(meeting.presenter, "get", "session_new") == 404
    assert call(meeting.presenter, "get", "studio_new_session") == 200
    assert call(meeting.host, "get", "studio_new_session") == 404


def test_the_list_shows_each_what_is_theirs():
    meeting, proposal = make_meeting(title="Bevestigd"), make_proposal(title="Voorstel")

    host = signed_in(meeting.host).get(reverse("sessions")).content.decode()
    assert "Bevestigd" in host
    assert "Voorstel" not in host
    assert "Voorstel" in signed_in(proposal.host).get(reverse("sessions")).content.decode()
    assert "Voorstel" in signed_in(proposal.presenter).get(reverse("studio_sessions")).content.decode()
    outsider = signed_in(make_user()).get(reverse("sessions")).content.decode()
    assert "Bevestigd" not in outsider
    assert "Voorstel" not in outsider


def test_a_visitor_is_asked_to_sign_in(client):
    meeting = make_meeting()
    for name in ("session", "session_change", "studio_session"):
        answer = client.get(reverse(name, args=[meeting.session.pk]))
        assert answer.status_code == 302
        assert answer.url.startswith("/accounts/login/")


def test_the_link_is_shown_to_who_has_a_place_and_to_the_two_sides_only():
    meeting = make_meeting(capacity=1)
    own, waiting = meeting.sign_up(2)
    address = reverse("session", args=[meeting.session.pk])

    for user in (own.user, meeting.host):
        assert meeting.session.link in signed_in(user).get(address).content.decode()
    for user in (waiting.user, meeting.visitor()):
        assert meeting.session.link not in signed_in(user).get(address).content.decode()


@pytest.mark.row("P19")
def test_the_entrepreneur_reads_no_name_of_staff():
    meeting = make_meeting()
    visitor = meeting.visitor(name="Geheime Ambtenaar")
    sessions.sign_up(meeting.session, visitor)

    page = signed_in(meeting.presenter).get(reverse("studio_session", args=[meeting.session.pk])).content.decode()

    for words in ("Geheime Ambtenaar", visitor.email, meeting.host.name, meeting.host.email):
        assert words not in page


def test_reading_never_writes():
    meeting = make_meeting()
    for name in ("session_sign_up", "session_sign_off", "session_confirm"):
        assert call(meeting.host, "get", name, meeting.session.pk) == 405
    assert not meeting.session.sign_ups.exists()
