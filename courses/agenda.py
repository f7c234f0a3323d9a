"""What waits for one person: what has to be done, what ends soon and what is new.

An agenda is a list of entries from any number of sources. Those of courses are here; a layer above
adds its own by a template tag that gives entries (see certificates/templatetags/certificate_tags.py).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import lru_cache

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from .languages import each_once, kept_courses
from .models import CoursePage
from .my_learning import Learning

COURSE_ENDS_SOON = timedelta(days=30)
COURSE_IS_NEW = timedelta(days=30)


class AgendaKind(StrEnum):
    """The parts of an agenda, in the order in which they are shown."""

    DUE = "due"
    ENDS_SOON = "ends_soon"
    NEW = "new"

    @property
    def heading(self) -> Promise:
        return _HEADINGS[self]


_HEADINGS = {
    AgendaKind.DUE: gettext_lazy("To finish"),
    AgendaKind.ENDS_SOON: gettext_lazy("Ends soon"),
    AgendaKind.NEW: gettext_lazy("New"),
}


@dataclass(frozen=True)
class AgendaEntry:
    """One line. `title` is in `language`; `words` say what is the matter, in the active language.

    on: the day it is about, None without one.
    """

    kind: AgendaKind
    title: str
    language: str
    url: str
    on: date | None
    words: str

    @property
    def day(self) -> str:
        """`on` in words."""
        return _in_words(self.on, get_language()) if self.on else ""


@lru_cache(maxsize=1000)
def _in_words(day: date, _language: str | None) -> str:
    return date_format(day, "j F Y")


@dataclass(frozen=True)
class AgendaPart:
    """The entries of one kind; `left_over` is how many more there are than are shown."""

    kind: AgendaKind
    entries: list[AgendaEntry]
    left_over: int


def agenda_parts(entries: Iterable[AgendaEntry], most: int | None = None) -> list[AgendaPart]:
    """The parts that have something in them, with at most so many entries each.

    The first day comes first, what has no day last; of what is new the latest comes first. What has to be finished
    stands there once, with the first of its days: one's own plan or what somebody asks.
    """
    entries = _each_due_once(entries)
    parts = []
    for kind in AgendaKind:
        of_kind = [entry for entry in entries if entry.kind == kind]
        if of_kind:
            shown = _in_order(kind, of_kind)[:most]
            parts.append(AgendaPart(kind=kind, entries=shown, left_over=len(of_kind) - len(shown)))
    return parts


def _each_due_once(entries: Iterable[AgendaEntry]) -> list[AgendaEntry]:
    due: dict[str, AgendaEntry] = {}
    others = []
    for entry in entries:
        if entry.kind != AgendaKind.DUE:
            others.append(entry)
        elif entry.url not in due or (entry.on or date.max) < (due[entry.url].on or date.max):
            due[entry.url] = entry
    return [*due.values(), *others]


def _in_order(kind: AgendaKind, entries: Iterable[AgendaEntry]) -> list[AgendaEntry]:
    latest_first = kind == AgendaKind.NEW
    by_day = sorted(entries, key=lambda entry: entry.on or date.min, reverse=latest_first)
    return sorted(by_day, key=lambda entry: entry.on is None)


def agenda_of_courses(learning: Sequence[Learning]) -> list[AgendaEntry]:
    """What courses have for someone, given all this person is learning. No query: courses are kept."""
    now = timezone.now()
    own_keys = {row.enrolment.course_key for row in learning}
    others = [course for course in _to_point_out(now) if course.translation_key not in own_keys]
    return entries_of(learning, others, now)


def _to_point_out(now: datetime) -> list[CoursePage]:
    """Published courses that are mandatory or new, each once: in the active language if it is there."""
    new_since = now - COURSE_IS_NEW
    worth = (
        course
        for course in kept_courses()
        if course.mandatory or (course.first_published_at and course.first_published_at >= new_since)
    )
    return [versions[0] for versions in each_once(worth, [get_language() or ""])]


def entries_of(learning: Sequence[Learning], others: Sequence[CoursePage], now: datetime) -> list[AgendaEntry]:
    """The entries at this moment; `others` are courses to point out that this person has not enrolled in."""
    online = [row for row in learning if row.is_online]
    busy = [row for row in online if row.completion is None]
    today = timezone.localdate(now)
    return [
        *(_to_finish(row, today) for row in busy if row.enrolment.target_date or row.course.mandatory),
        *(_entry(AgendaKind.DUE, course, None, _("Mandatory")) for course in others if course.mandatory),
        *(_going_offline(row.course) for row in busy if _goes_offline_soon(row.course, now)),
        *(_new_course(course) for course in others if not course.mandatory),
        *(_new_steps(row) for row in online if row.new_steps),
    ]


def _to_finish(row: Learning, today: date) -> AgendaEntry:
    said = [_("Mandatory")] if row.course.mandatory else []
    planned = row.enrolment.target_date
    if planned is not None:
        said.append(days_to_go(planned, today))
    return _entry(AgendaKind.DUE, row.course, planned, " · ".join(said))


def days_to_go(day: date, today: date) -> str:
    """How far a planned day is away: nog 9 dagen, vandaag, 3 dagen geleden gepland."""
    days = (day - today).days
    if days == 0:
        return _("today")
    if days < 0:
        return ngettext("planned %(days)d day ago", "planned %(days)d days ago", -days) % {"days": -days}
    return ngettext("%(days)d day to go", "%(days)d days to go", days) % {"days": days}


def _goes_offline_soon(course: CoursePage, now: datetime) -> bool:
    return course.expire_at is not None and now < course.expire_at <= now + COURSE_ENDS_SOON


def _going_offline(course: CoursePage) -> AgendaEntry:
    words = _("after that the course is no longer on the site")
    return _entry(AgendaKind.ENDS_SOON, course, timezone.localdate(course.expire_at), words)


def _new_course(course: CoursePage) -> AgendaEntry:
    return _entry(AgendaKind.NEW, course, timezone.localdate(course.first_published_at), _("New course"))


def _new_steps(row: Learning) -> AgendaEntry:
    count = len(row.new_steps)
    words = ngettext("%(count)d new step since you finished", "%(count)d new steps since you finished", count)
    latest = max(step.published_at for step in row.new_steps if step.published_at)
    entry = _entry(AgendaKind.NEW, row.course, timezone.localdate(latest), words % {"count": count})
    return replace(entry, url=row.new_steps[0].url)


def _entry(kind: AgendaKind, course: CoursePage, on: date | None, words: str) -> AgendaEntry:
    language = course.locale.language_code
    return AgendaEntry(kind=kind, title=course.title, language=language, url=course.url or "", on=on, words=words)
