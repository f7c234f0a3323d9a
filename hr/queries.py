"""People × courses: who has started, who has finished. Status is derived, never stored.

HR sees what row P1 of the works council's agreement allows and nothing else: name, department,
course, status and the day of finishing. No scores, answers, attempts, positions or times.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import CharField, Count, F, FilteredRelation, IntegerField, Q, QuerySet, TextChoices, Value
from django.db.models.functions import Coalesce, Lower, NullIf
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from courses.models import CoursePage, Enrolment
from people.models import MembershipQuerySet

ROWS_PER_PAGE = 50


class Status(TextChoices):
    """Where someone is in a course."""

    NOT_STARTED = "not_started", _("Not started")
    BUSY = "busy", _("In progress")
    FINISHED = "finished", _("Finished")

    @property
    def badge(self) -> str:
        """The form of the badge in which it is shown."""
        return {Status.NOT_STARTED: "open", Status.BUSY: "busy", Status.FINISHED: "done"}[self]


DEFINITIONS = {
    Status.NOT_STARTED: _("Has not enrolled in the course."),
    Status.BUSY: _("Has enrolled, and has not yet done every required step."),
    Status.FINISHED: _("Has done every required step. This stays so, also when the course changes later."),
}

# In SQL, per membership and course; `enrolment` is the person's own enrolment in that course.
_CONDITIONS = {
    Status.NOT_STARTED: Q(enrolment__isnull=True),
    Status.BUSY: Q(enrolment__isnull=False, enrolment__completion__isnull=True),
    Status.FINISHED: Q(enrolment__completion__isnull=False),
}


@dataclass(frozen=True)
class Course:
    """A course in all its languages, under the title in the language of the reader."""

    key: UUID
    title: str


@dataclass(frozen=True)
class Row:
    """One person in one course. These fields are all that HR may see (row P1)."""

    name: str
    department: str
    course: str
    status: Status
    finished_on: date | None


@dataclass(frozen=True)
class Counts:
    """Numbers of people × courses; their sum is the number of rows."""

    not_started: int
    busy: int
    finished: int

    @property
    def total(self) -> int:
        return self.not_started + self.busy + self.finished

    @property
    def percentage_finished(self) -> int:
        """0 to 100, rounded down, so that 100 means everyone."""
        return self.finished * 100 // self.total if self.total else 0

    def of(self, status: Status) -> int:
        return {
            Status.NOT_STARTED: self.not_started,
            Status.BUSY: self.busy,
            Status.FINISHED: self.finished,
        }[status]


@dataclass(frozen=True)
class Selection:
    """The people and courses a screen or export is about; `status` narrows the rows, not the counts."""

    people: MembershipQuerySet
    courses: Sequence[Course]
    status: Status | None = None
    name_organisation: bool = False


def courses_for(people: MembershipQuerySet) -> list[Course]:
    """Published courses and those these people are enrolled in, each once, in the order of the catalogue."""
    enrolled = Enrolment.objects.filter(user__in=people.values("user")).values("course_key")
    pages = (
        CoursePage.objects.filter(Q(live=True) | Q(translation_key__in=enrolled))
        .select_related("locale")
        .only("title", "translation_key", "locale__language_code", "path")
        .order_by("path")
    )
    own_language = str(get_language())
    titles: dict[UUID, str] = {}
    for page in pages:
        if page.translation_key not in titles or page.locale.language_code == own_language:
            titles[page.translation_key] = page.title
    return [Course(key, title) for key, title in titles.items()]


@dataclass(frozen=True)
class Summary:
    """How many people, and per course how many of them have which status."""

    people: int
    courses: list[tuple[Course, Counts]]

    @property
    def total(self) -> Counts:
        """All courses together: people × courses."""
        counts = [one for _course, one in self.courses]
        return Counts(
            not_started=sum(one.not_started for one in counts),
            busy=sum(one.busy for one in counts),
            finished=sum(one.finished for one in counts),
        )


def summary(selection: Selection) -> Summary:
    """The numbers of the selection, whatever status is asked for; two queries, whatever the size."""
    keys = [course.key for course in selection.courses]
    in_courses = FilteredRelation("user__enrolments", condition=Q(user__enrolments__course_key__in=keys))
    found = (
        selection.people.annotate(enrolment=in_courses)
        .filter(enrolment__isnull=False)
        .values("enrolment__course_key")
        .annotate(enrolled=Count("enrolment"), finished=Count("enrolment__completion"))
        .values_list("enrolment__course_key", "enrolled", "finished")
    )
    numbers = {key: (enrolled, finished) for key, enrolled, finished in found}
    people = selection.people.count()
    counts = [(course, _counts(people, *numbers.get(course.key, (0, 0)))) for course in selection.courses]
    return Summary(people, counts)


def _counts(people: int, enrolled: int, finished: int) -> Counts:
    return Counts(not_started=people - enrolled, busy=enrolled - finished, finished=finished)


def all_rows(selection: Selection) -> Iterator[Row]:
    """Every row in the order of the screen, read in portions."""
    if not selection.courses:
        return iter(())
    pairs = _pairs(selection).iterator(chunk_size=2000)
    return (_row(selection, values) for values in pairs)


class RowPaginator(Paginator):
    """Pages of rows; `total` is known from the counts and not counted again."""

    def __init__(self, selection: Selection, total: int) -> None:
        super().__init__(_pairs(selection) if selection.courses else [], ROWS_PER_PAGE)
        self._selection = selection
        self._total = total

    @cached_property
    def count(self) -> int:
        return self._total

    def page(self, number: int | str) -> Page:
        page = super().page(number)
        page.object_list = [_row(self._selection, values) for values in page.object_list]
        return page


def _pairs(selection: Selection) -> QuerySet:
    """Membership × course as one query: a UNION with one part per course, sorted by name and catalogue."""
    parts = [_people_in_course(selection, number) for number in range(len(selection.courses))]
    return parts[0].union(*parts[1:], all=True).order_by("sort_name", "pk", "number")


def _people_in_course(selection: Selection, number: int) -> QuerySet:
    course = selection.courses[number]
    own = FilteredRelation("user__enrolments", condition=Q(user__enrolments__course_key=course.key))
    shown_name = Coalesce(NullIf(F("user__name"), Value("")), F("user__email"), output_field=CharField())
    people = selection.people.annotate(enrolment=own)
    if selection.status:
        people = people.filter(_CONDITIONS[selection.status])
    return people.annotate(
        sort_name=Lower(shown_name), shown_name=shown_name, number=Value(number, output_field=IntegerField())
    ).values_list(
        "sort_name",
        "pk",
        "number",
        "shown_name",
        "organisation__name",
        "department__name",
        "enrolment__pk",
        "enrolment__completion__completed_at",
    )


def _row(selection: Selection, values: tuple) -> Row:
    _sort, _membership, number, name, organisation, department, enrolment, completed_at = values
    started = Status.BUSY if enrolment else Status.NOT_STARTED
    units = [organisation, department] if selection.name_organisation else [department]
    return Row(
        name=name,
        department=" – ".join(unit for unit in units if unit),
        course=selection.courses[number].title,
        status=Status.FINISHED if completed_at else started,
        finished_on=timezone.localdate(completed_at) if completed_at else None,
    )
