"""The holder hears what was done to a certificate, and that it expires; each once.

The moment of issue is frozen, so these certificates are issued now and the day of the sweep lies ahead.
"""

from datetime import date, timedelta
from unittest.mock import patch

import pytest
from django.core import mail
from django.utils import timezone

from certificates.models import Certificate
from certificates.news import DAYS_BEFORE_END, NEWS_FOR, tell_what_expires
from people.mail_choices import choose
from people.mail_kinds import MailKind
from people.models import OutboxMail
from people.outbox import SENT_KEPT_FOR, send_due_mail
from tests.factories.certificates import make_certificate, reissue_as, revoke_as
from tests.factories.people import make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("home")]


def last_day() -> date:
    return timezone.localdate() + timedelta(days=400)


@pytest.fixture
def ending(learner) -> Certificate:
    return make_certificate(learner, valid_until=last_day())


def sweep(days_before: int) -> int:
    """As if today were so many days before the last day."""
    with patch("certificates.news.timezone.localdate", return_value=last_day() - timedelta(days=days_before)):
        return tell_what_expires()


def keys() -> set[str]:
    return {mail.key.split(":")[0] for mail in OutboxMail.objects.all()}


@pytest.mark.parametrize(
    ("days_before", "due"),
    [
        (61, set()),
        (60, {"certificate-expires-60"}),
        (31, {"certificate-expires-60"}),
        (30, set()),
        (15, set()),
        (14, {"certificate-expires-14"}),
        (0, {"certificate-expires-14"}),
        (-1, set()),
    ],
)
def test_it_is_told_two_months_and_two_weeks_before_its_last_day(ending, days_before, due):
    assert sweep(days_before) == len(due)
    assert keys() == due


def test_the_mail_says_which_course_until_when_and_where_it_is(ending, learner):
    sweep(60)
    assert send_due_mail() == 1
    (sent,) = mail.outbox
    assert sent.to == [learner.email]
    for words in (
        "Sanne de Vries",
        ending.course_title,
        f"/mijn-leren/certificaat/{ending.code}/",
        str(last_day().year),
    ):
        assert words in sent.body
    assert "Uw certificaat is geldig tot en met" in sent.subject


def test_nothing_is_told_twice(ending):
    assert [sweep(days) for days in (60, 60, 59, 14, 13)] == [1, 0, 0, 1, 0]


def test_a_mail_is_offered_no_longer_than_the_outbox_remembers_it():
    assert NEWS_FOR + timedelta(days=1) <= SENT_KEPT_FOR
    first, second = DAYS_BEFORE_END
    assert timedelta(days=first - second) > NEWS_FOR


def test_none_for_what_was_revoked_or_replaced_but_for_what_took_its_place(ending):
    replacement = reissue_as(ending)
    OutboxMail.objects.all().delete()
    assert sweep(60) == 1
    assert OutboxMail.objects.get().key == f"certificate-expires-60:{replacement.pk}"
    revoke_as(replacement)
    assert sweep(14) == 0


def test_none_when_a_newer_one_of_the_same_course_counts(ending, learner):
    with patch("certificates.words.timezone.localdate", return_value=timezone.localdate() + timedelta(days=350)):
        newer = make_certificate(learner)
    assert newer.completed_on > ending.completed_on
    assert sweep(14) == 1, "it is of another course"
    OutboxMail.objects.all().delete()
    copy = Certificate.objects.get(pk=newer.pk)
    copy.pk, copy.code, copy.completion, copy._state.adding = None, "1" * 26, None, True
    copy.course_key = ending.course_key
    copy.save()
    assert sweep(14) == 0
    revoke_as(copy)
    OutboxMail.objects.all().delete()
    assert sweep(14) == 1


def test_none_on_the_day_of_issue_for_one_that_counts_only_briefly(learner):
    make_certificate(learner, valid_until=timezone.localdate() + timedelta(days=31))
    assert tell_what_expires() == 0


def test_none_for_who_does_not_want_it_or_has_no_account_any_more(ending, learner):
    choose(learner, MailKind.CERTIFICATES, wanted=False)
    assert sweep(60) == 0
    choose(learner, MailKind.CERTIFICATES, wanted=True)
    learner.is_active = False
    learner.save()
    assert sweep(60) == 0


def test_who_gets_another_certificate_hears_the_name_and_why(certificate, learner):
    replacement = reissue_as(certificate, "Sanne & Vries", "Zij is <getrouwd>.")
    assert send_due_mail() == 1
    (sent,) = mail.outbox
    assert (sent.to, sent.subject) == ([learner.email], "U hebt een nieuw certificaat")
    for words in ("Sanne & Vries", "Zij is <getrouwd>.", f"/mijn-leren/certificaat/{replacement.code}/"):
        assert words in sent.body


def test_whose_certificate_is_revoked_hears_the_kind_and_why(certificate, learner):
    revoke_as(certificate, "De toets is door een ander gemaakt.")
    assert send_due_mail() == 1
    (sent,) = mail.outbox
    assert (sent.to, sent.subject) == ([learner.email], "Uw certificaat is ingetrokken")
    for words in (certificate.course_title, "niet het eigen werk", "De toets is door een ander gemaakt."):
        assert words in sent.body


def test_revoking_twice_mails_once(certificate):
    for _ in range(2):
        revoke_as(certificate)
    assert OutboxMail.objects.count() == 1


def test_who_was_erased_or_does_not_want_it_gets_no_mail(learner):
    choose(learner, MailKind.CERTIFICATES, wanted=False)
    revoke_as(make_certificate(learner))
    gone = make_user()
    of_nobody = make_certificate(gone)
    gone.delete()
    of_nobody.refresh_from_db()
    assert of_nobody.user is None
    revoke_as(of_nobody)
    assert not OutboxMail.objects.exists()
