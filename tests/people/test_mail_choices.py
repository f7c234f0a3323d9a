"""People choose per kind which mail they get; and nobody chooses for another."""

import pytest
from django.urls import reverse

from people.mail_choices import choose, wanted_kinds, wants
from people.mail_kinds import MailKind
from people.models import MailChoice, OutboxMail
from people.outbox import put_in_outbox, send_due_mail
from tests.factories.hr import signed_in
from tests.factories.people import make_mail, make_member, make_organisation, make_user

pytestmark = pytest.mark.django_db


def test_everything_is_on_until_somebody_chooses(as_learner, learner):
    page = as_learner.get(reverse("mail_choices")).content.decode()

    assert wanted_kinds(learner) == set(MailKind)
    assert page.count(" checked") == len(MailKind)
    for kind in MailKind:
        assert str(kind.label) in page
        assert kind.description in page
    assert not MailChoice.objects.exists()


def test_one_chooses_and_sees_what_one_chose(as_learner, learner):
    response = as_learner.post(reverse("mail_choices"), {"answers": "on"}, follow=True)

    assert wanted_kinds(learner) == {MailKind.ANSWERS}
    page = response.content.decode()
    assert "Uw keuzes zijn opgeslagen." in page
    assert page.count(" checked") == 1


def test_one_switches_everything_off_and_on_again(as_learner, learner):
    as_learner.post(reverse("mail_choices"), {})
    assert wanted_kinds(learner) == set()
    as_learner.post(reverse("mail_choices"), dict.fromkeys(MailKind, "on"))
    assert wanted_kinds(learner) == set(MailKind)
    assert MailChoice.objects.count() == len(MailKind)


def test_the_page_is_found_from_ones_details(as_learner):
    assert f'href="{reverse("mail_choices")}"' in as_learner.get(reverse("my_details")).content.decode()


def test_a_refused_kind_is_not_put_in_the_outbox_and_another_is(learner):
    choose(learner, MailKind.INTENTION, wanted=False)

    assert put_in_outbox(learner, MailKind.INTENTION, "intention-30:1", "Uw voornemen", "Eén.") is None
    assert put_in_outbox(learner, MailKind.ANSWERS, "digest:1", "Antwoord", "Eén.") is not None
    assert OutboxMail.objects.get().kind == MailKind.ANSWERS


def test_who_refuses_while_a_mail_waits_does_not_get_it(as_learner, learner, mailoutbox):
    mail = make_mail(learner)
    as_learner.post(reverse("mail_choices"), {"answers": "on"})

    assert send_due_mail() == 0
    mail.refresh_from_db()
    assert (mail.state, mail.subject, mail.body) == (OutboxMail.State.NOT_WANTED, "", "")
    assert mailoutbox == []


def test_a_colleague_cannot_change_them(learner, home):
    organisation = make_organisation()
    make_member(organisation, user=learner)
    colleague = make_member(organisation)
    signed_in(colleague).post(reverse("mail_choices"), {"user": learner.pk, "answers": "on"})

    assert wanted_kinds(learner) == set(MailKind)
    assert wanted_kinds(colleague) == {MailKind.ANSWERS}


def test_a_visitor_signs_in_first(client, home):
    for response in (client.get(reverse("mail_choices")), client.post(reverse("mail_choices"), {})):
        assert response.url.startswith(reverse("account_login"))
    assert not MailChoice.objects.exists()


def test_a_closed_account_wants_nothing():
    assert not wants(make_user(is_active=False), MailKind.ANSWERS)
