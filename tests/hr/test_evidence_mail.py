"""Who handed in evidence hears by mail what HR thinks of it, once."""

import pytest
from django.urls import reverse

from hr.evidence import AlreadyJudgedError, judge
from people.mail_choices import choose
from people.mail_kinds import MailKind
from people.models import Membership, OutboxMail
from people.outbox import send_due_mail
from tests.factories.evidence import make_evidence
from tests.factories.hr import make_municipality, signed_in
from tests.factories.people import make_member
from transcript.evidence import withdraw
from transcript.models import Evidence

pytestmark = pytest.mark.django_db

CONFIRMED, RETURNED = Evidence.State.CONFIRMED, Evidence.State.RETURNED


@pytest.fixture
def town(home):
    return make_municipality()


@pytest.fixture
def learner(town):
    return make_member(town.organisation, town.department, name="Lerende Collega")


@pytest.fixture
def evidence(learner) -> Evidence:
    return make_evidence(learner, title="Studiedag <inkoop> & zorg")


def test_the_learner_reads_that_it_was_confirmed_and_what_hr_adds(town, learner, evidence, mailoutbox):
    judge(town.officer, evidence.pk, CONFIRMED, "Mooie dag.")
    assert send_due_mail() == 1
    (mail,) = mailoutbox
    assert mail.to == [learner.email]
    assert mail.subject == "HR heeft “Studiedag <inkoop> & zorg” bevestigd"
    assert "Dag Lerende Collega," in mail.body
    assert "Mooie dag." in mail.body
    assert reverse("evidence", args=[evidence.pk]) in mail.body
    assert "“Uw bewijzen van elders”" in mail.body


def test_the_reason_stands_in_the_mail_when_it_came_back_and_nobody_is_named(town, learner, evidence, mailoutbox):
    address = reverse("hr_evidence_one", args=[evidence.pk])
    signed_in(town.officer).post(address, {"judgement": "returned", "remark": "De datum ontbreekt."})
    send_due_mail()
    (mail,) = mailoutbox
    assert mail.subject == "HR heeft “Studiedag <inkoop> & zorg” teruggestuurd"
    assert "De datum ontbreekt." in mail.body
    assert town.officer.name not in mail.body


def test_what_is_confirmed_without_a_word_has_no_empty_place_for_one(town, evidence, mailoutbox):
    judge(town.officer, evidence.pk, CONFIRMED, "")
    send_due_mail()
    assert "HR schrijft erbij" not in mailoutbox[0].body


def test_a_second_judgement_mails_nothing(town, evidence, mailoutbox):
    judge(town.officer, evidence.pk, CONFIRMED, "")
    second = make_member(town.organisation, role=Membership.Role.HR)
    with pytest.raises(AlreadyJudgedError):
        judge(second, evidence.pk, RETURNED, "Toch niet.")
    assert [send_due_mail(), send_due_mail()] == [1, 0]
    assert len(mailoutbox) == 1


def test_who_does_not_want_it_gets_none_and_sees_the_judgement(town, learner, evidence):
    choose(learner, MailKind.EVIDENCE, wanted=False)
    judge(town.officer, evidence.pk, RETURNED, "De datum ontbreekt.")
    assert not OutboxMail.objects.exists()
    assert "De datum ontbreekt." in signed_in(learner).get(reverse("evidence", args=[evidence.pk])).content.decode()


def test_what_is_withdrawn_before_the_mail_went_is_not_mailed_about(town, learner, evidence):
    judge(town.officer, evidence.pk, RETURNED, "De datum ontbreekt.")
    other = make_evidence(learner)
    judge(town.officer, other.pk, CONFIRMED, "")
    withdraw(learner, evidence.pk)
    assert [mail.key for mail in OutboxMail.objects.all()] == [f"evidence:{other.pk}"]
