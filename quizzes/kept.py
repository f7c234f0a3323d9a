"""For how long it is kept what somebody answered. Score and result stay as long as the account does."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from people.privacy.retention import keep_rows, overdue

from .models import Answer, Judgement

_ORGANISATION = "attempt__user__memberships__organisation"


def register() -> None:
    """Once, when the apps are there."""
    keep_rows("answers", _("Answers in quizzes"), 730, _old_answers, is_set=True, per_organisation=True)
    keep_rows("judgements", _("What was said of answers"), 730, _old_judgements, is_set=True, per_organisation=True)


def _old_answers() -> QuerySet[Answer]:
    """An attempt that was never finished is not over yet."""
    return Answer.objects.filter(overdue("answers", "attempt__finished_at", _ORGANISATION))


def _old_judgements() -> QuerySet[Judgement]:
    return Judgement.objects.filter(overdue("judgements", "attempt__finished_at", _ORGANISATION))
