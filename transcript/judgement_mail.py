"""The learner hears by mail what HR thinks of evidence: once, as it is judged once."""

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from people.mail_kinds import MailKind
from people.models import OutboxMail
from people.outbox import put_in_outbox

from .models import Evidence


def mail_judgement(evidence: Evidence) -> None:
    """To be called in the transaction of the judgement, so that neither is there without the other."""
    context = {
        "evidence": evidence,
        "confirmed": evidence.state == Evidence.State.CONFIRMED,
        "link": settings.BASE_URL + reverse("evidence", args=[evidence.pk]),
    }
    with translation.override(settings.LANGUAGE_CODE):
        subject = render_to_string("transcript/email/judgement_subject.txt", context)
        body = render_to_string("transcript/email/judgement_message.txt", context)
    put_in_outbox(evidence.user, MailKind.EVIDENCE, _key(evidence.pk), subject, body)


def take_back_mail(pk: int) -> None:
    """Forget the mail about evidence that is withdrawn; what was sent has lost its words already."""
    OutboxMail.objects.filter(key=_key(pk)).delete()


def _key(pk: int) -> str:
    return f"evidence:{pk}"
