"""The numbers of the dashboard: for the whole selection, for each department with what is below it, and per course."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.core.paginator import Page, Paginator
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from people.perms import with_those_above
from quizzes.analysis_chart import Chart, bar_chart

from .counts import Counts, Month, Tally, Unit, tally
from .filters import NO_DEPARTMENT, FiguresFilter
from .going_on import FEW, going_on
from .queries import Course
from .status import DEFINITIONS, Status

# More parts than these are shown from above.
FEW_PARTS = 50


@dataclass(frozen=True)
class Part:
    """A part of the organisation. organisation and department: what the list is filtered on to see the people."""

    name: str
    people: int
    counts: Counts
    organisation: int | None = None
    department: int | str | None = None


class Dashboard:
    """What was asked for with the filter, counted once."""

    def __init__(self, form: FiguresFilter, page: Any = None, every_course: bool = False) -> None:
        """page: which one of the courses. every_course: also those in which nothing goes on."""
        self.form = form
        self._page = page
        self.every_course = every_course
        self.tally: Tally = tally(form.selection, with_trend=True)

    @property
    def people(self) -> int:
        return sum(self.tally.people.values())

    @cached_property
    def total(self) -> Counts:
        return self.tally.of_units(self.tally.people)

    @cached_property
    def statuses(self) -> list[tuple[Status, int, str]]:
        """Status, number and what that number means."""
        return [(status, number, str(DEFINITIONS[status])) for status, number in self.total.by_status]

    @cached_property
    def courses(self) -> Page:
        """A page of courses with their numbers: first what asks for attention, then in the order of the catalogue."""
        shown = self.tally.courses if self.every_course else self._going_on
        counted = [(course, self.tally.of_course(course)) for course in shown]
        begun = self.tally.begun
        counted.sort(key=lambda one: (-one[1].late, -one[1].expiring, one[0].key not in begun))
        return Paginator(counted, FEW).get_page(self._page)

    @property
    def left_out(self) -> int:
        """How many courses have no line on any page, because nothing goes on in them."""
        return len(self.tally.courses) - self.courses.paginator.count

    @cached_property
    def _going_on(self) -> Sequence[Course]:
        return going_on(self.tally.courses, self.tally.begun, self.form.selection.asked)

    @cached_property
    def parts(self) -> list[Part]:
        """Parts in which there are people; who is in a department counts in every department above it as well.

        Of many only the upper ones: each leads to what is below it.
        """
        if len(self._with_people) <= FEW_PARTS:
            return self._with_people
        return [part for part in self._with_people if self._is_upper(part)]

    @property
    def parts_below(self) -> int:
        """How many parts have no line of their own."""
        return len(self._with_people) - len(self.parts)

    @cached_property
    def _with_people(self) -> list[Part]:
        return [part for part in self._all_parts() if part.people]

    def _is_upper(self, part: Part) -> bool:
        if not isinstance(part.department, int):
            return True
        above, chosen = self.form.parents[part.department], self.form.department
        # What is above a department may lie outside the scope.
        return above == chosen or part.department == chosen or above not in self.form.parents

    def _all_parts(self) -> Iterator[Part]:
        chosen = self.form.department
        if chosen is None:
            yield from self._organisations()
        if chosen != NO_DEPARTMENT:
            yield from self._departments(chosen)
        if chosen in (None, NO_DEPARTMENT):
            yield from self._without_department()

    def _organisations(self) -> Iterator[Part]:
        for one in self.form.organisations if self.form.several_organisations else []:
            units = {unit for unit in self.tally.people if unit[0] == one.pk}
            yield self._part(one.name, units, organisation=one.pk)

    def _departments(self, chosen: int | str | None) -> Iterator[Part]:
        below = _below(self.form.parents)
        for pk, way in self.form.ways:
            if chosen is None or pk in below[int(chosen)]:
                organisation = self.form.departments[pk].organisation_id
                yield self._part(way, {(organisation, one) for one in below[pk]}, department=pk)

    def _without_department(self) -> Iterator[Part]:
        several = self.form.several_organisations
        for one in self.form.organisations:
            name = f"{one.name} – {_('Without a department')}" if several else _("Without a department")
            yield self._part(name, {(one.pk, None)}, one.pk if several else None, NO_DEPARTMENT)

    def _part(
        self, name: str, units: set[Unit], organisation: int | None = None, department: int | str | None = None
    ) -> Part:
        own = units & self.tally.people.keys()
        people = sum(self.tally.people[unit] for unit in own)
        return Part(name, people, self.tally.of_units(own), organisation, department)

    @property
    def bars(self) -> Chart:
        total = self.total.total or 1
        bars = [
            (f"{status.sign} {status.label}", str(number), number / total, status != Status.NOT_STARTED)
            for status, number in self.total.by_status
        ]
        return bar_chart("standing", _("Where it stands"), bars)

    @property
    def trend(self) -> Chart:
        most = max((month.finished for month in self.tally.months), default=0) or 1
        bars = [(name_of(month), str(month.finished), month.finished / most, True) for month in self.tally.months]
        return bar_chart("trend", _("Finished per month"), bars)

    @property
    def sentence(self) -> str:
        """The same in one sentence."""
        late = self.total.late
        if not late:
            return _("Nobody is late.")
        said = ngettext(
            "%(count)s course of one person is late.", "%(count)s times somebody is late with a course.", late
        )
        return said % {"count": late}


def name_of(month: Month) -> str:
    """As in "maart 2026"."""
    return date_format(month.begins, "F Y")


def _below(parents: Mapping[int, int | None]) -> dict[int, set[int]]:
    """Of each department itself and all that lies below it."""
    found: dict[int, set[int]] = {pk: set() for pk in parents}
    for pk in parents:
        for above in with_those_above(pk, parents):
            found[above].add(pk)
    return found
