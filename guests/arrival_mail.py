"""Mail to people who have no account yet, so it cannot wait in the outbox of one (people/outbox.py)."""

import logging
from smtplib import SMTPException
from typing import Any

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from .models import GuestApplication, GuestInvitation

logger = logging.getLogger(__name__)


def mail_invitation(invitation: GuestInvitation, token: str) -> bool:
    """False when the mail server does not take it; so for all of these."""
    link = settings.BASE_URL + reverse("guest_invitation", args=[token])
    return _mail(invitation.email, "invitation", {"invitation": invitation, "link": link})


def mail_proof(application: GuestApplication, token: str) -> bool:
    link = settings.BASE_URL + reverse("guest_application_proof", args=[token])
    return _mail(application.email, "proof", {"application": application, "link": link})


def mail_refusal(application: GuestApplication) -> bool:
    return _mail(application.email, "refusal", {"application": application})


def _mail(address: str, name: str, context: dict[str, Any]) -> bool:
    """In the language of the platform, as all mail."""
    with translation.override(settings.LANGUAGE_CODE):
        subject = render_to_string(f"guests/email/{name}_subject.txt", context)
        message = render_to_string(f"guests/email/{name}_message.txt", context)
    try:
        send_mail(" ".join(subject.split()), message, None, [address])
    except (OSError, SMTPException):
        # Without the address: logs are read by many.
        logger.exception("A mail to an entrepreneur could not be sent (%s)", name)
        return False
    return True
