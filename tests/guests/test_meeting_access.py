"""Who sees and organises which meeting: the organiser, colleagues, entrepreneurs and outsiders."""

import pytest
from django.test import Client
from django.urls import reverse

from guests.models import Meeting
from people.models import Membership
from tests.factories.guests import make_entrepreneur
from tests.factories.hr import make_municipality
from tests.factories.meetings import make_gathering, typed
from tests.factories.people import make_member, make_user

from .conftest import signed_in

pytestmark = pytest.mark.django_db
ORGANISING = [
    ("get", "meeting_change"),
    ("post", "meeting_change"),
    ("get", "meeting_cancel"),
    ("post", "meeting_cancel"),
    ("get", "meeting_participants"),
    ("get", "meeting_add_sme"),
    ("post", "meeting_add_sme"),
    ("get", "meeting_plan"),
    ("post", "meeting_plan"),
    ("post", "meeting_plan_make"),
    ("post", "meeting_plan_settle"),
    ("post", "meeting_plan_repair"),
    ("get", "meeting_plan_print"),
    ("get", "meeting_outcomes"),
    ("get", "hr_meeting_outcomes_csv"),
]


def call(user, method: str, name: str, *arguments) -> int:
    return getattr(signed_in(user), method)(reverse(name, args=arguments)).status_code


@pytest.mark.parametrize(("method", "name"), ORGANISING)
def test_the_organiser_and_the_officers_of_the_municipality_organise_and_nobody_else(method, name):
    gathering = make_gathering()
    pk = gathering.meeting.pk
    officer = make_member(gathering.organisation, role="hr")
    lead = make_member(gathering.organisation, role=Membership.Role.TEAM_LEAD)

    for user in (gathering.organiser, officer):
        assert call(user, method, name, pk) in (200, 302)
    outsiders = [gathering.colleague(), lead, make_municipality().officer, make_entrepreneur(), make_user()]
    for user in outsiders:
        assert call(user, method, name, pk) == call(user, method, name, 987654) == 404


def test_a_team_lead_organises_own_meetings():
    gathering = make_gathering()
    lead = make_member(gathering.organisation, role=Membership.Role.TEAM_LEAD)
    assert signed_in(lead).post(reverse("meeting_new"), typed()).status_code == 302

    own = lead_meeting(lead)
    assert call(lead, "get", "meeting_participants", own) == 200
    lead.memberships.update(ended_on="2026-01-01")
    assert call(lead, "get", "meeting_participants", own) == 404


def lead_meeting(lead) -> int:
    return Meeting.objects.get(organiser=lead).pk


def test_who_organises_a_meeting_finds_it_once_among_what_comes():
    gathering = make_gathering()
    link = f'href="{reverse("meeting", args=[gathering.meeting.pk])}"'
    for user in (gathering.organiser, gathering.colleague()):
        assert signed_in(user).get(reverse("meetings")).content.decode().count(link) == 1


def test_who_only_works_there_organises_nothing():
    gathering = make_gathering()
    assert call(gathering.colleague(), "get", "meeting_new") == 404
    assert call(make_entrepreneur(), "get", "meeting_new") == 404


@pytest.mark.parametrize(("method", "name"), [("get", "meeting"), ("post", "meeting_help")])
def test_colleagues_help_and_others_do_not(method, name):
    gathering = make_gathering()
    pk = gathering.meeting.pk
    assert call(gathering.colleague(), method, name, pk) in (200, 302)
    for user in (make_municipality().officer, make_entrepreneur(), make_user()):
        assert call(user, method, name, pk) == call(user, method, name, 987654) == 404


def test_who_left_keeps_the_page_of_the_meeting_they_signed_up_for():
    gathering = make_gathering()
    host = gathering.host().user
    host.memberships.update(ended_on="2026-01-01")
    assert call(host, "get", "meeting", gathering.meeting.pk) == 200


def test_the_studio_is_for_entrepreneurs():
    gathering = make_gathering()
    assert call(make_entrepreneur(), "get", "studio_meetings") == 200
    for user in (gathering.organiser, gathering.colleague()):
        assert call(user, "get", "studio_meetings") == 404


def test_nobody_removes_or_wishes_with_participants_of_another_meeting():
    gathering, other = make_gathering(), make_gathering().filled()
    elsewhere = other.sme()
    pk = gathering.meeting.pk
    wish = other.meeting.pair_rules.create(enterprise=other.enterprise(), sme=elsewhere, kind="pin")

    assert call(gathering.organiser, "post", "meeting_remove", pk, elsewhere.pk) == 404
    assert call(gathering.organiser, "post", "meeting_wish_drop", pk, wish.pk) == 404
    form = {"enterprise": wish.enterprise.pk, "sme": elsewhere.pk, "kind": "pin"}
    signed_in(gathering.organiser).post(reverse("meeting_plan", args=[pk]), form)
    assert not gathering.meeting.pair_rules.exists()


def test_a_colleague_reads_no_address_and_no_plan_before_it_is_settled():
    gathering = make_gathering().filled()
    page = signed_in(gathering.colleague()).get(reverse("meeting", args=[gathering.meeting.pk])).content.decode()
    for one in gathering.meeting.participants.all():
        assert one.address not in page
        assert one.shown_name not in page


def test_a_visitor_is_asked_to_sign_in_but_for_the_open_pages():
    gathering = make_gathering()
    own = gathering.sme()
    pk = gathering.meeting.pk
    for name in ("meeting", "meeting_plan", "meeting_participants"):
        assert Client().get(reverse(name, args=[pk])).url.startswith("/accounts/login/")
    for name, argument in (("meeting_sign_up", pk), ("meeting_sign_up_sent", pk), ("meeting_own", own.key)):
        assert Client().get(reverse(name, args=[argument])).status_code == 200
    for name in ("meeting_own", "meeting_outcome", "meeting_own_calendar"):
        assert Client().get(reverse(name, args=["geraden"])).status_code == 404
