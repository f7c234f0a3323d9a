"""A meeting is changed or called off: who comes hears it, in the calendar too once the plan was settled."""

from datetime import timedelta

import icalendar
import pytest
from django.urls import reverse
from django.utils import timezone

from cms.refused import Refused
from guests import meetings, table_plan
from guests.calendar_files import feed
from guests.meeting_forms import MeetingForm
from guests.meeting_mail import meeting_entries
from guests.models import Meeting
from guests.sessions import Changed, version_of
from tests.factories.meetings import make_gathering, typed, written

from .conftest import signed_in

pytestmark = pytest.mark.django_db


def change(gathering, **changes) -> bool:
    now = Meeting.objects.get(pk=gathering.meeting.pk)
    return meetings.change(now, written(now, **changes), version_of(now))


def events(mail) -> list:
    return icalendar.Calendar.from_ical(mail.calendar).walk("VEVENT")


def test_before_the_plan_is_settled_people_hear_of_a_change_without_a_calendar_entry():
    gathering = make_gathering().filled(1, 1, 1)
    assert change(gathering, place="Bibliotheek") is True

    mails = gathering.mails("changed")
    assert len(mails) == 3
    assert all("Bibliotheek" in mail.body and not mail.calendar for mail in mails)


def test_after_that_the_entry_in_the_calendar_follows():
    gathering = make_gathering().filled(1, 1, 1).settled()
    later = timedelta(hours=1)
    meeting = gathering.meeting
    moved = {name: getattr(meeting, name) + later for name in ("starts_at", "ends_at", "first_round_at")}
    change(gathering, **moved)

    for mail in gathering.mails("changed"):
        (event,) = events(mail)
        assert event["SEQUENCE"] == 2
        assert event["DTSTART"].dt == moved["starts_at"]


def test_what_nobody_has_to_know_is_not_mailed():
    gathering = make_gathering().filled(1, 1, 1)
    assert change(gathering, open_form=False) is True
    assert change(gathering) is False
    assert not gathering.mails("changed")


def test_other_numbers_of_rounds_end_a_proposal_and_are_refused_once_it_is_settled():
    gathering = make_gathering().filled()
    table_plan.propose(gathering.meeting)
    change(gathering, rounds=2)
    assert not gathering.meeting.conversations.exists()

    gathering.meeting.refresh_from_db()
    gathering.settled()
    with pytest.raises(Refused):
        change(gathering, tables=1)
    assert gathering.meeting.conversations.exists()


def test_who_saves_after_somebody_else_is_asked_to_look_first():
    gathering = make_gathering()
    old = version_of(gathering.meeting)
    change(gathering, title="Nieuwe titel")
    with pytest.raises(Changed):
        meetings.change(gathering.meeting, written(gathering.meeting, title="Mijn titel"), old)

    address = reverse("meeting_change", args=[gathering.meeting.pk])
    page = signed_in(gathering.organiser).post(address, typed(title="Mijn titel") | {"version": old}).content.decode()
    assert "Mijn titel" in page
    assert "Nieuwe titel" in page


def test_calling_it_off_takes_it_out_of_every_calendar_once():
    gathering = make_gathering().filled(1, 2, 1).settled()
    assert meetings.cancel(gathering.meeting, "De zaal is niet beschikbaar.") is True
    assert meetings.cancel(gathering.meeting, "Nog eens.") is False

    mails = gathering.mails("cancelled")
    assert len(mails) == 4
    for mail in mails:
        (event,) = events(mail)
        assert "METHOD:CANCEL" in mail.calendar
        assert str(event["STATUS"]) == "CANCELLED"
        assert "De zaal is niet beschikbaar." in mail.body


def test_what_has_begun_is_not_changed_or_called_off():
    gathering = make_gathering().filled().held()
    with pytest.raises(Refused):
        change(gathering, title="Te laat")
    with pytest.raises(Refused):
        meetings.cancel(gathering.meeting, "Te laat.")


def test_the_feed_of_a_person_holds_meetings_with_a_settled_plan():
    gathering = make_gathering().filled(1, 1, 1)
    host = table_plan.cast_of(gathering.meeting).hosts[0].user
    since = timezone.now() - timedelta(days=1)
    assert meeting_entries(host, since) == []

    gathering.settled()
    (event,) = icalendar.Calendar.from_ical(feed(meeting_entries(host, since))).walk("VEVENT")
    assert str(event["UID"]) == gathering.meeting.uid

    meetings.cancel(gathering.meeting, "Ziek.")
    assert meeting_entries(host, since) == []


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"rounds": "12"}, "rounds"),
        ({"first_round": "13:00"}, "first_round"),
        ({"rounds": "veel"}, "rounds"),
        ({"rounds": "0"}, "rounds"),
        ({"minutes": ""}, "minutes"),
        ({"tables": "101"}, "tables"),
        ({"place": ""}, "place"),
        ({"ends": "13:00"}, "ends"),
        ({"day": "2020-01-01"}, "day"),
        ({"first_round": "half drie"}, "first_round"),
    ],
)
def test_a_meeting_that_cannot_be_is_refused_at_the_field_it_is_about(changes, field):
    form = MeetingForm(typed(**changes))
    assert not form.is_valid()
    assert list(form.errors) == [field]


def test_without_a_time_the_first_round_begins_at_once():
    form = MeetingForm(typed(first_round=""))
    assert form.is_valid()
    assert form.cleaned_data["first_round_at"] == form.cleaned_data["starts_at"]


def test_a_meeting_is_organised_with_the_form():
    gathering = make_gathering()
    answer = signed_in(gathering.organiser).post(reverse("meeting_new"), typed())

    made = Meeting.objects.latest("pk")
    assert answer.url == reverse("meeting", args=[made.pk])
    assert (made.organisation, made.organiser) == (gathering.organisation, gathering.organiser)
    assert timezone.localtime(made.begin_of(2)).strftime("%H:%M") == "14:45"
