"""What is typed wrong gets a sentence that says what to do, and stays in the form."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from guests.models import Session
from guests.moment_forms import ClockChangesError, moment
from guests.session_forms import SessionForm
from tests.factories.sessions import make_proposal, typed

from .conftest import signed_in_english

AMSTERDAM = ZoneInfo("Europe/Amsterdam")


def last_sunday(month: int) -> date:
    """Of that month, in a year in which it is still to come."""
    year = timezone.localdate().year + 1
    day = date(year, month, 31)
    return day - timedelta(days=(day.weekday() + 1) % 7)


@pytest.mark.django_db
@pytest.mark.usefixtures("english")
@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"title": ""}, "title", "title"),
        ({"day": (timezone.localdate() - timedelta(days=1)).isoformat()}, "day", "has passed"),
        ({"day": "2066-01-01"}, "day", "Check the year"),
        ({"day": "morgen"}, "day", "2027-03-18"),
        ({"begins": "half drie"}, "begins", "14:30"),
        ({"ends": "13:00"}, "ends", "after it begins"),
        ({"ends": "14:00"}, "ends", "after it begins"),
        ({"place": ""}, "place", "where people meet"),
        ({"kind": "online"}, "link", "link"),
        ({"kind": "mixed"}, "link", "link"),
        ({"link": "javascript:alert(1)"}, "link", "https://"),
        ({"capacity": "0"}, "capacity", "1"),
        ({"capacity": "veel"}, "capacity", "whole number"),
        (
            {"sign_up_closes_on": (timezone.localdate() + timedelta(days=21)).isoformat()},
            "sign_up_closes_on",
            "earlier",
        ),
        ({"sign_up_closes_on": (timezone.localdate() - timedelta(days=1)).isoformat()}, "sign_up_closes_on", "passed"),
        ({"agenda": "x" * 3001}, "agenda", "shorter"),
        ({"day": last_sunday(3).isoformat(), "begins": "02:30", "ends": "04:00"}, "begins", "clock changes"),
        ({"day": last_sunday(3).isoformat(), "begins": "01:00", "ends": "04:00"}, "begins", "clock changes"),
        ({"day": last_sunday(10).isoformat(), "begins": "02:30", "ends": "04:00"}, "begins", "clock changes"),
        ({"day": last_sunday(10).isoformat(), "begins": "01:00", "ends": "04:00"}, "begins", "clock changes"),
    ],
)
def test_each_mistake_is_named_at_its_field(changes, field, words):
    form = SessionForm(typed(**changes))
    assert list(form.errors) == [field]
    assert words in str(form.errors[field])


@pytest.mark.django_db
@pytest.mark.usefixtures("english")
def test_an_ordinary_day_after_the_change_is_accepted():
    form = SessionForm(typed(day=last_sunday(3).isoformat(), begins="13:00", ends="15:00"))
    assert form.is_valid(), form.errors


@pytest.mark.django_db
@pytest.mark.usefixtures("english")
def test_sign_up_closes_at_the_end_of_the_last_day_or_when_it_begins():
    last = timezone.localdate() + timedelta(days=5)
    form = SessionForm(typed(sign_up_closes_on=last.isoformat()))
    assert form.is_valid()
    midnight = datetime.combine(last + timedelta(days=1), time.min, AMSTERDAM)
    assert form.cleaned_data["sign_up_closes_at"] == midnight

    form = SessionForm(typed())
    assert form.is_valid()
    assert form.cleaned_data["sign_up_closes_at"] == form.cleaned_data["starts_at"]


@given(day=st.dates(date(2026, 1, 1), date(2036, 12, 31)), at=st.times().map(lambda t: t.replace(microsecond=0)))
def test_a_moment_is_what_the_clock_on_the_wall_says_or_is_refused(day, at):
    try:
        found = moment(day, at)
    except ClockChangesError:
        assert at.hour == 2
        assert day.weekday() == 6
        assert day.month in (3, 10)
        assert day.day > 24
    else:
        assert found.astimezone(AMSTERDAM).replace(tzinfo=None) == datetime.combine(day, at)


@pytest.mark.django_db
@pytest.mark.usefixtures("english")
@pytest.mark.parametrize("name", ["session_new", "studio_new_session"])
def test_a_refused_proposal_comes_back_with_everything_that_was_typed(name):
    meeting = make_proposal()
    user = meeting.host if name == "session_new" else meeting.presenter
    sent = typed(title="Mijn titel", agenda="Een lang verhaal", day="2020-01-01", link="https://kamer.example")

    answer = signed_in_english(user).post(reverse(name), sent)

    words = answer.content.decode()
    assert answer.status_code == 200
    assert "has passed" in words
    for text in ("Mijn titel", "Een lang verhaal", "2020-01-01", "https://kamer.example", "Raadzaal"):
        assert text in words
    assert Session.objects.count() == 1


@pytest.mark.django_db
@pytest.mark.usefixtures("english")
def test_calling_off_without_a_reason_asks_for_it():
    meeting = make_proposal()
    answer = signed_in_english(meeting.host).post(
        reverse("session_cancel", args=[meeting.session.pk]), {"reason": " "}
    )
    assert answer.status_code == 200
    assert "in one sentence" in answer.content.decode()
    meeting.session.refresh_from_db()
    assert meeting.session.cancelled_at is None
