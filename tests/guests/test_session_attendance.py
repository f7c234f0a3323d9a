"""Who was there: by the list of the host, or by the code at the door on the day itself."""

from datetime import datetime, time, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from cms.refused import Refused
from guests import attendance, sessions
from guests.models import Session, SignUp
from people.models import JobTitle, Membership
from tests.factories.guests import make_editor, make_entrepreneur
from tests.factories.hr import make_municipality
from tests.factories.people import make_member, make_user
from tests.factories.sessions import make_meeting, move

from .conftest import signed_in

pytestmark = pytest.mark.django_db


def today():
    """At some time of today, begun or not."""
    return datetime.combine(timezone.localdate(), time(20, 0), timezone.get_default_timezone())


def meeting_today(count: int = 2, **fields):
    meeting = make_meeting(**fields)
    own = meeting.sign_up(count)
    move(meeting.session, today())
    return meeting, own


def there(session) -> set[int]:
    return set(SignUp.objects.filter(session=session, attended_at__isnull=False).values_list("pk", flat=True))


def test_the_host_ticks_who_was_there_and_takes_a_mistake_back():
    meeting, (first, second) = meeting_today()
    client, address = signed_in(meeting.host), reverse("session_participants", args=[meeting.session.pk])

    client.post(address, {"present": [first.pk, second.pk]})
    assert there(meeting.session) == {first.pk, second.pk}
    client.post(address, {"present": [first.pk], "was": [first.pk, second.pk]})
    assert there(meeting.session) == {first.pk}


def test_who_came_in_by_the_door_after_the_list_was_opened_stays_present():
    meeting, (first, second) = meeting_today()
    attendance.enter(meeting.session, second.user)

    attendance.keep_list(meeting.session, {first.pk}, was_present=set())

    assert there(meeting.session) == {first.pk, second.pk}


def test_the_list_is_not_ticked_before_the_day():
    meeting = make_meeting()
    (own,) = meeting.sign_up(1)

    page = signed_in(meeting.host).get(reverse("session_participants", args=[meeting.session.pk]))

    assert own.user.name in page.content.decode()
    assert 'type="checkbox"' not in page.content.decode()
    with pytest.raises(Refused):
        attendance.keep_list(meeting.session, {own.pk}, set())


def test_only_who_has_a_place_in_this_session_is_ticked():
    meeting, (_own, waiting) = meeting_today(capacity=1)
    _other, (foreign, _second) = meeting_today()

    attendance.keep_list(meeting.session, {waiting.pk, foreign.pk, 987654}, set())

    assert there(meeting.session) == set()
    assert foreign.pk not in SignUp.objects.filter(attended_at__isnull=False).values_list("pk", flat=True)


def test_the_list_with_names_is_for_hosts_only():
    meeting, (own, _second) = meeting_today()
    address = reverse("session_participants", args=[meeting.session.pk])

    for user in (meeting.presenter, own.user, make_municipality().officer, make_entrepreneur(), make_user()):
        assert signed_in(user).get(address).status_code == 404
        assert signed_in(user).post(address, {"present": [own.pk]}).status_code == 404
    assert there(meeting.session) == set()


def test_a_team_lead_and_an_editor_see_names_only_of_what_they_host_themselves():
    meeting, _own = meeting_today()
    lead, editor = make_member(meeting.organisation, role="team_lead"), make_editor()
    address = reverse("session_participants", args=[meeting.session.pk])

    for user in (lead, editor):
        assert signed_in(user).get(address).status_code == 404
        assert address not in signed_in(user).get(reverse("session", args=[meeting.session.pk])).content.decode()
        Session.objects.filter(pk=meeting.session.pk).update(host=user)
        assert signed_in(user).get(address).status_code == 200


def test_at_the_door_one_button_says_that_one_is_there():
    meeting, (own, _second) = meeting_today()
    client, address = signed_in(own.user), reverse("session_door", args=[meeting.session.door_key])

    client.get(address)
    assert there(meeting.session) == set()
    client.post(address)
    client.post(address)
    assert there(meeting.session) == {own.pk}


@pytest.mark.parametrize("days", [-1, 1])
def test_the_door_is_closed_on_another_day(days):
    meeting, (own, _second) = meeting_today()
    move(meeting.session, today() + timedelta(days=days))

    answer = signed_in(own.user).post(reverse("session_door", args=[meeting.session.door_key]), follow=True)

    assert len(answer.context["messages"]) == 1
    assert there(meeting.session) == set()


def test_who_has_no_place_is_not_let_in():
    meeting, (_own, waiting) = meeting_today(capacity=1)

    for user in (waiting.user, meeting.visitor(), make_user()):
        answer = signed_in(user).post(reverse("session_door", args=[meeting.session.door_key]), follow=True)
        assert len(answer.context["messages"]) == 1
    assert there(meeting.session) == set()


def test_an_unknown_door_and_one_of_a_session_that_is_off_are_404(client):
    meeting, (own, _second) = meeting_today()
    visitor = signed_in(own.user)
    assert visitor.get(reverse("session_door", args=["bestaat-niet"])).status_code == 404
    assert client.get(reverse("session_door", args=[meeting.session.door_key])).status_code == 302
    meeting.session.cancelled_at = timezone.now()
    meeting.session.save()
    assert visitor.get(reverse("session_door", args=[meeting.session.door_key])).status_code == 404


def test_both_sides_can_hang_up_the_code_and_nobody_else():
    meeting, (own, _second) = meeting_today()
    address = reverse("session_door_sign", args=[meeting.session.pk])

    for user in (meeting.host, meeting.presenter):
        page = signed_in(user).get(address).content.decode()
        assert meeting.session.door_key in page
        assert "<svg" in page
    for user in (own.user, make_entrepreneur()):
        assert signed_in(user).get(address).status_code == 404


def test_the_presenter_sees_roles_of_five_and_more_and_names_of_who_agreed():
    meeting = make_meeting()
    buyer, advisor = (
        JobTitle.objects.create(organisation=meeting.organisation, name=name) for name in ("Inkoper", "Jurist")
    )
    people = meeting.visitors(11)
    for number, user in enumerate(people):
        title = buyer if number < 5 else advisor if number < 7 else None
        Membership.objects.filter(user=user).update(job_title=title)
        sessions.sign_up(meeting.session, user, name_shown=number == 0)

    who = attendance.who_comes(meeting.session)

    assert who.groups == [("Inkoper", 5)]
    assert (who.others, who.names) == (6, [people[0].name])
    page = signed_in(meeting.presenter).get(reverse("studio_session", args=[meeting.session.pk])).content.decode()
    assert "Jurist" not in page
    assert people[0].name in page
    assert people[1].name not in page
