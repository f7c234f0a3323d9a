"""People × courses as a table: a row for each person, a column for each course."""

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet

from people.models import Membership

from .filters import MatrixFilter
from .queries import Course, Row, Selection, by_name, rows_of_people

PEOPLE_PER_PAGE = 50
COURSES_PER_PAGE = 20


@dataclass(frozen=True)
class Matrix:
    """One page of it: of people down, of courses to the right."""

    people: Page
    courses: Page
    lines: list[tuple[str, str, list[Row]]]

    def people_in(self) -> list[tuple[int, int]]:
        """Organisation and person of each line; their primary keys."""
        return [(organisation, user) for _pk, organisation, user in self.people.object_list]


def matrix_of(form: MatrixFilter, people_page: Any, courses_page: Any) -> Matrix:
    """Name, department and a row for each course of the page."""
    selection = form.selection
    people: QuerySet = by_name(selection.people)
    people = people.order_by("sort_name", "pk").values_list("pk", "organisation", "user")
    page = Paginator(people, PEOPLE_PER_PAGE).get_page(people_page)
    columns: Page = Paginator(selection.courses, COURSES_PER_PAGE).get_page(courses_page)
    page.object_list = list(page.object_list)
    keys = [pk for pk, _organisation, _user in page.object_list]
    rows = _rows(selection, keys, list(columns.object_list))
    return Matrix(page, columns, [(of_one[0].name, of_one[0].department, of_one) for of_one in rows])


def _rows(selection: Selection, people: list[int], courses: list[Course]) -> list[list[Row]]:
    if not (people and courses):
        return []
    on_page = Selection(
        people=Membership.objects.filter(pk__in=people),
        courses=courses,
        name_organisation=selection.name_organisation,
        organisations=selection.organisations,
        today=selection.today,
    )
    return rows_of_people(on_page)
