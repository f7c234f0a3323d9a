"""The filter above the overview: a GET form, so that every selection has an address to share."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from people.models import Department, MembershipQuerySet
from people.perms import with_descendants

from .queries import Course, Selection, Status, courses_for
from .scope import Scope


class OverviewFilter(forms.Form):
    """Which people, courses and statuses to show. A value that is not on offer is reported and not applied."""

    def __init__(self, data: Any, scope: Scope) -> None:
        super().__init__(data)
        self.people = scope.people()
        self.courses: list[Course] = courses_for(self.people)
        self.organisations = list(scope.in_organisations())
        self.departments = {one.pk: one for one in scope.in_departments().select_related("organisation")}
        if self.several_organisations:
            named = [(one.pk, one.name) for one in self.organisations]
            self.fields["organisation"] = _choice(_("Organisation"), _("All organisations"), named)
        self.fields["department"] = _choice(
            _("Department, with what is below it"), _("All departments"), self._ways_to_departments()
        )
        titles = [(course.key, course.title) for course in self.courses]
        self.fields["course"] = _choice(_("Course"), _("All courses"), titles)
        self.fields["status"] = _choice(_("Status"), _("All statuses"), [(one, str(one.label)) for one in Status])
        self.fields["name"] = forms.CharField(label=_("Name"), required=False, max_length=150)

    def _ways_to_departments(self) -> list[tuple[int, str]]:
        ways = [(self._way_to(department), department.pk) for department in self.departments.values()]
        return [(pk, way) for way, pk in sorted(ways)]

    def _way_to(self, department: Department) -> str:
        """The department with what it is part of: "Bedrijfsvoering › Inkoop"."""
        way = [department.name]
        above = self.departments.get(department.parent_id or 0)
        # What lies outside the scope ends the way; a loop, which the administration refuses, does too.
        while above and len(way) <= len(self.departments):
            way.append(above.name)
            above = self.departments.get(above.parent_id or 0)
        if self.several_organisations:
            way.append(department.organisation.name)
        return " › ".join(reversed(way))

    @property
    def several_organisations(self) -> bool:
        return len(self.organisations) > 1

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
        )

    def _selected_people(self) -> MembershipQuerySet:
        people = self.people
        if organisation := self.cleaned_data.get("organisation"):
            people = people.filter(organisation=int(organisation))
        if department := self.cleaned_data.get("department"):
            chosen = self.departments[int(department)]
            people = people.filter(department__in=with_descendants({chosen.pk}, {chosen.organisation_id}))
        if name := self.cleaned_data.get("name"):
            people = people.filter(user__name__icontains=name)
        return people


def _choice(label: str, all_of_them: str, choices: Iterable[tuple[Any, str]]) -> forms.ChoiceField:
    offered = [("", all_of_them), *((str(value), text) for value, text in choices)]
    refusal = _("This filter has no such value. It is not applied.")
    return forms.ChoiceField(label=label, required=False, choices=offered, error_messages={"invalid_choice": refusal})
