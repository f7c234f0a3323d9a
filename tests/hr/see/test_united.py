"""Rows are the same however many courses there are: a database takes some hundreds of parts in one UNION."""

import pytest

from hr import united as of_many
from hr.filters import OverviewFilter
from hr.queries import RowPaginator, Status, people_in
from hr.scope import scope_of
from hr.united import united
from people.models import User
from tests.factories.courses import make_course
from tests.factories.hr import finish, make_municipality
from tests.factories.people import make_member, make_user

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("each", "rows"), [(True, 1200), (False, 1)])
def test_more_parts_than_a_database_takes_are_one_answer(each, rows):
    user = make_user()
    part = User.objects.filter(pk=user.pk).order_by().values_list("pk", "name")
    assert len(united([part] * 1200, each=each)) == rows


@pytest.mark.parametrize("status", Status)
def test_in_several_steps_the_rows_are_those_of_one(home, monkeypatch, status):
    town = make_municipality("Gemeente Eigen")
    courses = [make_course(f"Cursus {number}") for number in range(5)]
    for number in range(3):
        finish(make_member(town.organisation, town.department, name=f"Persoon {number}"), courses[number])
    filters = {"status": status.value}

    def rows():
        selection = OverviewFilter(filters, scope_of(town.officer)).selection
        page = RowPaginator(selection, 100).page(1)
        return [(row.name, row.course) for row in page], set(people_in(selection))

    at_once = rows()
    monkeypatch.setattr(of_many, "MOST_PARTS", 2)
    assert rows() == at_once
    assert bool(at_once[0]) == (status in (Status.NOT_STARTED, Status.FINISHED))
