"""Mail about the final wording of a case, written in the transaction of what it is about."""

from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from people.mail_kinds import MailKind
from people.models import User
from people.outbox import put_in_outbox

from .models import CaseReviewTask, FinalWording


def mail_final_wording(wording: FinalWording, author: User, token: str) -> None:
    """The link with which `author` approves, without an account."""
    link = reverse("final_wording", args=[token])
    _mail(author, f"final-wording:{wording.pk}:{author.pk}", "final_wording", wording, link)


def mail_sent_back(wording: FinalWording) -> None:
    """To whoever may review cases: the author has sent the final wording back."""
    link = reverse("wagtailadmin_pages:edit", args=[wording.case_id])
    for reviewer in reviewers():
        _mail(reviewer, f"sent-back:{wording.pk}:{reviewer.pk}", "sent_back", wording, link)


def reviewers() -> list[User]:
    """The people in the groups that review cases. Administrators may too, and are not mailed."""
    groups = CaseReviewTask.objects.filter(active=True).values("groups")
    return list(User.objects.filter(groups__in=groups, is_active=True).distinct())


def _mail(user: User, key: str, name: str, wording: FinalWording, link: str) -> None:
    context: dict[str, Any] = {
        "name": user.get_full_name(),
        "title": wording.case.draft_title,
        "wording": wording,
        "link": settings.BASE_URL + link,
    }
    with translation.override(settings.LANGUAGE_CODE):
        subject = render_to_string(f"guests/email/{name}_subject.txt", context)
        body = render_to_string(f"guests/email/{name}.txt", context)
    put_in_outbox(user, MailKind.CASES, key, subject, body)
