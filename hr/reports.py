"""The numbers of saved views by mail: once in a week or month that began, and nothing to who may not see them now."""

import logging
from datetime import date, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.http import QueryDict
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from people.mail_kinds import MailKind
from people.outbox import put_in_outbox

from .counts import summary
from .filters import OverviewFilter
from .models import SavedView
from .saved_views import filter_of
from .scope import scope_of

logger = logging.getLogger(__name__)
Report = SavedView.Report
# In the Netherlands; nobody is woken by a number.
FIRST_HOUR = 7


def begin_of_period(report: str, today: date) -> date:
    """The day on which the week or month of `today` began; every mail is of one such period."""
    return today - timedelta(days=today.weekday()) if report == Report.WEEKLY else today.replace(day=1)


def mail_reports() -> int:
    """Have the numbers mailed that are due; returns how many. A regular job."""
    now = timezone.localtime()
    if now.hour < FIRST_HOUR:
        return 0
    today = now.date()
    due = [Q(report=report, last_mailed_on__lt=begin_of_period(report, today)) for report in _SENT]
    views = SavedView.objects.filter(due[0] | due[1]).select_related("user").order_by("pk")
    return sum(_mail_safely(view, today) for view in views)


_SENT = (Report.WEEKLY, Report.MONTHLY)


def _mail_safely(view: SavedView, today: date) -> bool:
    try:
        with transaction.atomic():
            return _mail(view, today)
    except Exception:
        # One view that cannot be counted keeps no other from its reader; it is tried again in the next sweep.
        logger.exception("The numbers of saved view %s could not be mailed.", view.pk)
        return False


def _mail(view: SavedView, today: date) -> bool:
    # Whoever changes the day first mails; another process finds that it is done.
    ours = SavedView.objects.filter(pk=view.pk, report=view.report, last_mailed_on=view.last_mailed_on)
    if not ours.update(last_mailed_on=today):
        return False
    scope = scope_of(view.user)
    with translation.override(settings.LANGUAGE_CODE):
        form = filter_of(view.screen, QueryDict(view.query), scope)
        # A department that is out of the scope by now must not become everybody.
        if not (view.user.is_active and scope and form.is_valid()):
            return False
        body = render_to_string("hr/email/report.txt", _numbers(view, form))
        subject = _("Numbers of your view “%(name)s”") % {"name": view.name}
        return bool(put_in_outbox(view.user, MailKind.REPORTS, f"report:{view.pk}:{today}", subject, body))


def _numbers(view: SavedView, form: OverviewFilter) -> dict[str, object]:
    numbers = summary(form.selection)
    return {
        "user": view.user,
        "view": view,
        "organisations": ", ".join(one.name for one in form.organisations),
        "people": numbers.people,
        "courses": len(numbers.courses),
        "numbers": numbers.total.by_status,
        "link": settings.BASE_URL + reverse("hr_saved_view_open", args=[view.pk]),
    }
