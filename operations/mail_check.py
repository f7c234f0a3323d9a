"""A mail that goes out at once, past the outbox, to hear what the mail server answers."""

import smtplib
import socket
import ssl
from contextlib import suppress
from dataclasses import dataclass

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.smtp import EmailBackend
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .heartbeat import TEST_MAIL, beat

# Of what the server says; it may send pages.
_LONGEST_ANSWER = 200

# The first that fits; a class comes before the one that it is a kind of.
_MEANINGS: tuple[tuple[tuple[type[Exception], ...], str | Promise], ...] = (
    (
        (smtplib.SMTPAuthenticationError,),
        gettext_lazy("The mail server refuses the name or the password in EMAIL_URL. Fill in the right ones."),
    ),
    (
        (smtplib.SMTPRecipientsRefused,),
        gettext_lazy("The mail server does not take mail for your address. Look whether it may send to it."),
    ),
    (
        (smtplib.SMTPSenderRefused,),
        gettext_lazy("The mail server does not take mail of our sender. Look at DEFAULT_FROM_EMAIL."),
    ),
    (
        (smtplib.SMTPNotSupportedError,),
        gettext_lazy("The mail server does not know what EMAIL_URL asks for, such as a password or TLS."),
    ),
    (
        (smtplib.SMTPServerDisconnected, ConnectionResetError),
        gettext_lazy("The mail server hung up. Look at the port and at TLS in EMAIL_URL: smtp+ssl or smtp+tls."),
    ),
    (
        (smtplib.SMTPException,),
        gettext_lazy("The mail server answered, and refused the mail."),
    ),
    (
        (ssl.SSLCertVerificationError,),
        gettext_lazy("The certificate of the mail server is not right, so nothing was sent. Have it renewed."),
    ),
    (
        (ssl.SSLError,),
        gettext_lazy(
            "No safe connection (TLS) could be made. Look at the port and at smtp+ssl or smtp+tls in EMAIL_URL."
        ),
    ),
    (
        (TimeoutError,),
        gettext_lazy(
            "The mail server did not answer in time. Look at the port, and whether a firewall is in between."
        ),
    ),
    (
        (socket.gaierror,),
        gettext_lazy("There is no mail server with this name. Look at the name in EMAIL_URL."),
    ),
    (
        (ConnectionRefusedError,),
        gettext_lazy("Nobody listens at this port of the mail server. Look at the port in EMAIL_URL."),
    ),
    (
        (OSError,),
        gettext_lazy("The mail server cannot be reached. Look at EMAIL_URL and at the network."),
    ),
)


@dataclass(frozen=True)
class Answer:
    """What came of it. meaning: a sentence for the administrator; said: the words of the server, if it had any."""

    taken: bool
    meaning: str
    said: str = ""


def send_test_mail(to: str) -> Answer:
    """Send one, and remember it when the mail server took it."""
    connection = get_connection()
    mail = EmailMessage(
        _("Test mail"),
        _("This is a test mail of %(address)s, sent on %(moment)s. Mail works.")
        % {"address": settings.BASE_URL, "moment": date_format(timezone.localtime(), "DATETIME_FORMAT")},
        to=[to],
        headers={"Auto-Submitted": "auto-generated"},
        connection=connection,
    )
    try:
        mail.send()
    except (OSError, ValueError) as error:
        return Answer(False, _meaning_of(error), _words_of(error))
    finally:
        # Who fails halfway leaves it open.
        with suppress(OSError):
            connection.close()
    if not isinstance(connection, EmailBackend):
        return Answer(False, _("Nothing was sent: EMAIL_URL names no mail server, so mail stays on this machine."))
    beat(TEST_MAIL)
    return Answer(True, _("The mail server took the test mail. Look in your inbox, and in the folder for spam."))


def _meaning_of(error: Exception) -> str:
    found = next((meaning for kinds, meaning in _MEANINGS if isinstance(error, kinds)), None)
    return str(found or _("The mail could not be made. Look at DEFAULT_FROM_EMAIL and at your own address."))


def _words_of(error: Exception) -> str:
    """As the server said them, with its code; of an error of this machine, its own words."""
    answers: list[tuple[int, bytes | str]]
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        answers = list(error.recipients.values())
    elif isinstance(error, smtplib.SMTPResponseException):
        answers = [(error.smtp_code, error.smtp_error)]
    else:
        return str(error)[:_LONGEST_ANSWER]
    texts = [
        f"{code} {words.decode('utf-8', 'replace') if isinstance(words, bytes) else words}" for code, words in answers
    ]
    return "; ".join(texts)[:_LONGEST_ANSWER]
