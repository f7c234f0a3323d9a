"""The mail with which someone is invited."""

import logging
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from .models import Invitation

logger = logging.getLogger(__name__)


def mail_invitation(invitation: Invitation, token: str) -> bool:
    """Mail the link, in the language of the platform. False when the mail server does not take it."""
    context = {
        "invitation": invitation,
        "link": settings.BASE_URL + reverse("invitation", args=[token]),
    }
    with translation.override(settings.LANGUAGE_CODE):
        subject = render_to_string("people/email/invitation_subject.txt", context)
        message = render_to_string("people/email/invitation_message.txt", context)
    try:
        send_mail(" ".join(subject.split()), message, None, [invitation.email])
    except (OSError, SMTPException):
        # Without the address: logs are read by more people than HR.
        logger.exception("Invitation %s could not be mailed", invitation.pk)
        return False
    return True
