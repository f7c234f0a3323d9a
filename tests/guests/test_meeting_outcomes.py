"""What came of it: asked once after six weeks, told in a minute without an account, counted, and then forgotten."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from guests import meeting_outcomes, meetings, table_plan
from guests.models import Conversation, Meeting, Outcome, Participant
from tests.factories.meetings import make_gathering

from .conftest import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def over():
    """Two enterprises, two SMEs and a host met in one round, six weeks ago."""
    return make_gathering(rounds=1).filled(2, 2, 1).settled().held(days_ago=43)


def tell(who: Participant, conversation: Conversation, result: str, words: str = "") -> None:
    meeting_outcomes.tell(who, {conversation.pk: (result, words)})


def at(conversation: Conversation, seat: str) -> Participant:
    return meetings.participant_behind(getattr(conversation, seat).key)


def test_everybody_who_had_a_conversation_is_asked_once(over):
    alone = over.meeting.participants.create(side="sme", email="a@mkb.example", proven_at=timezone.now())

    assert meeting_outcomes.ask_what_came_of_it() == 5
    assert meeting_outcomes.ask_what_came_of_it() == 0

    mails = over.mails("outcome")
    assert len(mails) == 5
    for mail in mails:
        who = Participant.objects.get(pk=mail.key.split(":")[2])
        assert who != alone
        assert reverse("meeting_outcome", args=[who.key]) in mail.body


@pytest.mark.parametrize("why", ["too early", "cancelled", "never settled"])
def test_nobody_is_asked_of_a_meeting_that_was_not_or_a_moment_ago(over, why):
    fields = {
        "too early": {"ends_at": timezone.now() - timedelta(weeks=6) + timedelta(hours=1)},
        "cancelled": {"cancelled_at": timezone.now()},
        "never settled": {"settled_at": None},
    }
    Meeting.objects.update(**fields[why])
    assert meeting_outcomes.ask_what_came_of_it() == 0


def test_it_is_told_by_the_link_alone_and_can_be_changed(over):
    conversation = over.meeting.conversations.first()
    address = reverse("meeting_outcome", args=[conversation.sme.key])
    fields = {f"result-{conversation.pk}": "quotation", f"words-{conversation.pk}": "Voor de lunch."}

    page = Client().get(address).content.decode()
    assert conversation.enterprise.shown_name in page
    Client().post(address, fields)
    assert "Voor de lunch." in Client().get(address).content.decode()
    Client().post(address, fields | {f"result-{conversation.pk}": "order"})

    told = Outcome.objects.get()
    assert (told.result, told.side, told.words) == ("order", "sme", "Voor de lunch.")
    Client().post(address, fields | {f"result-{conversation.pk}": ""})
    assert not Outcome.objects.exists(), "an empty choice takes the answer back"


def test_nobody_tells_of_a_conversation_of_others(over):
    first, second = over.meeting.conversations.all()
    tell(at(first, "sme"), second, "order")
    address = reverse("meeting_outcome", args=[first.sme.key])
    Client().post(address, {f"result-{second.pk}": "order"})
    assert not Outcome.objects.exists()


def test_a_choice_that_does_not_exist_is_refused(over):
    conversation = over.meeting.conversations.first()
    address = reverse("meeting_outcome", args=[conversation.sme.key])
    page = Client().post(address, {f"result-{conversation.pk}": "goud", f"words-{conversation.pk}": "Bewaard"})
    assert page.status_code == 200
    assert "Bewaard" in page.content.decode()
    assert not Outcome.objects.exists()


def test_before_the_meeting_is_over_there_is_nothing_to_tell():
    gathering = make_gathering().filled().settled()
    who = meetings.participant_behind(table_plan.cast_of(gathering.meeting).smes[0].key)
    assert meeting_outcomes.conversations_to_tell_of(who) == []
    assert Client().get(reverse("meeting_outcome", args=[who.key])).status_code == 200


def test_a_conversation_counts_once_with_the_most_that_one_of_the_two_told(over):
    first, second = over.meeting.conversations.all()
    tell(at(first, "sme"), first, "contact")
    tell(at(first, "enterprise"), first, "order", "Een jaar lang brood.")
    tell(at(second, "sme"), second, "nothing")
    hosted = next(one for one in (first, second) if one.host)
    tell(at(hosted, "host"), hosted, "quotation")

    sums = meeting_outcomes.sums_of(over.meeting)

    assert {row.label: (row.business, row.municipality) for row in sums.rows if row.business + row.municipality} == {
        str(Outcome.Result.ORDER.label): (1, 0),
        str(Outcome.Result.NOTHING.label): (1, 0),
        str(Outcome.Result.QUOTATION.label): (0, 1),
    }
    assert (sums.conversations, sums.told_of, sums.words) == (2, 2, ["Een jaar lang brood."])


def test_the_organiser_takes_the_numbers_along_as_a_file(over):
    first = over.meeting.conversations.first()
    tell(at(first, "sme"), first, "order", "Geheim")
    address = reverse("hr_meeting_outcomes_csv", args=[over.meeting.pk])

    answer = signed_in(over.organiser).get(address)
    lines = b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()

    assert answer["Content-Type"].startswith("text/csv")
    assert len(lines) == 1 + len(Outcome.Result)
    assert any(line.endswith(";1;0") for line in lines[1:])
    assert "Geheim" not in "".join(lines)
    assert signed_in(over.colleague()).get(address).status_code == 404


def test_who_has_the_own_data_removed_leaves_a_number_and_no_words(over):
    first = over.meeting.conversations.first()
    tell(at(first, "sme"), first, "order", "Met Piet gebeld.")
    Client().post(reverse("meeting_own_sign_off", args=[first.sme.key]))

    sums = meeting_outcomes.sums_of(over.meeting)
    assert sums.words == []
    assert sum(row.business for row in sums.rows) == 1
    first.refresh_from_db()
    assert first.sme is None
    assert not over.mails("signed-off"), "it is over: there is nothing to sign off for"


def test_half_a_year_later_nobody_is_known_any_more_and_the_numbers_stay(over):
    first = over.meeting.conversations.first()
    tell(at(first, "sme"), first, "contact", "Leuk gesprek.")
    assert meetings.forget_old_participants() == 0

    over.held(days_ago=184)
    assert meetings.forget_old_participants() == 5

    sums = meeting_outcomes.sums_of(over.meeting)
    assert (sums.conversations, sum(row.business for row in sums.rows), sums.words) == (2, 1, [])


def test_words_of_who_lost_the_account_go_after_half_a_year_too(over):
    first = over.meeting.conversations.first()
    tell(at(first, "enterprise"), first, "contact", "Leuk gesprek.")
    first.enterprise.user.delete()
    over.held(days_ago=184)
    meetings.forget_old_participants()

    assert meeting_outcomes.sums_of(over.meeting).words == []


def test_an_address_that_nobody_proved_is_kept_for_a_week():
    gathering = make_gathering()
    known = gathering.sme()
    now = timezone.now()
    Participant.objects.filter(pk=known.pk).update(signed_up_at=now - timedelta(days=8))
    gathering.meeting.participants.create(side="sme", email="oud@mkb.example", signed_up_at=now - timedelta(days=8))
    gathering.meeting.participants.create(side="sme", email="nieuw@mkb.example", signed_up_at=now - timedelta(days=6))

    assert meetings.forget_old_participants() == 1
    assert set(Participant.objects.values_list("email", flat=True)) == {known.email, "nieuw@mkb.example"}
