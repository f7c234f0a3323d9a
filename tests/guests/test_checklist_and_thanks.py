"""What each side ticks, what a reminder says of it, and thanks after the session."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from cms.refused import Refused
from guests import checklist, thanks
from guests.models import Preparation
from guests.session_reminders import mail_session_reminders
from guests.sides import Side
from people.models import OutboxMail
from tests.factories.sessions import make_meeting, move

from .conftest import signed_in
from .test_presenter_page import link_of, links_in, over

pytestmark = pytest.mark.django_db


def ticked(meeting) -> set[str]:
    return set(meeting.session.ticks.values_list("item", flat=True))


def test_each_side_ticks_its_own_list_only(client):
    meeting = make_meeting()
    address = reverse("session_checklist", args=[meeting.session.pk])

    signed_in(meeting.host).post(address, {"done": ["fee", "goal", "fee_agreed", "onzin"]})
    assert ticked(meeting) == {"fee", "goal"}
    signed_in(meeting.presenter).post(address, {"done": ["fee_agreed"], "side": "presenter"})
    assert ticked(meeting) == {"fee", "goal", "fee_agreed"}
    client.post(f"{link_of(meeting)}checklist/", {"done": ["clients"], "side": "host"})
    assert ticked(meeting) == {"fee", "goal", "clients"}
    signed_in(meeting.host).post(address, {"done": ["fee"]})
    assert ticked(meeting) == {"fee", "clients"}


def test_outsiders_and_the_host_in_the_name_of_the_presenter_tick_nothing():
    meeting = make_meeting()
    address = reverse("session_checklist", args=[meeting.session.pk])
    for user in (meeting.visitor(), make_meeting().host, make_meeting().presenter):
        assert signed_in(user).post(address, {"done": ["fee"]}).status_code == 404
    assert signed_in(meeting.host).post(address, {"done": ["clients"], "side": "presenter"}).status_code == 404
    assert ticked(meeting) == set()


def test_what_comes_after_the_session_is_asked_after_it():
    meeting = make_meeting()
    keys = [item.key for item in checklist.open_items(meeting.session, Side.HOST)]
    assert "answer" not in keys
    over(meeting)
    assert "answer" in [item.key for item in checklist.open_items(meeting.session, Side.HOST)]


def reminded(days: float):
    meeting = make_meeting()
    (own,) = meeting.sign_up(1)
    move(meeting.session, timezone.now() + timedelta(days=days))
    long_ago = timezone.now() - timedelta(days=60)
    meeting.session.confirmed_by_host_at = meeting.session.confirmed_by_presenter_at = long_ago
    meeting.session.save()
    meeting.session.sign_ups.update(moved_up_at=long_ago)
    checklist.keep_ticks(meeting.session, {Side.HOST}, {"fee"}, meeting.host)
    mail_session_reminders()
    mails = {mail.user: mail.body for mail in OutboxMail.objects.filter(key__startswith="session-reminder")}
    return meeting, mails, mails[own.user]


def test_a_week_before_each_side_reads_what_is_open_on_its_own_list_and_participants_do_not():
    meeting, mails, participant = reminded(6.9)
    open_lines = {mails[user].count("\n- ") for user in (meeting.host, meeting.presenter)}
    assert mails[meeting.host].count("\n- ") == len(checklist.open_items(meeting.session, Side.HOST)) == 5
    assert mails[meeting.presenter].count("\n- ") == len(checklist.open_items(meeting.session, Side.PRESENTER))
    assert open_lines
    assert "\n- " not in participant


def test_a_day_before_nobody_reads_a_list():
    _meeting, mails, _participant = reminded(0.9)
    assert mails
    assert all("\n- " not in body for body in mails.values())


def test_the_host_thanks_once_after_the_session_and_the_presenter_gets_it_with_a_link():
    meeting = over(make_meeting())
    address = reverse("session_thanks", args=[meeting.session.pk])
    assert meeting.session.title in signed_in(meeting.host).get(address).context["form"]["thanks"].value()

    signed_in(meeting.host).post(address, {"thanks": "Dank voor uw eerlijke verhaal."})
    again = signed_in(meeting.host).post(address, {"thanks": "Nog eens dank."})

    (mail,) = OutboxMail.objects.filter(key__startswith="session-thanks")
    assert mail.user == meeting.presenter
    assert "Dank voor uw eerlijke verhaal." in mail.body
    assert len(links_in([mail])) == 1
    assert again.context["problem"]
    assert Preparation.objects.get().thanks == "Dank voor uw eerlijke verhaal."
    page = signed_in(meeting.presenter).get(reverse("studio_session", args=[meeting.session.pk]))
    assert "Dank voor uw eerlijke verhaal." in page.content.decode()


def test_thanks_before_the_end_or_without_words_are_refused():
    meeting = make_meeting()
    with pytest.raises(Refused):
        thanks.thank(meeting.session, "Dank u")
    over(meeting)
    page = signed_in(meeting.host).post(reverse("session_thanks", args=[meeting.session.pk]), {"thanks": ""})
    assert page.context["form"].errors["thanks"]
    assert not OutboxMail.objects.filter(key__startswith="session-thanks").exists()


def test_only_the_host_thanks():
    meeting = over(make_meeting())
    address = reverse("session_thanks", args=[meeting.session.pk])
    for user in (meeting.presenter, meeting.visitor(), make_meeting().host):
        assert signed_in(user).get(address).status_code == 404
        assert signed_in(user).post(address, {"thanks": "Dank"}).status_code == 404
