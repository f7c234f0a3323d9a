"""Who comes is reminded a week and a day before, once each, and never of what is off."""

from datetime import timedelta

import pytest
from django.utils import timezone

from guests import sessions
from guests.models import SignUp
from guests.session_reminders import mail_session_reminders
from people.models import OutboxMail
from people.sweep import sweep
from tests.factories.sessions import make_meeting, move

pytestmark = pytest.mark.django_db


def agreed_long_ago(meeting) -> None:
    long_ago = timezone.now() - timedelta(days=60)
    session = meeting.session
    session.confirmed_by_host_at = session.confirmed_by_presenter_at = long_ago
    session.save()
    SignUp.objects.filter(session=session, moved_up_at__isnull=False).update(moved_up_at=long_ago)
    OutboxMail.objects.all().delete()


def planned_in(days: float, places: int = 1):
    meeting = make_meeting(capacity=places)
    own, waiting = meeting.sign_up(2)
    move(meeting.session, timezone.now() + timedelta(days=days))
    agreed_long_ago(meeting)
    return meeting, own.user, waiting.user


@pytest.mark.parametrize(("days", "which"), [(6.9, "7"), (0.9, "1")])
def test_a_week_and_a_day_before_both_sides_and_who_has_a_place_are_reminded_once(days, which):
    meeting, own, _waiting = planned_in(days)

    assert mail_session_reminders() == 3
    assert mail_session_reminders() == 0

    reminders = OutboxMail.objects.filter(key__startswith=f"session-reminder-{which}:")
    assert {mail.user for mail in reminders} == {own, meeting.host, meeting.presenter}
    assert OutboxMail.objects.count() == 3


@pytest.mark.parametrize("days", [7.1, 5.9, 2, 1.1, -0.1])
def test_at_other_times_nobody_is_reminded(days):
    planned_in(days)
    assert mail_session_reminders() == 0


def test_the_regular_sweep_reminds():
    planned_in(0.5)
    swept = sweep()
    assert swept.done["mail_session_reminders"] == 3
    assert OutboxMail.objects.filter(key__startswith="session-reminder", state="sent").count() == 3


def test_who_got_a_place_after_the_reminder_was_due_is_not_reminded():
    meeting, own, _waiting = planned_in(6.5)
    SignUp.objects.filter(user=own).update(moved_up_at=timezone.now())

    mail_session_reminders()

    assert not OutboxMail.objects.filter(user=own).exists()
    assert OutboxMail.objects.filter(user=meeting.host).exists()


def test_what_is_off_reminds_nobody_and_takes_back_what_waits():
    meeting, own, _waiting = planned_in(0.9)
    mail_session_reminders()

    sessions.cancel(meeting.session, "Ziek")

    assert not OutboxMail.objects.filter(key__startswith="session-reminder").exists()
    assert mail_session_reminders() == 0
    assert OutboxMail.objects.filter(user=own, key__startswith="session-cancelled").exists()


def test_who_signs_off_is_not_reminded_any_more():
    meeting, own, _waiting = planned_in(0.9)
    mail_session_reminders()

    sessions.sign_off(meeting.session, own)

    assert not OutboxMail.objects.filter(key__startswith="session-reminder", user=own).exists()
    assert OutboxMail.objects.filter(key__startswith="session-reminder").count() == 2


def test_a_session_that_moved_reminds_again_of_the_new_moment():
    meeting, _own, _waiting = planned_in(0.9)
    mail_session_reminders()
    move(meeting.session, meeting.session.starts_at + timedelta(hours=1))

    assert mail_session_reminders() == 3
