"""Calendar files as another's parser (icalendar) reads them: times, changes, cancellations and the personal feed."""

import email
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from guests import sessions
from guests.calendar_files import Entry, feed, invitation, withdrawal
from guests.models import CalendarFeed, Enterprise, Session
from guests.sessions import Side
from people.models import OutboxMail, User
from people.outbox import send_due_mail
from tests.factories.people import make_user
from tests.factories.sessions import make_meeting, move, written

from .conftest import signed_in

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
HOST = frozenset({Side.HOST})


def read(content: str):
    calendar = Calendar.from_ical(content)
    return calendar, calendar.events


def unsaved(starts_at: datetime, **fields) -> Session:
    known = {"pk": 1, "title": "Sessie", "starts_at": starts_at, "ends_at": starts_at + timedelta(hours=1)}
    return Session(enterprise=Enterprise(name="Groenwerkers"), **known | fields)


def entry(session: Session) -> Entry:
    return Entry(session, "https://leren.example/sessies/1/")


def by_the_rule_in_the_file(calendar: Calendar, local: datetime) -> datetime:
    """The moment as it is for who knows nothing of Amsterdam but what the file says."""
    (rule,) = calendar.timezones
    return local.replace(tzinfo=rule.to_tz(lookup_tzid=False))


@pytest.mark.row("R13")
@given(
    day=st.dates(date(2026, 1, 1), date(2036, 12, 31)),
    hour=st.integers(4, 22),
)
def test_the_time_is_right_in_summer_and_winter_also_by_the_rule_in_the_file(day, hour):
    starts_at = datetime(day.year, day.month, day.day, hour, 30, tzinfo=AMSTERDAM)

    calendar, (event,) = read(feed([entry(unsaved(starts_at))]))

    assert event.start.replace(tzinfo=None) == starts_at.replace(tzinfo=None)
    assert event.start.astimezone(AMSTERDAM) == starts_at
    assert event.end - event.start == timedelta(hours=1)
    assert by_the_rule_in_the_file(calendar, event.start.replace(tzinfo=None)).utcoffset() == starts_at.utcoffset()


@pytest.mark.row("R13")
@pytest.mark.parametrize(
    ("local", "hours"),
    [
        (datetime(2027, 3, 28, 1, 59), 1),
        (datetime(2027, 3, 28, 3, 0), 2),
        (datetime(2027, 10, 31, 1, 59), 2),
        (datetime(2027, 10, 31, 3, 0), 1),
    ],
)
def test_the_clock_changes_in_the_file_in_the_right_hour(local, hours):
    calendar, _events = read(feed([entry(unsaved(local.replace(tzinfo=AMSTERDAM)))]))
    assert by_the_rule_in_the_file(calendar, local).utcoffset() == timedelta(hours=hours)


@given(title=st.text(max_size=120), agenda=st.text(max_size=400))
def test_whatever_is_written_comes_out_as_it_was_and_no_line_is_too_long(title, agenda):
    title = "".join(one for one in title if one.isprintable())
    agenda = "".join(one for one in agenda if one.isprintable() or one == "\n")
    session = unsaved(datetime(2027, 1, 4, 10, tzinfo=AMSTERDAM), title=title, agenda=agenda)

    content = feed([entry(session)])
    _calendar, (event,) = read(content)

    assert str(event["SUMMARY"]) == title
    assert agenda in str(event["DESCRIPTION"])
    assert all(len(line.encode()) <= 75 for line in content.split("\r\n"))


def test_typed_line_ends_add_no_property():
    session = unsaved(datetime(2027, 1, 4, 10, tzinfo=AMSTERDAM), title="A", agenda="B\r\nATTENDEE:mailto:x@y.example")
    _calendar, (event,) = read(feed([entry(session)]))
    assert "ATTENDEE" not in event


def test_an_invitation_says_who_is_asked_by_the_platform_and_a_withdrawal_takes_it_back():
    session, user = unsaved(datetime(2027, 1, 4, 10, tzinfo=AMSTERDAM)), User(email="sanne@rivierdam.example")

    asked, (invited,) = read(invitation(entry(session), user.email))
    off, (withdrawn,) = read(withdrawal(entry(session), user.email))

    assert (asked["METHOD"], off["METHOD"]) == ("REQUEST", "CANCEL")
    assert (invited["STATUS"], withdrawn["STATUS"]) == ("CONFIRMED", "CANCELLED")
    assert invited["ATTENDEE"] == withdrawn["ATTENDEE"] == "mailto:sanne@rivierdam.example"
    assert invited["UID"] == withdrawn["UID"] == session.uid
    assert "ORGANIZER" in invited
    assert "DTSTAMP" in invited


@pytest.mark.django_db
def test_each_change_has_the_same_uid_and_a_higher_sequence():
    meeting = make_meeting()
    (own,) = meeting.sign_up(1)
    for place in ("Kamer 1", "Kamer 2"):
        session = Session.objects.get(pk=meeting.session.pk)
        sessions.change(session, written(session, place=place), meeting.host, HOST, sessions.version_of(session))
    sessions.cancel(meeting.session, "Ziek")

    files = [read(one.calendar) for one in OutboxMail.objects.filter(user=own.user).order_by("pk")]

    assert [calendar["METHOD"] for calendar, _events in files] == ["REQUEST"] * 3 + ["CANCEL"]
    assert [event["SEQUENCE"] for _calendar, (event,) in files] == [0, 1, 2, 3]
    assert {event["UID"] for _calendar, (event,) in files} == {meeting.session.uid}
    assert "Kamer 2" in files[2][1][0]["LOCATION"]


@pytest.mark.django_db
def test_the_mail_carries_the_file_with_its_method_and_forgets_it_once_sent():
    meeting = make_meeting()
    (own,) = meeting.sign_up(1)

    send_due_mail()

    sent = next(one for one in mail.outbox if own.user.email in one.to)
    parts = email.message_from_bytes(sent.message().as_bytes()).walk()
    (part,) = [one for one in parts if one.get_content_type() == "text/calendar"]
    assert part.get_param("method") == "REQUEST"
    assert part.get_filename() == "agenda.ics"
    _calendar, (event,) = read(part.get_payload(decode=True).decode())
    assert event["UID"] == meeting.session.uid
    assert not OutboxMail.objects.exclude(calendar="").exists()


@pytest.mark.django_db
def test_the_feed_holds_what_one_has_a_place_in_hosts_or_presents_and_nothing_else(client):
    meeting, other = make_meeting(capacity=1), make_meeting()
    own, waiting = meeting.sign_up(2)
    for user in (own.user, waiting.user, meeting.host, meeting.presenter):
        CalendarFeed.objects.create(user=user)

    def uids(user) -> set[str]:
        answer = client.get(reverse("session_feed_file", args=[user.session_feed.key]))
        assert answer["Content-Type"].startswith("text/calendar")
        _calendar, events = read(answer.content.decode())
        return {str(event["UID"]) for event in events}

    for user in (own.user, meeting.host, meeting.presenter):
        assert uids(user) == {meeting.session.uid}
    assert uids(waiting.user) == set()
    sessions.cancel(meeting.session, "Ziek")
    assert uids(own.user) == set()
    assert other.session.is_confirmed


@pytest.mark.django_db
def test_a_new_address_ends_the_one_before(client):
    user = make_user()
    signed_in(user).post(reverse("session_feed"))
    first = CalendarFeed.objects.get(user=user).key
    page = signed_in(user).get(reverse("session_feed")).content.decode()
    assert first in page

    signed_in(user).post(reverse("session_feed"))
    second = CalendarFeed.objects.get(user=user).key

    assert client.get(reverse("session_feed_file", args=[first])).status_code == 404
    assert client.get(reverse("session_feed_file", args=[second])).status_code == 200


@pytest.mark.django_db
def test_opening_the_page_makes_no_address_and_an_account_that_is_closed_has_no_feed(client):
    user = make_user()
    assert signed_in(user).get(reverse("session_feed")).status_code == 200
    assert not CalendarFeed.objects.exists()
    own = CalendarFeed.objects.create(user=user)
    User.objects.filter(pk=user.pk).update(is_active=False)
    assert client.get(reverse("session_feed_file", args=[own.key])).status_code == 404


@pytest.mark.django_db
def test_one_session_can_be_kept_by_who_has_a_place_only():
    meeting = make_meeting(capacity=1)
    own, waiting = meeting.sign_up(2)
    address = reverse("session_calendar", args=[meeting.session.pk])

    _calendar, (event,) = read(signed_in(own.user).get(address).content.decode())

    assert event["UID"] == meeting.session.uid
    assert signed_in(waiting.user).get(address).status_code == 404
    assert signed_in(make_user()).get(address).status_code == 404


@pytest.mark.row("R13")
@pytest.mark.django_db
def test_the_feed_knows_the_time_after_the_clock_changed():
    meeting = make_meeting()
    (own,) = meeting.sign_up(1)
    summer = datetime(datetime.now(AMSTERDAM).year + 1, 7, 1, 14, 0, tzinfo=AMSTERDAM)
    move(meeting.session, summer)

    answer = signed_in(own.user).get(reverse("session_calendar", args=[meeting.session.pk]))

    _calendar, (event,) = read(answer.content.decode())
    assert event.start.utcoffset() == timedelta(hours=2)
    assert event.start.hour == 14
