"""What a plan says of rows that cannot be; without a database."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hr.staff_import.columns import guessed, known
from hr.staff_import.cycles import in_cycles
from hr.staff_import.plan import RefusedError, make_plan
from hr.staff_import.reading import FORMULA, Row, Table
from hr.staff_import.values import Kind, Member, Place, Plan, Present, most_without_asking

TODAY = date(2026, 6, 1)
DOMAINS = frozenset({"eigen.example"})


def member(number: int, **fields) -> Member:
    usual = {
        "membership": number,
        "user": number,
        "addresses": (f"p{number}@eigen.example",),
        "name": f"Persoon {number}",
        "may_be_named": True,
        "is_lead": False,
        "number": str(number),
        "department": "",
        "job_title": "",
        "manager": None,
        "started_on": date(2020, 1, 1),
    }
    return Member(**usual | fields)


def plan_of(headings: str, *rows: str, is_complete: bool = False, **present) -> Plan:
    """Headings and rows with | between the cells; the first row is number 2."""
    width = len(headings.split("|"))
    cells = [(row.split("|") + [""] * width)[:width] for row in rows]
    table = Table(
        tuple(headings.split("|")), tuple(Row(number, tuple(row)) for number, row in enumerate(cells, start=2))
    )
    usual = {"today": TODAY, "domains": DOMAINS}
    return make_plan(table, known(guessed(table.headings)), is_complete, Present(**usual | present))


def faulty(plan: Plan) -> dict[int, str]:
    return {fault.row: fault.text for fault in plan.faults}


def test_a_row_without_an_address_is_named_and_left_out():
    plan = plan_of("e-mail|naam", "|Aad", "b@eigen.example|Bea", "geen adres|Cees", "d@eigen.example|Dirk")

    assert faulty(plan) == {
        2: "Geen e-mailadres. Vul het in.",
        4: "‘geen adres’ is geen e-mailadres. Verbeter het.",
    }
    assert [step.row for step in plan.steps] == [3, 5]
    assert plan.counts["new"] == 2


@pytest.mark.parametrize("headings", ["naam|functie", "afdeling|e-mail"])
def test_swapped_or_missing_columns_refuse_the_whole_file(headings):
    with pytest.raises(RefusedError):
        plan_of(headings, "a@eigen.example|Inkoop", "b@eigen.example|Zorg", "c@eigen.example|Zorg")


def test_two_rows_about_one_person_are_both_left_out():
    two = member(1, addresses=("p1@eigen.example", "ander@eigen.example"))
    plan = plan_of(
        "e-mail|naam",
        "a@eigen.example|Aad",
        "A@EIGEN.example|Aad",
        "p1@eigen.example",
        "ander@eigen.example",
        members=(two,),
    )

    assert faulty(plan).keys() == {2, 3, 4, 5}
    assert plan.steps == ()


def test_one_number_of_two_people_is_an_error_of_both():
    plan = plan_of("e-mail|personeelsnummer", "a@eigen.example|1", "b@eigen.example|1", "c@eigen.example|2")

    assert faulty(plan).keys() == {2, 3}


def test_a_number_of_somebody_with_another_address_is_left_alone():
    plan = plan_of("e-mail|personeelsnummer", "nieuw@eigen.example|1", members=(member(1),), is_complete=True)

    assert "ander e-mailadres" in faulty(plan)[2]
    assert plan.endings == (), "it is probably the same person"


def test_a_proven_other_address_is_the_same_person():
    known_by_two = member(1, addresses=("prive@thuis.example", "p1@eigen.example"))
    plan = plan_of("e-mail|functie", "p1@eigen.example|Inkoper", members=(known_by_two,))

    assert plan.steps[0].membership == 1
    assert plan.job_titles == {"inkoper": "Inkoper"}


@pytest.mark.parametrize(
    ("cell", "is_right"),
    [
        ("31-12-2025", True),
        ("1-2-2024", True),
        ("2024-02-29", True),
        ("20240229", True),
        ("1/2/2024", True),
        ("31-02-2024", False),
        ("2024-13-01", False),
        ("gisteren", False),
        ("01-01-1850", False),
        ("01-01-2099", False),
    ],
)
def test_a_day_is_read_as_people_write_it_or_is_an_error(cell, is_right):
    plan = plan_of("e-mail|in dienst", f"a@eigen.example|{cell}")

    assert (plan.faults == ()) is is_right


def test_an_end_before_the_start_is_an_error_and_the_year_9999_is_no_end():
    plan = plan_of(
        "e-mail|in dienst|uit dienst", "a@eigen.example|01-01-2024|01-01-2023", "b@eigen.example|01-01-2024|31-12-9999"
    )

    assert faulty(plan).keys() == {2}
    assert plan.steps[0].kind is Kind.NEW


@pytest.mark.parametrize(
    ("rows", "wrong"),
    [
        (["a@eigen.example|a@eigen.example"], {2}),
        (
            ["a@eigen.example|b@eigen.example", "b@eigen.example|a@eigen.example", "c@eigen.example|a@eigen.example"],
            {2, 3},
        ),
        (["a@eigen.example|niemand@eigen.example"], {2}),
        (["a@eigen.example|77"], {2}),
        (["p1@eigen.example|p2@eigen.example"], {2}),
    ],
)
def test_a_manager_who_cannot_be_is_an_error(rows, wrong):
    plan = plan_of("e-mail|leidinggevende", *rows, members=(member(1), member(2, manager=1)))

    assert faulty(plan).keys() >= wrong


def test_a_manager_with_an_error_of_its_own_leaves_the_people_in():
    plan = plan_of(
        "e-mail|leidinggevende|in dienst", "chef@eigen.example||gisteren", "a@eigen.example|chef@eigen.example|"
    )

    assert faulty(plan).keys() == {2}
    assert plan.steps[0].values["manager"] is None
    assert "chef@eigen.example" in plan.notes[0].text


def test_departments_that_lie_in_a_circle_are_errors_and_the_rest_goes_on():
    plan = plan_of(
        "e-mail|afdeling|hoofdafdeling",
        "a@eigen.example|Inkoop|Zorg",
        "b@eigen.example|Zorg|Inkoop",
        "c@eigen.example|Werk|Sociaal",
        "d@eigen.example|Alleen|alleen",
    )

    assert faulty(plan).keys() == {2, 3, 5}
    assert plan.new_departments == ("Sociaal", "Werk")


def test_a_circle_with_what_is_there_already_is_seen():
    plan = plan_of(
        "e-mail|afdeling|hoofdafdeling",
        "a@eigen.example|Zorg|Jeugd",
        departments={"jeugd": Place("Jeugd", "zorg"), "zorg": Place("Zorg")},
    )

    assert faulty(plan).keys() == {2}


def test_capitals_and_spaces_make_no_second_department():
    plan = plan_of(
        "e-mail|afdeling|functie",
        "a@eigen.example|Sociaal  domein|Inkoper",
        "b@eigen.example|SOCIAAL DOMEIN|inkoper",
        departments={"sociaal domein": Place("Sociaal Domein")},
        job_titles={"inkoper": "Inkoper"},
    )

    assert (plan.places, plan.job_titles) == ({}, {})


def test_rows_that_place_one_department_in_two_places_are_told():
    plan = plan_of(
        "e-mail|afdeling|hoofdafdeling",
        "a@eigen.example|Inkoop|Een",
        "b@eigen.example|Inkoop|Twee",
        "c@eigen.example|Inkoop|",
    )

    assert faulty(plan).keys() == {3}


def test_a_formula_is_an_error_of_its_cell_and_only_where_it_is_used():
    plan = plan_of("e-mail|naam|iets", f"a@eigen.example|{FORMULA}|", f"b@eigen.example|Bea|{FORMULA}")

    assert "formule" in faulty(plan)[2]
    assert faulty(plan).keys() == {2}


def test_what_is_too_long_is_an_error():
    plan = plan_of("e-mail|personeelsnummer|afdeling", f"a@eigen.example|{'9' * 41}|", f"b@eigen.example||{'x' * 151}")

    assert faulty(plan).keys() == {2, 3}


@pytest.mark.parametrize(("people", "most"), [(0, 4), (10, 4), (99, 4), (100, 5), (1000, 50)])
def test_five_people_and_more_than_one_in_twenty_have_to_be_confirmed(people, most):
    assert most_without_asking(people) == most


def test_who_is_missing_from_a_complete_file_is_ended():
    plan = plan_of(
        "e-mail", "p1@eigen.example", is_complete=True, members=(member(1), member(2), member(3)), kept=frozenset({3})
    )

    assert [ending.user for ending in plan.endings] == [2]


NODES = st.integers(0, 6)


@given(st.dictionaries(NODES, NODES))
def test_in_a_circle_is_from_where_one_comes_back(above):
    def comes_back(node: int) -> bool:
        at = above.get(node)
        for _step in range(len(above)):
            if at == node:
                return True
            at = above.get(at)
        return False

    assert in_cycles(above) == {node for node in above if comes_back(node)}


@given(
    st.lists(
        st.tuples(st.sampled_from("abcd"), st.sampled_from("1234"), st.sampled_from("abcd")), min_size=1, max_size=6
    )
)
def test_the_order_of_rows_never_matters(rows):
    lines = [f"{one}@eigen.example|{number}|{other}@eigen.example" for one, number, other in rows]
    there = plan_of("e-mail|personeelsnummer|leidinggevende", *lines, members=(member(1), member(2)))
    back = plan_of("e-mail|personeelsnummer|leidinggevende", *reversed(lines), members=(member(1), member(2)))

    last = len(lines) + 3
    assert faulty(there).keys() == {last - row for row in faulty(back)}
    assert there.counts == back.counts
