"""The filter above the overview: a GET form, so that every selection has an address to share."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.http import QueryDict
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from people.models import Department, MembershipQuerySet
from people.perms import with_descendants, with_those_above

from .going_on import FEW, going_on
from .queries import Course, Selection, Status, courses_for, taken_by
from .scope import Scope
from .scores import has_agreed

# In an address, in the place of a department.
NO_DEPARTMENT = "none"


class OverviewFilter(forms.Form):
    """Which people, courses and statuses to show. A value that is not on offer is reported and not applied."""

    def __init__(self, data: Any, scope: Scope) -> None:
        super().__init__(data)
        self.people = scope.people()
        self.courses: list[Course] = courses_for(self.people, lambda: self.taken)
        self.organisations = list(scope.in_organisations().annotate(has_agreed=has_agreed()))
        self.departments = {one.pk: one for one in scope.in_departments().select_related("organisation")}
        if self.several_organisations:
            named = [(one.pk, one.name) for one in self.organisations]
            self.fields["organisation"] = _choice(_("Organisation"), _("All organisations"), named)
        self.fields["department"] = _choice(
            _("Department, with what is below it"), _("All departments"), self._ways_to_departments(scope)
        )
        self._add_course()
        self.fields["status"] = _choice(_("Status"), _("All statuses"), [(one, str(one.label)) for one in Status])
        self.fields["name"] = forms.CharField(label=_("Name"), required=False, max_length=150)

    def _add_course(self) -> None:
        """Any course is understood; of a large catalogue those are offered that somebody has to do with."""
        titles = [(course.key, course.title) for course in self.courses]
        field = self.fields["course"] = _choice(_("Course"), _("All courses"), titles)
        if len(self.courses) > FEW:
            field.help_text = _("Courses that somebody began or has to do. The dashboard has a list of all courses.")
            # Read when it is drawn: a file of the same selection does not need it.
            field.widget.choices = self._offered_courses

    def _offered_courses(self) -> list[tuple[str, str]]:
        offered = {course.key for course in going_on(self.courses, self.taken, self.selection.asked)}
        titles = [(str(one.key), one.title, one.key in offered) for one in self.courses]
        chosen = self.data.get("course")
        return [("", _("All courses")), *((key, title) for key, title, is_in in titles if is_in or key == chosen)]

    @cached_property
    def taken(self) -> set[UUID]:
        """The keys of the courses in which somebody is enrolled, whatever was asked for with the filter."""
        return taken_by(self.people)

    @cached_property
    def parents(self) -> dict[int, int | None]:
        """Departments in the scope, and the one above each."""
        return {pk: department.parent_id for pk, department in self.departments.items()}

    @cached_property
    def ways(self) -> list[tuple[int, str]]:
        """Departments with the way to each, in the order of those ways."""
        ways = [(self.way_to(department), department.pk) for department in self.departments.values()]
        return [(pk, way) for way, pk in sorted(ways)]

    def _ways_to_departments(self, scope: Scope) -> list[tuple[int | str, str]]:
        choices: list[tuple[int | str, str]] = [*self.ways]
        # Only an HR officer follows people who are in no department.
        return [*choices, (NO_DEPARTMENT, _("Without a department"))] if scope.organisations else choices

    def way_to(self, department: Department) -> str:
        """The department with what it is part of: "Bedrijfsvoering › Inkoop"."""
        # What lies outside the scope ends the way.
        way = [self.departments[pk].name for pk in with_those_above(department.pk, self.parents)]
        if self.several_organisations:
            way.append(department.organisation.name)
        return " › ".join(reversed(way))

    @property
    def several_organisations(self) -> bool:
        return len(self.organisations) > 1

    @cached_property
    def chosen(self) -> QueryDict:
        """The filters that stand in the address, for links to the same selection."""
        found = QueryDict(mutable=True)
        found.update({name: value for name in self.fields if (value := self.data.get(name))})
        return found

    @property
    def is_filtered(self) -> bool:
        return bool(self.chosen)

    @property
    def department(self) -> int | str | None:
        """The department that is asked for, NO_DEPARTMENT, or None for all."""
        self.is_valid()
        chosen = self.cleaned_data.get("department")
        return int(chosen) if chosen and chosen != NO_DEPARTMENT else chosen or None

    @cached_property
    def scores_of(self) -> frozenset[int]:
        """The organisations of which scores may be shown; none for most."""
        return frozenset(one.pk for one in self.organisations if one.has_agreed)

    @cached_property
    def selection(self) -> Selection:
        """What was asked for, as far as it was understood."""
        self.is_valid()
        course, status = self.cleaned_data.get("course"), self.cleaned_data.get("status")
        return Selection(
            people=self._selected_people(),
            courses=[one for one in self.courses if course in ("", None, str(one.key))],
            status=Status(status) if status else None,
            name_organisation=self.several_organisations,
            organisations=[one.pk for one in self.organisations],
            scores_of=self.scores_of,
        )

    def _selected_people(self) -> MembershipQuerySet:
        people = self.people
        if organisation := self.cleaned_data.get("organisation"):
            people = people.filter(organisation=int(organisation))
        if self.department == NO_DEPARTMENT:
            people = people.filter(department=None)
        elif self.department:
            chosen = self.departments[int(self.department)]
            people = people.filter(department__in=with_descendants({chosen.pk}, {chosen.organisation_id}))
        if name := self.cleaned_data.get("name"):
            people = people.filter(user__name__icontains=name)
        return people


class MatrixFilter(OverviewFilter):
    """For screens that show every status."""

    def __init__(self, data: Any, scope: Scope) -> None:
        super().__init__(data, scope)
        del self.fields["status"]

    @property
    def scores_of(self) -> frozenset[int]:
        """These screens have no scores."""
        return frozenset()


class FiguresFilter(MatrixFilter):
    """For numbers about groups: it does not look for one person."""

    def __init__(self, data: Any, scope: Scope) -> None:
        super().__init__(data, scope)
        del self.fields["name"]


def _choice(label: str, all_of_them: str, choices: Iterable[tuple[Any, str]]) -> forms.ChoiceField:
    offered = [("", all_of_them), *((str(value), text) for value, text in choices)]
    refusal = _("This filter has no such value. It is not applied.")
    return forms.ChoiceField(label=label, required=False, choices=offered, error_messages={"invalid_choice": refusal})
