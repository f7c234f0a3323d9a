"""For how long it is kept what somebody began and never finished, after leaving."""

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _

from people.models import Membership
from people.privacy.retention import keep_rows, overdue

from .models import CourseCompletion, Enrolment


def register() -> None:
    """Once, when the apps are there."""
    title = _("Courses that people who left did not finish")
    keep_rows("unfinished", title, 365, _unfinished, is_set=True, per_organisation=True)


def _unfinished() -> QuerySet[Enrolment]:
    """Of who worked for an organisation here, and left every one of them long enough ago."""
    over = Membership.objects.filter(overdue("unfinished", "ended_on", "organisation", is_day=True))
    worked = Membership.objects.filter(user=OuterRef("user"))
    finished = CourseCompletion.objects.filter(enrolment=OuterRef("pk"))
    return Enrolment.objects.filter(Exists(worked), ~Exists(worked.exclude(pk__in=over)), ~Exists(finished))
