"""What somebody's own organisations ask, as entries of the agenda; and what this person is exempted from."""

from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from courses.agenda import AgendaEntry, AgendaKind, days_to_go
from courses.languages import in_language
from courses.outline import kept_course
from courses.path_study import kept_path
from database.fixed_query import FixedQuery
from people.models import User

from .models import Assignment, Duty, Exemption

_open_duties = FixedQuery(
    lambda user: (
        Duty.objects.open().filter(user=user).select_related("assignment__organisation").order_by("due_on", "pk")
    ),
    int,
)
_exemptions = FixedQuery(
    lambda user: (
        Exemption.objects.filter(user=user, assignment__ended_at=None)
        .select_related("assignment__organisation")
        .order_by("-at", "-pk")
    ),
    int,
)


def duties_to_do(user: User, today: date) -> list[AgendaEntry]:
    """Each course or path once, with the first day; one query, beside what is kept of content."""
    entries: dict[str, AgendaEntry] = {}
    for duty in _open_duties.objects(user.pk):
        _with_kept_subject(duty.assignment)
        if duty.assignment.subject.live:
            entry = _entry(duty, today)
            entries.setdefault(entry.url, entry)
    return list(entries.values())


def _with_kept_subject(assignment: Assignment) -> Assignment:
    """What has to be finished is content: not read anew for each person."""
    if assignment.course_id is not None:
        assignment.course = kept_course(assignment.course_id)
    if assignment.path_id is not None:
        assignment.path = kept_path(assignment.path_id)
    return assignment


def _entry(duty: Duty, today: date) -> AgendaEntry:
    page = in_language(duty.assignment.subject, str(get_language()))
    asked = _("asked by %(organisation)s") % {"organisation": duty.assignment.organisation}
    return AgendaEntry(
        kind=AgendaKind.DUE,
        title=page.title,
        language=page.locale.language_code,
        url=page.url or "",
        on=duty.due_on,
        words=f"{_how_far(duty.due_on, today)} · {asked}",
    )


def _how_far(due_on: date, today: date) -> str:
    if due_on >= today:
        return days_to_go(due_on, today)
    first_day = date_format(due_on + timedelta(days=1), "j F Y")
    return _("late since %(day)s") % {"day": first_day}


def own_exemptions(user: User) -> list[Exemption]:
    """From assignments that go on, with the reason; one query."""
    found = list(_exemptions.objects(user.pk))
    for exemption in found:
        _with_kept_subject(exemption.assignment)
    return found
