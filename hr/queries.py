"""People × courses: a row for each, and the numbers they add up to. Status is derived, never stored (hr/status.py).

HR sees what row P1 of the works council's agreement allows and nothing else: who, where, course, status, the
days that belong to it, hours and certificate. No answers, attempts, positions or times; a score only by hr/scores.py.
hr/visible_fields.py tells everybody so.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from datetime import date, tzinfo
from functools import cached_property
from itertools import chain, islice
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.paginator import Page, Paginator
from django.db.models import CharField, F, IntegerField, QuerySet, Value
from django.db.models.functions import Coalesce, Lower, NullIf
from django.utils import timezone
from django.utils.translation import get_language

from courses.models import CoursePage, Enrolment
from people.models import MembershipQuerySet

from .asked import Asked, asked_of
from .facts import Known, known_of
from .scores import Pair, best_scores
from .standing import conditions, in_course
from .status import DEFINITIONS, Status, status_of
from .united import united

__all__ = ["DEFINITIONS", "ROWS_PER_PAGE", "Course", "Row", "RowPaginator", "Selection", "Status"]

ROWS_PER_PAGE = 50
# Whose facts are read together for a file. For more, PostgreSQL reads the whole table of completions each time.
ROWS_AT_ONCE = 4000


@dataclass(frozen=True)
class Course:
    """A course in all its languages, under the title in the language of the reader.

    code: what it is called in exports, the same for every reader.
    """

    key: UUID
    title: str
    code: str = ""


@dataclass(frozen=True)
class Row:
    """One person in one course. These fields are all that HR may see (row P1).

    due_on: the day before which it is asked and not done yet. valid_until: the last day of the certificate.
    The fields after those stand in files only: `minutes` is the study time of the course, `certificate` its code.
    score: 0 to 100, of who passed a quiz of the course; None where the works council did not decide otherwise.
    """

    name: str
    department: str
    course: str
    status: Status
    finished_on: date | None
    due_on: date | None = None
    valid_until: date | None = None
    personnel_number: str = ""
    email: str = ""
    department_code: str = ""
    course_code: str = ""
    minutes: int | None = None
    certificate: str = ""
    score: int | None = None


@dataclass(frozen=True)
class Selection:
    """The people and courses a screen or export is about; `status` narrows the rows, not the counts."""

    people: MembershipQuerySet
    courses: Sequence[Course]
    status: Status | None = None
    name_organisation: bool = False
    organisations: Sequence[int] = ()
    # Primary keys of organisations of whose people the scores are shown.
    scores_of: frozenset[int] = frozenset()
    today: date = field(default_factory=timezone.localdate)
    time_zone: tzinfo = field(default_factory=timezone.get_current_timezone)

    @cached_property
    def asked(self) -> Mapping[UUID, Asked]:
        """What the organisations of these people ask, by course."""
        return asked_of(self.organisations)


def courses_for(people: MembershipQuerySet, taken: Callable[[], Set[UUID]] | None = None) -> list[Course]:
    """Published courses and those these people are enrolled in, each once, in the order of the catalogue.

    taken: gives taken_by(people), for who needs that for more than this.
    """
    columns = ("translation_key", "live", "locale__language_code", "title", "slug")
    pages = list(CoursePage.objects.order_by("path").values_list(*columns))
    hidden = {key for key, *_others in pages} - {key for key, live, *_others in pages if live}
    taken_while_hidden = hidden & (taken() if taken else taken_by(people)) if hidden else hidden
    spoken = str(get_language())
    titles: dict[UUID, str] = {}
    codes: dict[UUID, str] = {}
    for key, live, language, title, slug in pages:
        if live or key in taken_while_hidden:
            _keep(titles, key, title, language == spoken)
            _keep(codes, key, slug, language == settings.LANGUAGE_CODE)
    return [Course(key, title, codes[key]) for key, title in titles.items()]


def _keep(found: dict[UUID, str], key: UUID, word: str, is_best: bool) -> None:
    if is_best or key not in found:
        found[key] = word


def taken_by(people: MembershipQuerySet) -> set[UUID]:
    """The keys of the courses in which these people are enrolled."""
    enrolled = Enrolment.objects.filter(user__in=people.values("user")).order_by()
    return set(enrolled.values_list("course_key", flat=True).distinct())


def all_rows(selection: Selection) -> Iterator[Row]:
    """Every row in the order of the screen, read in portions of people."""
    people = _people_by_name(selection)
    people_at_once = max(ROWS_AT_ONCE // (len(selection.courses) or 1), 1)
    portions = people.iterator(chunk_size=people_at_once)
    while portion := list(islice(portions, people_at_once)):
        for row in chain.from_iterable(_rows_of(selection, portion)):
            if selection.status in (None, row.status):
                yield row


def people_in(selection: Selection) -> Iterator[tuple[int, int]]:
    """Organisation and person of everyone with a row; their primary keys, each pair once."""
    if not selection.courses:
        return iter(())
    if not selection.status:
        return iter(selection.people.values_list("organisation", "user"))
    with_status = (_with_status(selection, course.key) for course in selection.courses)
    return iter(united([found.values_list("organisation", "user") for found in with_status], each=False))


def rows_of_people(selection: Selection) -> list[list[Row]]:
    """By person, in the order of the screen, a row for each course in the order of the catalogue."""
    people = _people_by_name(selection)
    return _rows_of(selection, list(people))


class RowPage(Page):
    """A page of rows. people: primary keys of whom it names, by that of their organisation."""

    people: dict[int, set[int]]


class RowPaginator(Paginator):
    """Pages of rows; `total` is known from the counts and not counted again."""

    def __init__(self, selection: Selection, total: int) -> None:
        super().__init__([], ROWS_PER_PAGE)
        self._selection = selection
        self._total = total

    @cached_property
    def count(self) -> int:
        return self._total

    def page(self, number: int | str) -> RowPage:
        number = self.validate_number(number)
        first = (number - 1) * ROWS_PER_PAGE
        last = min(first + ROWS_PER_PAGE, self.count)
        found = _of_one_status if self._selection.status else _of_every_status
        rows, people = found(self._selection, first, last) if last else ([], [])
        page = RowPage(rows, number, self)
        page.people = _by_organisation(people)
        return page


def _by_organisation(people: Iterable[tuple[Any, ...]]) -> dict[int, set[int]]:
    found: dict[int, set[int]] = {}
    for _pk, user, organisation, *_words in people:
        found.setdefault(organisation, set()).add(user)
    return found


def _of_every_status(selection: Selection, first: int, last: int) -> tuple[list[Row], list[tuple[Any, ...]]]:
    """Rows first to last, and whose they are: every person has as many rows as there are courses."""
    courses = len(selection.courses)
    begin, end = first // courses, -(-last // courses)
    people = list(_people_by_name(selection)[begin:end])
    rows = list(chain.from_iterable(_rows_of(selection, people)))
    return rows[first - begin * courses : last - begin * courses], people


def _of_one_status(selection: Selection, first: int, last: int) -> tuple[list[Row], list[tuple[Any, ...]]]:
    """The database finds who has the status: a UNION with one part per course, sorted by name and catalogue."""
    parts = [_people_with_status(selection, number) for number in range(len(selection.courses))]
    pairs = list(united(parts, each=True).order_by("sort_name", "pk", "number")[first:last])
    people = by_name(selection.people).filter(pk__in={pk for _name, pk, _number in pairs}).values_list(*_PERSON)
    of_person = {person[0]: person for person in people}
    known = list(of_person)
    rows = dict(zip(known, _rows_of(selection, [of_person[pk] for pk in known]), strict=True))
    return [rows[pk][number] for _name, pk, number in pairs], list(of_person.values())


def _people_with_status(selection: Selection, number: int) -> QuerySet:
    people = by_name(_with_status(selection, selection.courses[number].key))
    return people.annotate(number=Value(number, output_field=IntegerField())).values_list("sort_name", "pk", "number")


def _with_status(selection: Selection, key: UUID) -> MembershipQuerySet:
    """Those with the status that is asked for in this course."""
    has_status = conditions(key, selection.asked, selection.today)[selection.status or Status.NOT_STARTED]
    return in_course(selection.people, key).filter(has_status)


def _people_by_name(selection: Selection) -> QuerySet:
    people: QuerySet = by_name(selection.people)
    return people.order_by("sort_name", "pk").values_list(*_PERSON)


def by_name(people: MembershipQuerySet) -> MembershipQuerySet:
    """With `shown_name`, the address of who has no name, and `sort_name`."""
    shown_name = Coalesce(NullIf(F("user__name"), Value("")), F("user__email"), output_field=CharField())
    return people.annotate(sort_name=Lower(shown_name), shown_name=shown_name)


_PERSON = (
    "pk",
    "user",
    "organisation",
    "shown_name",
    "organisation__name",
    "department__name",
    "department__code",
    "personnel_number",
    "user__email",
)


def _rows_of(selection: Selection, people: Sequence[tuple[Any, ...]]) -> list[list[Row]]:
    """Of each of these people a row for each course."""
    if not (people and selection.courses):
        return []
    keys = [course.key for course in selection.courses]
    known = known_of({person[1] for person in people}, keys, selection.asked)
    scores = best_scores({person[1] for person in people if person[2] in selection.scores_of}, keys)
    numbers = range(len(keys))
    return [[_row(selection, person, number, known, scores) for number in numbers] for person in people]


def _row(selection: Selection, person: tuple[Any, ...], number: int, known: Known, scores: Mapping[Pair, int]) -> Row:
    course = selection.courses[number]
    _pk, user, organisation, name, organisation_name, department, department_code, personnel_number, email = person
    facts = known.facts(user, organisation, number)
    learning, held = known.learning.get((user, number)), known.certificates.get((user, number))
    completed_at, minutes = learning.completions[-1] if learning and learning.completions else (None, None)
    units = [organisation_name, department] if selection.name_organisation else [department]
    return Row(
        name=name,
        department=" – ".join(unit for unit in units if unit),
        course=course.title,
        status=status_of(facts, selection.today),
        finished_on=completed_at.astimezone(selection.time_zone).date() if completed_at else None,
        due_on=facts.due_on,
        valid_until=facts.valid_until,
        personnel_number=personnel_number,
        email=email,
        department_code=department_code or "",
        course_code=course.code,
        minutes=minutes,
        certificate=held.code if held else "",
        score=scores.get((user, course.key)) if organisation in selection.scores_of else None,
    )
