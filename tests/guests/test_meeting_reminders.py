"""A week and a day before a meeting everybody who comes is reminded, once each, with where they go when."""

from datetime import timedelta

import pytest
from django.utils import timezone

from guests import meetings
from guests.meeting_reminders import mail_meeting_reminders
from guests.models import Meeting
from guests.schedules import schedule_of
from tests.factories.meetings import make_gathering, move

pytestmark = pytest.mark.django_db


@pytest.fixture
def planned():
    """Settled long ago, and four people come."""
    gathering = make_gathering().filled(1, 2, 1).settled()
    Meeting.objects.update(settled_at=timezone.now() - timedelta(days=30))
    gathering.meeting.refresh_from_db()
    return gathering


def begins_in(gathering, **delta) -> None:
    gathering.meeting.refresh_from_db()
    move(gathering.meeting, timezone.now() + timedelta(**delta))


def test_everybody_is_reminded_twice(planned):
    assert mail_meeting_reminders() == 0
    begins_in(planned, days=6, hours=20)
    assert (mail_meeting_reminders(), mail_meeting_reminders()) == (4, 0)
    begins_in(planned, hours=20)
    assert (mail_meeting_reminders(), mail_meeting_reminders()) == (4, 0)

    for mail in planned.mails("reminder-1"):
        who = meetings.participant_behind(planned.meeting.participants.get(pk=mail.key.split(":")[2]).key)
        assert all(turn.words in mail.body for turn in schedule_of(who))


def test_a_meeting_that_moves_reminds_again(planned):
    begins_in(planned, hours=20)
    mail_meeting_reminders()
    begins_in(planned, hours=22)
    assert mail_meeting_reminders() == 4


@pytest.mark.parametrize("why", ["not settled", "settled a moment ago", "cancelled", "begun"])
def test_nobody_is_reminded_of_what_they_just_heard_or_of_what_does_not_go_on(planned, why):
    begins_in(planned, hours=-1 if why == "begun" else 20)
    fields = {
        "not settled": {"settled_at": None},
        "settled a moment ago": {"settled_at": timezone.now()},
        "cancelled": {"cancelled_at": timezone.now()},
    }
    Meeting.objects.update(**fields.get(why, {"rounds": 3}))
    assert mail_meeting_reminders() == 0


def test_calling_off_and_signing_off_take_the_reminders_back(planned):
    begins_in(planned, hours=20)
    mail_meeting_reminders()
    meetings.sign_off(planned.meeting.participants.filter(side="sme").first())
    assert len(planned.mails("reminder-1")) == 3
    meetings.cancel(planned.meeting, "De zaal staat blank.")
    assert planned.mails("reminder-1") == []
