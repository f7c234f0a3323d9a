"""Mail to people who have no account: the same outbox, another way out."""

import pytest
from django.core import mail
from django.db import IntegrityError, transaction

from people.mail_kinds import MailKind
from people.models import OutboxMail
from people.outbox import Mail, put_all_in_outbox, send_due_mail
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db
WAY_OUT = "https://leren.example/ontmoetingen/mijn/geheim/"


def put(**changes) -> OutboxMail:
    words = {
        "user": None,
        "kind": MailKind.SESSIONS,
        "key": "meeting:1",
        "subject": "Ontmoeting",
        "body": "U komt.",
        "address": "bakker@mkb.example",
        "way_out": WAY_OUT,
    }
    put_all_in_outbox([Mail(**words | changes)])
    return OutboxMail.objects.get()


def test_it_is_sent_with_its_own_way_out_and_without_choices_of_an_account():
    put()
    assert send_due_mail() == 1

    (sent,) = mail.outbox
    assert sent.to == ["bakker@mkb.example"]
    assert WAY_OUT in sent.body
    assert "/mijn-gegevens" not in sent.body
    assert sent.extra_headers["List-Unsubscribe"] == f"<{WAY_OUT}>"
    # That link leads to a page with a button: nothing happens by one click of a program.
    assert "List-Unsubscribe-Post" not in sent.extra_headers


def test_address_and_link_are_forgotten_once_it_is_sent():
    put()
    send_due_mail()

    kept = OutboxMail.objects.get()
    assert kept.state == OutboxMail.State.SENT
    assert (kept.address, kept.way_out, kept.body) == ("", "", "")


def test_a_mail_is_for_an_account_or_for_an_address_never_for_both():
    user = make_user()
    with pytest.raises(IntegrityError), transaction.atomic():
        OutboxMail.objects.create(
            user=user,
            address="bakker@mkb.example",
            kind=MailKind.SESSIONS,
            key="twice",
            message_id="<twice@leren.example>",
            give_up_at="2030-01-01T00:00Z",
        )


def test_with_others_in_one_go_it_is_not_lost():
    user = make_user()
    words = {"kind": MailKind.SESSIONS, "subject": "Ontmoeting", "body": "U komt."}
    put_all_in_outbox(
        [Mail(user, key="a", **words), Mail(None, key="b", address="bakker@mkb.example", way_out=WAY_OUT, **words)]
    )
    assert send_due_mail() == 2
    assert {one.to[0] for one in mail.outbox} == {user.email, "bakker@mkb.example"}
