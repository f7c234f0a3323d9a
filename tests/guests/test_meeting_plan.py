"""The table plan: a proposal for the organiser, a promise once settled, repaired with as little change as can be."""

from datetime import timedelta

import icalendar
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from cms.refused import Refused
from guests import meetings, table_plan
from guests.models import Conversation, Meeting, PairRule, Participant
from guests.schedules import schedule_of, schedules
from tests.factories.meetings import make_gathering, move

from .conftest import signed_in

pytestmark = pytest.mark.django_db


def seats(meeting: Meeting) -> set[tuple]:
    return set(meeting.conversations.values_list("round", "table", "enterprise", "sme"))


def test_the_plan_pairs_by_what_one_seeks_and_the_other_offers():
    gathering = make_gathering(rounds=1)
    bakes = gathering.enterprise(seeks=["money"], offers=["products"])
    cleans = gathering.enterprise(seeks=["staff"], offers=["services"])
    pays = gathering.sme(seeks=["products"], offers=["money"], sector="", region="", sdgs=[])
    lends = gathering.sme(seeks=["services"], offers=["staff"], sector="", region="", sdgs=[])

    table_plan.propose(gathering.meeting)

    pairs = set(gathering.meeting.conversations.values_list("enterprise", "sme"))
    assert pairs == {(bakes.pk, pays.pk), (cleans.pk, lends.pk)}
    (shown,) = table_plan.plan_of(gathering.meeting).rounds
    assert [row.points for row in shown.tables] == [6, 6]


def test_the_profile_of_an_enterprise_counts_too():
    gathering = make_gathering(rounds=1)
    green = gathering.enterprise(sector="Groen, ICT", region="Achterhoek", sdgs=[8, 12])
    sme = gathering.sme(sector="groen", region="achterhoek", sdgs=[12], seeks=[], offers=["space"])

    table_plan.propose(gathering.meeting)

    assert table_plan.party_of(green).goals == {8, 12}
    assert table_plan.plan_of(gathering.meeting).rounds[0].tables[0].points == 5
    assert sme.seeks == []


def test_a_proposal_is_seen_by_the_organiser_only():
    gathering = make_gathering().filled()
    table_plan.propose(gathering.meeting)

    assert gathering.meeting.conversations.exists()
    for one in meetings.coming(gathering.meeting):
        assert schedule_of(one) == []
    assert not gathering.mails("settled")


def test_wishes_are_kept_in_the_plan():
    gathering = make_gathering(rounds=1).filled(2, 2)
    cast = table_plan.cast_of(gathering.meeting)
    one, other = cast.enterprises[0], cast.smes[0]

    for kind, meet in ((PairRule.Kind.PIN, True), (PairRule.Kind.FORBID, False)):
        table_plan.wish(gathering.meeting, one, other, kind)
        table_plan.propose(gathering.meeting)
        assert gathering.meeting.conversations.filter(enterprise=one, sme=other).exists() == meet
    assert PairRule.objects.count() == 1, "the latest wish counts"


def test_a_wish_that_does_not_fit_is_said():
    gathering = make_gathering(rounds=1).filled(1, 2)
    cast = table_plan.cast_of(gathering.meeting)
    for sme in cast.smes:
        table_plan.wish(gathering.meeting, cast.enterprises[0], sme, PairRule.Kind.PIN)
    table_plan.propose(gathering.meeting)

    assert len(table_plan.plan_of(gathering.meeting).unmet) == 1


def test_settling_mails_everybody_where_they_go_with_a_calendar_file():
    gathering = make_gathering().filled(2, 3, 1).settled()

    mails = {mail.key.split(":")[2]: mail for mail in gathering.mails("settled")}
    everybody = list(meetings.coming(gathering.meeting))
    assert set(mails) == {str(one.pk) for one in everybody}
    for one in everybody:
        mail = mails[str(one.pk)]
        (event,) = icalendar.Calendar.from_ical(mail.calendar).walk("VEVENT")
        assert str(event["UID"]) == gathering.meeting.uid
        assert event["SEQUENCE"] == 1
        assert event["ATTENDEE"] == f"mailto:{one.address}"
        assert event["DTSTART"].dt == gathering.meeting.starts_at
        for turn in schedule_of(one):
            assert turn.words in mail.body
            assert turn.words in str(event["DESCRIPTION"])


def test_settling_twice_is_once():
    gathering = make_gathering().filled().settled()
    assert table_plan.settle(gathering.meeting) is False
    assert len(gathering.mails("settled")) == 5


@pytest.mark.parametrize("what", ["leaves", "comes", "host comes", "nothing made"])
def test_a_plan_that_does_not_fit_any_more_is_not_settled(what):
    gathering = make_gathering().filled()
    if what != "nothing made":
        table_plan.propose(gathering.meeting)
    if what == "leaves":
        meetings.sign_off(table_plan.cast_of(gathering.meeting).smes[0])
    elif what == "comes":
        gathering.sme()
    elif what == "host comes":
        gathering.host()

    with pytest.raises(Refused):
        table_plan.settle(gathering.meeting)
    assert not Meeting.objects.get().settled_at


def test_without_one_of_the_sides_there_is_no_plan():
    gathering = make_gathering().filled(1, 0)
    with pytest.raises(Refused):
        table_plan.propose(gathering.meeting)


def test_a_settled_plan_is_not_made_anew_and_takes_no_wishes():
    gathering = make_gathering().filled().settled()
    cast = table_plan.cast_of(gathering.meeting)
    before = seats(gathering.meeting)

    with pytest.raises(Refused):
        table_plan.propose(gathering.meeting)
    with pytest.raises(Refused):
        table_plan.wish(gathering.meeting, cast.enterprises[0], cast.smes[0], PairRule.Kind.FORBID)
    assert seats(gathering.meeting) == before


def test_who_falls_ill_leaves_empty_seats_and_the_organiser_hears_it():
    gathering = make_gathering().filled(2, 2).settled()
    ill = table_plan.cast_of(gathering.meeting).smes[0]

    meetings.sign_off(ill)

    plan = table_plan.plan_of(gathering.meeting)
    assert plan.empty_seats == 2
    assert plan.is_stale
    assert gathering.organiser.outbox.filter(key=f"meeting-empty:{gathering.meeting.pk}:{ill.pk}").exists()
    (mail,) = gathering.mails("signed-off")
    (event,) = icalendar.Calendar.from_ical(mail.calendar).walk("VEVENT")
    assert (str(event["STATUS"]), event["SEQUENCE"]) == ("CANCELLED", 2)


def test_a_repair_leaves_whole_conversations_and_mails_only_who_has_another_plan():
    gathering = make_gathering(rounds=2).filled(3, 3, 0).settled()
    ill = table_plan.cast_of(gathering.meeting).smes[0]
    untouched = {row for row in seats(gathering.meeting) if row[3] != ill.pk}
    before = schedules(gathering.meeting)
    meetings.sign_off(ill)
    newcomer = gathering.sme()

    people = table_plan.repair(gathering.meeting)

    after = schedules(gathering.meeting)
    assert untouched <= seats(gathering.meeting)
    assert not gathering.meeting.conversations.filter(sme__isnull=True).exists()
    assert gathering.meeting.conversations.filter(sme=newcomer).count() == 2
    told = {int(mail.key.split(":")[2]) for mail in gathering.mails("repaired")}
    assert told == {key for key in after if before.get(key) != after[key]}
    assert len(told) == people
    assert newcomer.pk in told


def test_a_repair_with_nobody_to_take_the_seat_gives_a_break():
    gathering = make_gathering(rounds=2).filled(2, 2, 0).settled()
    ill = table_plan.cast_of(gathering.meeting).smes[0]
    meetings.sign_off(ill)

    table_plan.repair(gathering.meeting)

    plan = table_plan.plan_of(gathering.meeting)
    assert plan.empty_seats == 0
    assert [len(one.pausing) for one in plan.rounds] == [1, 1]


def test_a_host_that_falls_ill_is_followed_up_by_one_without_a_table():
    gathering = make_gathering(rounds=2, tables=1).filled(1, 2, 2).settled()
    ill = Participant.objects.get(pk=Conversation.objects.first().host_id)
    meetings.sign_off(ill)

    table_plan.repair(gathering.meeting)

    (other,) = table_plan.cast_of(gathering.meeting).hosts
    assert set(gathering.meeting.conversations.values_list("host", flat=True)) == {other.pk}


def test_during_the_meeting_only_rounds_to_come_are_repaired():
    gathering = make_gathering(rounds=2).filled(2, 2, 0).settled()
    gathering.meeting.refresh_from_db()
    move(gathering.meeting, timezone.now() - timedelta(minutes=16))
    assert table_plan.next_round(gathering.meeting) == 2
    ill = table_plan.cast_of(gathering.meeting).smes[0]
    meetings.sign_off(ill, by_organiser=True)

    table_plan.repair(gathering.meeting)

    empty = gathering.meeting.conversations.filter(sme__isnull=True)
    assert list(empty.values_list("round", flat=True)) == [1]


@pytest.mark.parametrize("when", ["before settling", "after the meeting", "cancelled"])
def test_only_a_settled_plan_of_a_meeting_that_goes_on_is_repaired(when):
    gathering = make_gathering().filled()
    if when != "before settling":
        gathering.settled()
    if when == "cancelled":
        meetings.cancel(gathering.meeting, "Te weinig deelnemers.")
    elif when == "after the meeting":
        gathering.held()
    with pytest.raises(Refused):
        table_plan.repair(gathering.meeting)


def test_the_pages_of_the_plan_ask_the_database_as_often_for_many_as_for_few():
    def queries(gathering) -> list[int]:
        client = signed_in(gathering.organiser)
        counted = []
        for name in ("meeting_plan", "meeting_plan_print", "meeting_participants", "meeting_outcomes"):
            address = reverse(name, args=[gathering.meeting.pk])
            client.get(address)
            with CaptureQueriesContext(connection) as captured:
                assert client.get(address).status_code == 200
            counted.append(len(captured))
        return counted

    few, many = make_gathering().filled(2, 2, 1).settled(), make_gathering().filled(6, 7, 3).settled()
    assert queries(few) == queries(many)
