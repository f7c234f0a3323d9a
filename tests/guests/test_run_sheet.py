"""The run sheet: written by both sides, with times that follow from the session, and the only programme there is."""

from datetime import datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from guests import run_sheets
from guests.calendar_files import entry_of, feed
from guests.run_sheets import Changed, Part
from tests.factories.guests import make_entrepreneur
from tests.factories.sessions import make_meeting, make_proposal, move

from .conftest import signed_in
from .test_presenter_page import link_of

pytestmark = pytest.mark.django_db


def at(hour: int, minute: int = 0, days: int = 20):
    day = timezone.localdate() + timedelta(days=days)
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=timezone.get_default_timezone())


def planned(**fields):
    return make_meeting(starts_at=at(14), **fields)


def address(meeting) -> str:
    return reverse("session_run_sheet", args=[meeting.session.pk])


def sent(meeting, *parts, version=None, **more):
    version = run_sheets.version_of(meeting.session) if version is None else version
    words = {"rows": str(len(parts)), "version": version}
    for number, part in enumerate(parts, start=1):
        words |= {f"{name}_{number}": value for name, value in part.items()}
    return words | more


def whats(meeting) -> list[str]:
    return [part.what for part in meeting.session.parts.order_by("number")]


def test_both_sides_write_it_also_by_the_link_and_others_do_not(client):
    meeting = planned()
    signed_in(meeting.host).post(address(meeting), sent(meeting, {"what": "Welkom", "minutes": "10"}))
    assert whats(meeting) == ["Welkom"]
    signed_in(meeting.presenter).post(address(meeting), sent(meeting, {"what": "Pitch", "minutes": "10"}))
    assert whats(meeting) == ["Pitch"]
    client.post(f"{link_of(meeting)}draaiboek/", sent(meeting, {"what": "Vragen", "minutes": "20", "who": "Iedereen"}))
    assert whats(meeting) == ["Vragen"]
    for user in (meeting.visitor(), make_meeting().host, make_entrepreneur()):
        assert signed_in(user).get(address(meeting)).status_code == 404
        assert signed_in(user).post(address(meeting), sent(meeting)).status_code == 404
    assert whats(meeting) == ["Vragen"]


def test_times_follow_from_the_beginning_also_when_the_session_moves():
    meeting = planned()
    run_sheets.keep(meeting.session, [Part(15, "Welkom"), Part(30, "Pitch")], run_sheets.version_of(meeting.session))
    assert meeting.session.programme == "14:00 Welkom\n14:15 Pitch"
    move(meeting.session, at(9, 30, days=25))
    assert meeting.session.programme == "09:30 Welkom\n09:45 Pitch"
    assert run_sheets.minutes_left(meeting.session) == 75


def test_the_programme_that_others_read_is_the_run_sheet_and_is_asked_in_one_place():
    meeting = planned(agenda="Oud programma")
    visitor, page = meeting.visitor(), reverse("session", args=[meeting.session.pk])
    change = reverse("session_change", args=[meeting.session.pk])
    assert "Oud programma" in signed_in(visitor).get(page).content.decode()
    assert 'name="agenda"' in signed_in(meeting.host).get(change).content.decode()

    run_sheets.keep(meeting.session, [Part(15, "Welkom", "Wethouder Zwaan")], run_sheets.version_of(meeting.session))

    content = signed_in(visitor).get(page).content.decode()
    assert "14:00 Welkom" in content
    assert "Oud programma" not in content
    assert "Zwaan" not in content
    assert 'name="agenda"' not in signed_in(meeting.host).get(change).content.decode()
    assert "14:00 Welkom" in feed([entry_of(meeting.session)]).replace("\r\n ", "")


def test_changing_the_session_works_on_without_the_programme():
    meeting = planned()
    run_sheets.keep(meeting.session, [Part(15, "Welkom")], run_sheets.version_of(meeting.session))
    meeting.session.refresh_from_db()
    form = signed_in(meeting.host).get(reverse("session_change", args=[meeting.session.pk]))
    words = {name: value for name, value in form.context["form"].initial.items() if value not in (None, False)}
    words |= {"day": str(words["day"]), "title": "Nieuwe titel", "version": form.context["version"]}

    signed_in(meeting.host).post(reverse("session_change", args=[meeting.session.pk]), words)

    meeting.session.refresh_from_db()
    assert meeting.session.title == "Nieuwe titel"
    assert meeting.session.agenda == "Kennismaken\nVragen"


@pytest.mark.parametrize("key", [one.key for one in run_sheets.FORMATS])
def test_each_format_gives_a_first_sheet(key):
    meeting = planned()
    signed_in(meeting.host).post(address(meeting), {"format": key})
    assert whats(meeting) == [part.what for part in run_sheets.format_of(key).written]


def test_a_first_sheet_does_not_replace_one_that_is_there():
    meeting = planned()
    run_sheets.keep(meeting.session, [Part(15, "Welkom")], run_sheets.version_of(meeting.session))
    for key in ("pitch", "programme", "bestaat-niet"):
        answer = signed_in(meeting.host).post(address(meeting), {"format": key}, follow=True)
        assert len(answer.context["messages"]) == 1
    assert whats(meeting) == ["Welkom"]


def test_the_programme_as_it_was_proposed_becomes_parts_with_minutes():
    meeting = planned(agenda="14.00 Kennismaken\n14.15 Pitch\n\n15:00 Vragen\nNapraten")
    signed_in(meeting.host).post(address(meeting), {"format": "programme"})
    assert [(part.minutes, part.what) for part in meeting.session.parts.all()] == [
        (15, "Kennismaken"),
        (45, "Pitch"),
        (30, "Vragen"),
        (30, "Napraten"),
    ]


@pytest.mark.parametrize("agenda", ["Eerst dit\nDan dat", "15.00 Later\n14.00 Eerder", "09.00 Te vroeg\nDan dat"])
def test_lines_without_times_that_fit_share_the_session(agenda):
    meeting = planned(agenda=agenda)
    assert [part.minutes for part in run_sheets.from_programme(meeting.session)] == [60, 60]


def test_parts_are_moved_by_their_number_and_taken_out_by_emptying_them():
    meeting = planned()
    parts = [
        {"what": "Een", "minutes": "5", "place": "1"},
        {"what": "", "minutes": "5", "place": "2"},
        {"what": "Drie", "minutes": "5", "place": "1"},
    ]
    signed_in(meeting.host).post(address(meeting), sent(meeting, *parts))
    assert whats(meeting) == ["Drie", "Een"]


@pytest.mark.parametrize("minutes", ["", "0", "601", "een kwartier", "-5"])
def test_minutes_that_cannot_be_come_back_with_what_was_typed(minutes):
    meeting = planned()
    part = {"what": "Welkom door de wethouder", "minutes": minutes}
    page = signed_in(meeting.host).post(address(meeting), sent(meeting, part))
    assert "Welkom door de wethouder" in page.content.decode()
    assert page.context["form"].errors["minutes_1"]
    assert whats(meeting) == []


def test_of_two_who_change_it_at_once_the_second_keeps_what_was_typed_and_overwrites_nothing():
    meeting = planned()
    version = run_sheets.version_of(meeting.session)
    run_sheets.keep(meeting.session, [Part(15, "Van de ander")], version)

    page = signed_in(meeting.host).post(
        address(meeting), sent(meeting, {"what": "Van mij", "minutes": "5"}, version=version)
    )

    content = page.content.decode()
    assert "Van mij" in content
    assert "Van de ander" in content
    assert whats(meeting) == ["Van de ander"]
    with pytest.raises(Changed):
        run_sheets.keep(meeting.session, [], version)


def test_the_sheet_of_a_session_that_is_over_stays_as_it_is_and_one_of_a_proposal_is_not_there():
    meeting = planned()
    move(meeting.session, timezone.now() - timedelta(days=1))
    signed_in(meeting.host).post(address(meeting), sent(meeting, {"what": "Welkom", "minutes": "10"}))
    assert whats(meeting) == []
    assert signed_in(meeting.host).get(address(meeting)).status_code == 200
    proposal = make_proposal()
    assert signed_in(proposal.host).get(address(proposal)).status_code == 404
