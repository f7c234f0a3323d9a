"""Mail that is never lost and never sent twice, whatever the mail server does."""

from datetime import timedelta
from email import message_from_bytes, policy

import pytest
from django.core.mail.backends.locmem import EmailBackend
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone

from people import outbox
from people.mail_kinds import MailKind
from people.models import OutboxMail
from people.outbox import forget_old_mail, put_in_outbox, send_due_mail
from tests.certificates.test_at_the_same_time import PEOPLE_AT_ONCE, all_at_once
from tests.factories.people import make_mail, make_user

from .smtp_stub import SmtpStub

pytestmark = pytest.mark.row("R8", "R9")

State = OutboxMail.State


@pytest.fixture
def smtp(settings):
    with SmtpStub() as stub:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = stub.server_address
        settings.EMAIL_TIMEOUT = 30
        yield stub


@pytest.fixture
def closed_port(settings):
    """Nobody listens at the address of the mail server."""
    with SmtpStub() as stub:
        settings.EMAIL_HOST, settings.EMAIL_PORT = stub.server_address
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"


def wait_over() -> None:
    """The time until the next attempt has passed."""
    OutboxMail.objects.filter(state=State.WAITING).update(next_try_at=timezone.now())


def age(mail: OutboxMail, by: timedelta) -> None:
    """The mail was made that much earlier."""
    for moment in ("created_at", "give_up_at", "next_try_at", "sent_at"):
        if getattr(mail, moment):
            setattr(mail, moment, getattr(mail, moment) - by)
    mail.save()


@pytest.mark.django_db
def test_a_mail_goes_out_with_its_words_and_the_way_out_of_it(mailoutbox, settings):
    mail = make_mail()
    subject, body, message_id = mail.subject, mail.body, mail.message_id

    assert send_due_mail() == 1

    [sent] = mailoutbox
    assert (sent.subject, sent.to) == (subject, [mail.user.email])
    assert sent.body.startswith(f"{body}\n\n--\nDeze mail hoort bij “Uw voornemens”.")
    link = sent.extra_headers["List-Unsubscribe"].strip("<>")
    assert link.startswith(f"{settings.BASE_URL}/mail/afmelden/")
    assert f"Deze mail stoppen: {link}\n" in sent.body
    assert f"{settings.BASE_URL}/mijn-gegevens/mail/" in sent.body
    assert sent.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert sent.extra_headers["Auto-Submitted"] == "auto-generated"
    assert sent.message()["Message-ID"] == message_id


@pytest.mark.django_db
def test_a_mail_that_was_sent_keeps_no_words_and_is_not_sent_again(mailoutbox):
    mail = make_mail()
    send_due_mail()
    wait_over()
    assert send_due_mail() == 0

    mail.refresh_from_db()
    assert len(mailoutbox) == 1
    assert (mail.state, mail.subject, mail.body) == (State.SENT, "", "")
    assert mail.sent_at is not None


@pytest.mark.django_db
def test_the_same_key_is_one_mail_before_and_after_sending(mailoutbox):
    user = make_user()
    first = put_in_outbox(user, MailKind.ANSWERS, "digest:1", "Eerste", "Eén.")
    assert put_in_outbox(user, MailKind.ANSWERS, "digest:1", "Tweede", "Twee.") == first
    send_due_mail()
    assert put_in_outbox(user, MailKind.ANSWERS, "digest:1", "Derde", "Drie.") == first
    send_due_mail()

    assert [mail.subject for mail in mailoutbox] == ["Eerste"]


@pytest.mark.django_db
def test_a_transaction_that_fails_mails_nothing(mailoutbox):
    user = make_user()
    with transaction.atomic():
        put_in_outbox(user, MailKind.ANSWERS, "digest:1", "Eerste", "Eén.")
        transaction.set_rollback(True)

    assert send_due_mail() == 0
    assert mailoutbox == []


@pytest.mark.django_db
def test_a_subject_is_one_line_that_fits(mailoutbox):
    put_in_outbox(
        make_user(), MailKind.ANSWERS, "digest:1", "Vraag over\r\nBcc: x@elders.example " + "a" * 300, "Eén."
    )
    send_due_mail()

    [sent] = mailoutbox
    assert sent.subject.startswith("Vraag over Bcc: x@elders.example aaa")
    assert len(sent.subject) == 200
    assert sent.recipients() == sent.to


@pytest.mark.django_db
def test_someone_whose_account_is_closed_gets_nothing(mailoutbox):
    user = make_user()
    waiting = make_mail(user)
    user.is_active = False
    user.save()

    assert put_in_outbox(user, MailKind.ANSWERS, "digest:1", "Eerste", "Eén.") is None
    assert send_due_mail() == 0
    waiting.refresh_from_db()
    assert (waiting.state, waiting.body, mailoutbox) == (State.NOT_WANTED, "", [])


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("behaviour", "error"),
    [
        ("hang", "SMTPServerDisconnected"),
        ("disconnect", "SMTPServerDisconnected"),
        ("421", "SMTPSenderRefused 421"),
        ("450", "SMTPRecipientsRefused 450"),
        ("550", "SMTPRecipientsRefused 550"),
        ("451", "SMTPDataError 451"),
        ("554", "SMTPDataError 554"),
    ],
)
def test_what_the_server_does_not_take_is_kept_and_sent_once_later(smtp, settings, behaviour, error):
    mail = make_mail()
    body = mail.body
    smtp.behaviour = behaviour
    patience = settings.EMAIL_TIMEOUT
    settings.EMAIL_TIMEOUT = 0.1 if behaviour == "hang" else patience
    assert send_due_mail() == 0

    mail.refresh_from_db()
    assert (mail.state, mail.attempts, mail.last_error, mail.body) == (State.WAITING, 1, error, body)
    assert smtp.received == []

    smtp.behaviour, settings.EMAIL_TIMEOUT = "accept", patience
    assert send_due_mail() == 0, "not before its time"
    wait_over()
    assert send_due_mail() == 1
    wait_over()
    assert send_due_mail() == 0
    [received] = smtp.received
    assert message_from_bytes(received, policy=policy.default)["Message-ID"] == mail.message_id


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("encryption", "error"), [("EMAIL_USE_TLS", "SMTPNotSupportedError"), ("EMAIL_USE_SSL", "SSLError")]
)
def test_without_the_encryption_that_was_asked_nothing_is_sent(smtp, settings, encryption, error):
    mail = make_mail()
    setattr(settings, encryption, True)
    assert send_due_mail() == 0
    mail.refresh_from_db()
    assert (mail.state, mail.last_error, smtp.received) == (State.WAITING, error, [])

    setattr(settings, encryption, False)
    wait_over()
    assert send_due_mail() == 1


@pytest.mark.django_db
def test_a_server_that_is_not_there_keeps_everything_and_is_asked_once(closed_port):
    mails = [make_mail(), make_mail()]
    assert send_due_mail() == 0

    for mail in mails:
        mail.refresh_from_db()
    assert [mail.state for mail in mails] == [State.WAITING, State.WAITING]
    assert [mail.attempts for mail in mails] == [1, 0]
    assert [mail.last_error for mail in mails] == ["ConnectionRefusedError", ""]


@pytest.mark.django_db
def test_an_answer_that_got_lost_gives_a_second_mail_with_the_same_number(smtp):
    """The server took the mail but said nothing; mail programs show what has one Message-ID once."""
    mail = make_mail()
    smtp.behaviour = "take and disconnect"
    send_due_mail()
    smtp.behaviour = "accept"
    wait_over()
    send_due_mail()

    numbers = [message_from_bytes(one, policy=policy.default)["Message-ID"] for one in smtp.received]
    assert numbers == [mail.message_id, mail.message_id]


@pytest.mark.django_db
def test_killed_before_it_was_written_down_it_is_sent_again_with_the_same_number(mailoutbox, monkeypatch):
    mail = make_mail()

    def killed(*_: object, **__: object) -> None:
        raise SystemExit

    with monkeypatch.context() as patch:
        patch.setattr(outbox, "_settle", killed)
        with pytest.raises(SystemExit):
            send_due_mail()
    assert send_due_mail() == 0, "whoever was killed might still be sending"
    wait_over()
    assert send_due_mail() == 1

    assert [sent.message()["Message-ID"] for sent in mailoutbox] == [mail.message_id] * 2


@pytest.mark.django_db
def test_one_reader_who_is_refused_does_not_stop_the_others(mailoutbox, monkeypatch):
    wrong = make_mail(make_user(email="a@b@gemeente.example"))
    right = make_mail()
    original = EmailBackend.send_messages

    def refuse_wrong_address(backend: EmailBackend, messages: list) -> int:
        if messages[0].to == [wrong.user.email]:
            raise ValueError("Invalid address; only one address may be used")
        return original(backend, messages)

    monkeypatch.setattr(EmailBackend, "send_messages", refuse_wrong_address)
    assert send_due_mail() == 1
    wrong.refresh_from_db()
    assert (wrong.state, wrong.last_error) == (State.WAITING, "ValueError")
    assert mailoutbox[0].to == [right.user.email]


@pytest.mark.django_db
def test_the_log_and_the_row_name_no_address(smtp, caplog):
    mail = make_mail()
    smtp.behaviour = "550"
    send_due_mail()

    mail.refresh_from_db()
    assert f"Mail {mail.pk} could not be sent" in caplog.text
    assert mail.user.email not in caplog.text + mail.last_error


@pytest.mark.django_db
def test_each_wait_is_longer_up_to_four_hours(closed_port):
    mail = make_mail()
    waits = []
    for _attempt in range(9):
        wait_over()
        before = timezone.now()
        send_due_mail()
        mail.refresh_from_db()
        waits.append(round((mail.next_try_at - before).total_seconds() / 60))

    assert waits == [5, 10, 20, 40, 80, 160, 240, 240, 240]
    assert mail.state == State.WAITING


@pytest.mark.django_db
def test_after_72_hours_a_failed_attempt_is_the_last_until_somebody_asks_for_more(closed_port, settings, capsys):
    mail = make_mail()
    age(mail, timedelta(hours=72))
    send_due_mail()
    mail.refresh_from_db()
    assert mail.state == State.GIVEN_UP

    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert send_due_mail() == 0
    call_command("retry_mail")
    assert send_due_mail() == 1
    mail.refresh_from_db()
    assert mail.state == State.SENT
    assert "Mails that are tried again: 1." in capsys.readouterr().out


@pytest.mark.django_db
def test_a_mail_that_could_not_be_tried_for_days_is_still_tried(mailoutbox):
    age(make_mail(), timedelta(days=10))
    assert send_due_mail() == 1


@pytest.mark.django_db
def test_a_sweep_leaves_the_mail_alone_that_another_is_sending(mailoutbox, monkeypatch):
    make_mail()
    make_mail()
    original = EmailBackend.send_messages
    by_the_other = []

    def send_while_another_sweeps(backend: EmailBackend, messages: list) -> int:
        if not by_the_other:
            by_the_other.append(None)
            by_the_other.append(send_due_mail())
        return original(backend, messages)

    monkeypatch.setattr(EmailBackend, "send_messages", send_while_another_sweeps)
    assert send_due_mail() == 1
    assert by_the_other == [None, 1]
    assert len({mail.to[0] for mail in mailoutbox}) == len(mailoutbox) == 2


@pytest.mark.django_db
def test_an_attempt_that_fails_very_late_does_not_undo_a_later_one(mailoutbox, monkeypatch):
    mail = make_mail()
    original = EmailBackend.send_messages
    attempts = []

    def hang_until_another_has_sent(backend: EmailBackend, messages: list) -> int:
        attempts.append(None)
        if len(attempts) > 1:
            return original(backend, messages)
        wait_over()
        assert send_due_mail() == 1
        raise TimeoutError

    monkeypatch.setattr(EmailBackend, "send_messages", hang_until_another_has_sent)
    assert send_due_mail() == 0

    mail.refresh_from_db()
    assert (mail.state, mail.last_error, len(mailoutbox)) == (State.SENT, "", 1)


@pytest.mark.django_db(transaction=True)
def test_sweeps_at_the_same_moment_send_each_mail_once(mailoutbox):
    mails = [make_mail() for _ in range(10)]
    sent = all_at_once(send_due_mail)

    assert sum(sent) == 10
    assert sorted(mail.to[0] for mail in mailoutbox) == sorted(mail.user.email for mail in mails)


@pytest.mark.django_db(transaction=True)
def test_the_same_mail_offered_at_the_same_moment_is_one():
    user = make_user()
    rows = all_at_once(lambda: put_in_outbox(user, MailKind.ANSWERS, "digest:1", "Eerste", "Eén."))

    assert [row.pk for row in rows] == [OutboxMail.objects.get().pk] * PEOPLE_AT_ONCE


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("state", "days", "is_kept"),
    [
        (State.SENT, 29, True),
        (State.SENT, 31, False),
        (State.NOT_WANTED, 29, True),
        (State.NOT_WANTED, 31, False),
        (State.GIVEN_UP, 89, True),
        (State.GIVEN_UP, 94, False),
        (State.WAITING, 400, True),
    ],
)
def test_rows_are_removed_when_nobody_needs_them(state, days, is_kept):
    mail = make_mail()
    mail.state = state
    mail.sent_at = timezone.now() if state == State.SENT else None
    age(mail, timedelta(days=days))

    assert forget_old_mail() == (0 if is_kept else 1)
    assert OutboxMail.objects.exists() is is_kept


@pytest.mark.django_db
def test_mail_goes_with_the_account():
    mail = make_mail()
    mail.user.delete()
    assert not OutboxMail.objects.exists()
    assert send_due_mail() == 0
