"""Mail that is never lost and never sent twice: a row, written with what it is about, sent by the sweep."""

import logging
from collections.abc import Collection, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from email.mime.text import MIMEText
from email.utils import make_msgid
from smtplib import SMTPDataError, SMTPRecipientsRefused, SMTPResponseException, SMTPSenderRefused
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.db.models import Count, Min, QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.text import Truncator

from .mail_choices import refusals, unsubscribe_link, wants
from .mail_kinds import MailKind
from .models import OutboxMail, User

logger = logging.getLogger(__name__)

# A mail server that is away comes back within a long weekend; later the mail is no news any more.
TRIED_FOR = timedelta(hours=72)
# The first wait must be longer than the slowest attempt (EMAIL_TIMEOUT for each step of the conversation):
# whoever claimed a mail has until then.
FIRST_WAIT, LONGEST_WAIT = timedelta(minutes=5), timedelta(hours=4)
SENT_KEPT_FOR, GIVEN_UP_KEPT_FOR = timedelta(days=30), timedelta(days=90)
# The server works but refuses this one mail: the next may be welcome.
REFUSED = (SMTPRecipientsRefused, SMTPSenderRefused, SMTPDataError, ValueError)
State = OutboxMail.State


def put_in_outbox(user: User, kind: MailKind, key: str, subject: str, body: str) -> OutboxMail | None:
    """Have this mailed, if the transaction of the caller holds; in the language of the platform.

    The same key again changes nothing and returns the first row. A key is remembered until 30 days after
    sending (90 after giving up), so offer a mail only while it is news. None: this person does not want it.
    """
    if not wants(user, kind):
        return None
    words = _row(Mail(user, kind, key, subject, body))
    mail, _made = OutboxMail.objects.get_or_create(key=key, defaults=words)
    return mail


@dataclass(frozen=True)
class Mail:
    """What is mailed to whom; `key` says why and `calendar` is attached, see OutboxMail.

    Who has no account (`user` is None) is mailed at `address`, with `way_out` to end it.
    """

    user: User | None
    kind: MailKind
    key: str
    subject: str
    body: str
    calendar: str = ""
    address: str = ""
    way_out: str = ""


def put_all_in_outbox(mails: Collection[Mail]) -> None:
    """The same for many at once: two queries, whatever their number.

    Of what somebody does not want a row without words is kept, so that one can see why it never came.
    """
    refused = refusals({mail.user.pk for mail in mails if mail.user})
    OutboxMail.objects.bulk_create(
        [OutboxMail(key=mail.key, **_row(mail) | _unwanted(mail, refused)) for mail in mails],
        ignore_conflicts=True,
    )


def _unwanted(mail: Mail, refused: Collection[tuple[int, str]]) -> dict[str, Any]:
    if mail.user is None:
        return {}
    wanted = mail.user.is_active and (mail.user.pk, mail.kind.value) not in refused
    return {} if wanted else {"state": State.NOT_WANTED, "subject": "", "body": "", "calendar": ""}


def _row(mail: Mail) -> dict[str, Any]:
    now = timezone.now()
    return {
        "user": mail.user,
        "address": mail.address,
        "way_out": mail.way_out,
        "kind": mail.kind,
        "subject": Truncator(" ".join(mail.subject.split())).chars(200),
        "body": mail.body,
        "calendar": mail.calendar,
        "message_id": make_msgid(domain=urlsplit(settings.BASE_URL).hostname),
        "created_at": now,
        "next_try_at": now,
        "give_up_at": now + TRIED_FOR,
    }


@transaction.atomic
def take_back(keys: Collection[str]) -> list[str]:
    """Remove of these mails those that wait, because they are no news any more; returns their keys.

    Not one that somebody may be sending at this moment: that is sent.
    """
    waiting = OutboxMail.objects.filter(key__in=keys, state=State.WAITING)
    locked = list(waiting.select_for_update(skip_locked=True, of=("self",)).only("key", "attempts", "next_try_at"))
    idle = [mail for mail in locked if not _is_being_sent(mail)]
    OutboxMail.objects.filter(pk__in=[mail.pk for mail in idle]).delete()
    return [mail.key for mail in idle]


def _is_being_sent(mail: OutboxMail) -> bool:
    """An attempt takes less than the first wait; see _claimed, which writes down when the next one is."""
    if mail.attempts == 0:
        return False
    claimed_at = mail.next_try_at - _wait_after(mail.attempts - 1)
    return timezone.now() < claimed_at + FIRST_WAIT


def _wait_after(attempts: int) -> timedelta:
    wait: timedelta = min(FIRST_WAIT * 2**attempts, LONGEST_WAIT)
    return wait


def send_due_mail(limit: int = 1000) -> int:
    """Send what is due; returns how many were sent. Nothing a mail server does raises an error here.

    Killed between sending and writing that down, a mail goes out a second time; it has the same Message-ID,
    with which mail programs show it once.
    """
    sent = 0
    connection = get_connection()
    try:
        for mail in _claimed(limit):
            try:
                sent += _send(mail, connection)
            except REFUSED as error:
                _note_failure(mail, error)
            except OSError as error:
                # Every other failure of network, TLS or SMTP: the server itself fails, so the rest waits.
                _note_failure(mail, error)
                break
    finally:
        with suppress(OSError):
            connection.close()
    return sent


def _claimed(limit: int) -> Iterator[OutboxMail]:
    """Mails that nobody else sends now, one at a time.

    Claiming is writing down the attempt and the moment of the next one before the attempt is made. So a
    process that dies leaves nothing locked. SQLite has no row locks; there the transaction is the only writer.
    """
    for _number in range(limit):
        now = timezone.now()
        with transaction.atomic():
            due = OutboxMail.objects.filter(state=State.WAITING, next_try_at__lte=now).order_by("next_try_at", "pk")
            mail = due.select_for_update(skip_locked=True, of=("self",)).select_related("user").first()
            if mail is None:
                return
            mail.next_try_at = now + _wait_after(mail.attempts)
            mail.attempts += 1
            mail.save(update_fields=["attempts", "next_try_at"])
        yield mail


def _send(mail: OutboxMail, connection: BaseEmailBackend) -> bool:
    """Whether it was sent; not when its reader has changed their mind since."""
    if mail.user is not None and not wants(mail.user, MailKind(mail.kind)):
        _settle(mail, state=State.NOT_WANTED)
        return False
    connection.open()
    connection.send_messages([_message(mail)])
    _settle(mail, state=State.SENT, sent_at=timezone.now())
    return True


def _settle(mail: OutboxMail, **fields: object) -> None:
    """Write down the end of a mail, and forget its words: nobody has to send them any more."""
    emptied = dict.fromkeys(("subject", "body", "calendar", "address", "way_out", "last_error"), "")
    OutboxMail.objects.filter(pk=mail.pk).update(**emptied, **fields)


def _message(mail: OutboxMail) -> EmailMessage:
    """The mail as it goes out, with the way out of it in its headers (RFC 8058) and below its words."""
    if mail.user is None:
        return _written(mail, mail.address, _footer("footer_without_account", link=mail.way_out), mail.way_out)
    link = unsubscribe_link(mail.user, MailKind(mail.kind))
    choices = settings.BASE_URL + reverse("mail_choices")
    footer = _footer("footer", kind=MailKind(mail.kind), link=link, choices=choices)
    one_click = {"List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
    return _written(mail, mail.user.email, footer, link, one_click)


def _footer(name: str, **context: Any) -> str:
    with translation.override(settings.LANGUAGE_CODE):
        return render_to_string(f"people/email/{name}.txt", context)


def _written(
    mail: OutboxMail, to: str, footer: str, way_out: str, headers: Mapping[str, str] | None = None
) -> EmailMessage:
    return EmailMessage(
        mail.subject,
        f"{mail.body.rstrip()}\n\n{footer}",
        to=[to],
        attachments=[_calendar_part(mail.calendar)] if mail.calendar else None,
        headers={
            "Message-ID": mail.message_id,
            "Auto-Submitted": "auto-generated",
            "List-Unsubscribe": f"<{way_out}>",
            **(headers or {}),
        },
    )


def _calendar_part(calendar: str) -> MIMEText:
    """Mail programs look at the method in the header, not in the file, to offer it to a calendar (RFC 6047, 2.4)."""
    part = MIMEText(calendar, "calendar", "utf-8")
    method = next((line for line in calendar.splitlines() if line.startswith("METHOD:")), "METHOD:PUBLISH")
    part.set_param("method", method.removeprefix("METHOD:"))
    part.add_header("Content-Disposition", "attachment", filename="agenda.ics")
    return part


def _note_failure(mail: OutboxMail, error: Exception) -> None:
    reason = _name_of(error)
    # Without the address and the server's words, which may name it: logs are read by many.
    logger.warning("Mail %s could not be sent (attempt %s): %s", mail.pk, mail.attempts, reason)
    state = State.GIVEN_UP if timezone.now() >= mail.give_up_at else State.WAITING
    # Of this attempt only: after so long a wait that another sweep began the next one, that one decides.
    OutboxMail.objects.filter(pk=mail.pk, attempts=mail.attempts).update(state=state, last_error=reason)


def _name_of(error: Exception) -> str:
    """The class of the error and the code of the server, such as "SMTPDataError 451"."""
    codes: list[int] = []
    if isinstance(error, SMTPRecipientsRefused):
        codes = [code for code, _words in error.recipients.values()]
    elif isinstance(error, SMTPResponseException):
        codes = [error.smtp_code]
    return " ".join([type(error).__name__, *map(str, codes)])


@dataclass(frozen=True)
class Queue:
    """What is in the outbox. overdue: for how long something has been due that nobody has tried since."""

    overdue: timedelta
    waiting: int
    given_up: int


def queue() -> Queue:
    """The outbox at this moment."""
    now = timezone.now()
    first = OutboxMail.objects.filter(state=State.WAITING).aggregate(at=Min("next_try_at"), waiting=Count("pk"))
    overdue = max(now - first["at"], timedelta()) if first["at"] else timedelta()
    return Queue(overdue, first["waiting"], OutboxMail.objects.filter(state=State.GIVEN_UP).count())


def try_given_up_again() -> int:
    """Begin anew with every mail that was given up; returns how many."""
    now = timezone.now()
    given_up = OutboxMail.objects.filter(state=State.GIVEN_UP)
    return given_up.update(state=State.WAITING, attempts=0, next_try_at=now, give_up_at=now + TRIED_FOR)


def old_mail() -> QuerySet[OutboxMail]:
    """What was sent or refused 30 days ago, and what was given up 90 days ago."""
    now = timezone.now()
    return (
        OutboxMail.objects.filter(state=State.SENT, sent_at__lt=now - SENT_KEPT_FOR)
        | OutboxMail.objects.filter(state=State.NOT_WANTED, created_at__lt=now - SENT_KEPT_FOR)
        | OutboxMail.objects.filter(state=State.GIVEN_UP, give_up_at__lt=now - GIVEN_UP_KEPT_FOR)
    )


def forget_old_mail() -> int:
    """Remove it; returns how many."""
    return old_mail().delete()[0]
