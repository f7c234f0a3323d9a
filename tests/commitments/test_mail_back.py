"""An intention comes back by mail after 30 and after 90 days."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.core import mail
from django.urls import reverse
from django.utils import timezone, translation

from commitments import intentions
from commitments.mail_back import MAIL_AFTER_DAYS, NEWS_FOR, mail_due_intentions
from commitments.models import Intention, Outcome
from people.mail_choices import choose
from people.mail_kinds import MailKind
from people.models import OutboxMail
from people.outbox import send_due_mail
from tests.factories.commitments import make_intention
from tests.factories.people import make_member, make_organisation, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("home")]


def keys() -> set[str]:
    return {mail.key.split(":")[0] for mail in OutboxMail.objects.all()}


def now_made(intention, days_ago):
    """As if so many days have passed since it was made."""
    Intention.objects.filter(pk=intention.pk).update(made_at=timezone.now() - timedelta(days=days_ago))


@pytest.mark.parametrize(
    ("days_ago", "due"),
    [
        (0, set()),
        (29, set()),
        (30, {"intention-30"}),
        (31, {"intention-30"}),
        (59, {"intention-30"}),
        (60, set()),
        (89, set()),
        (90, {"intention-90"}),
        (119, {"intention-90"}),
        (120, set()),
        (400, set()),
    ],
)
def test_each_mail_is_due_on_its_day_and_for_thirty_days(days_ago, due):
    make_intention(days_ago=days_ago)
    assert mail_due_intentions() == len(due)
    assert keys() == due


def test_two_mails_are_never_due_at_once():
    first, second = MAIL_AFTER_DAYS
    assert timedelta(days=second - first) >= NEWS_FOR


def test_running_again_mails_nothing_again():
    make_intention(days_ago=31)
    assert [mail_due_intentions() for _time in range(3)] == [1, 0, 0]
    assert OutboxMail.objects.count() == 1


def test_who_still_has_it_open_is_asked_twice_in_all():
    intention = make_intention(days_ago=30)
    mail_due_intentions()
    now_made(intention, 90)
    mail_due_intentions()
    now_made(intention, 119)
    mail_due_intentions()
    assert keys() == {"intention-30", "intention-90"}
    assert OutboxMail.objects.count() == 2


@pytest.mark.parametrize("outcome", [Outcome.DONE, Outcome.CHANGED])
@pytest.mark.parametrize("days_ago", [31, 91])
def test_who_told_that_it_is_done_is_not_asked(outcome, days_ago):
    make_intention(days_ago=days_ago, outcome=outcome)
    assert mail_due_intentions() == 0


@pytest.mark.parametrize("outcome", [Outcome.BUSY, Outcome.BLOCKED])
def test_who_told_that_it_is_not_done_is_asked_later(outcome):
    make_intention(days_ago=91, outcome=outcome)
    assert mail_due_intentions() == 1


def test_done_after_all_not_done_is_asked():
    intention = make_intention(days_ago=91, outcome=Outcome.DONE)
    intentions.report(intention, Outcome.BUSY)
    assert mail_due_intentions() == 1


def test_a_removed_intention_is_not_mailed():
    intentions.remove(make_intention(days_ago=31))
    assert mail_due_intentions() == 0


def test_an_account_that_was_closed_is_not_mailed():
    make_intention(make_user(is_active=False), days_ago=31)
    assert mail_due_intentions() == 0


def test_who_left_the_organisation_is_not_mailed_and_who_works_elsewhere_now_is():
    leaver, mover = (make_member(make_organisation()) for _person in range(2))
    for person in (leaver, mover):
        make_intention(person, days_ago=31)
        person.memberships.update(ended_on=timezone.localdate())
    make_member(make_organisation(), user=mover)
    mail_due_intentions()
    assert [row.user for row in OutboxMail.objects.all()] == [mover]


def test_who_never_belonged_to_an_organisation_is_mailed():
    make_intention(days_ago=31)
    assert mail_due_intentions() == 1


def test_who_does_not_want_this_mail_gets_none():
    intention = make_intention(days_ago=31)
    choose(intention.enrolment.user, MailKind.INTENTION, wanted=False)
    assert mail_due_intentions() == 0
    assert not OutboxMail.objects.exists()


def test_the_mail_is_dutch_and_has_the_sentence_and_the_address_to_answer(learner):
    day = timezone.localdate() + timedelta(days=9)
    intention = make_intention(learner, text="Ik bel Jansen & Zn. over <lot 3>", planned_for=day, days_ago=31)
    with translation.override("en"):
        mail_due_intentions()
    send_due_mail()
    (sent,) = mail.outbox
    assert sent.to == [learner.email]
    assert sent.subject == "Een maand later: hoe gaat het met uw voornemen?"
    assert "Dag Sanne de Vries," in sent.body
    assert "“Ik bel Jansen & Zn. over <lot 3>”" in sent.body
    assert settings.BASE_URL + reverse("intention_report", args=[intention.pk]) in sent.body
    assert "Alleen u leest dit." in sent.body
    assert "Hierna vragen wij het niet meer." not in sent.body


def test_the_second_mail_says_that_it_is_the_last(learner):
    make_intention(learner, days_ago=91)
    mail_due_intentions()
    row = OutboxMail.objects.get()
    assert row.subject.startswith("Drie maanden later")
    assert "Hierna vragen wij het niet meer." in row.body


def test_each_intention_goes_to_its_own_learner():
    texts = {
        make_intention(text=f"Plan {number}", days_ago=31).enrolment.user_id: f"“Plan {number}”" for number in "abc"
    }
    mail_due_intentions()
    rows = {row.user_id: row.body for row in OutboxMail.objects.all()}
    assert rows.keys() == texts.keys()
    assert all([body.count(text) for text in texts.values()].count(1) == 1 for body in rows.values())
    assert all(texts[user] in body for user, body in rows.items())
