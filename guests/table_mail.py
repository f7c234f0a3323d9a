"""Mail about an answer to the question of a case, written in the transaction of the reply."""

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation

from people.mail_kinds import MailKind
from people.outbox import put_in_outbox

from .models import TableAnswer


def mail_reply(answer: TableAnswer) -> None:
    """To who wrote the answer, if that account is still there."""
    if answer.author is None:
        return
    context = {
        "name": answer.author.get_short_name(),
        "case": answer.step.case.title,
        "enterprise": answer.step.case.enterprise.name,
        "answer": answer,
        "link": settings.BASE_URL + answer.step.url + "#vraag",
    }
    with translation.override(settings.LANGUAGE_CODE):
        subject = render_to_string("guests/email/reply_subject.txt", context)
        body = render_to_string("guests/email/reply.txt", context)
    put_in_outbox(answer.author, MailKind.ANSWERS, f"table-reply:{answer.pk}", subject, body)
