"""The tree of departments, and what may not be filed under what."""

import pytest
from django.core.exceptions import ValidationError

from people.models import Department, EmailDomain, Membership
from people.perms import departments_led, organisations_with_role, with_descendants, with_those_above
from tests.factories.hr import make_lead, make_municipality
from tests.factories.people import make_department, make_organisation, make_user

pytestmark = pytest.mark.django_db


def test_what_is_below_a_department_is_found_in_one_query(django_assert_num_queries):
    organisation = make_organisation()
    top = make_department(organisation)
    chain = [top]
    for _ in range(9):
        chain.append(make_department(organisation, parent=chain[-1]))
    make_department(organisation)

    with django_assert_num_queries(1):
        assert with_descendants({top.pk}, {organisation.pk}) == {one.pk for one in chain}


def test_what_is_above_a_department_is_found_upwards_and_a_loop_ends():
    parents = {1: None, 2: 1, 3: 2, 4: 9, 5: 6, 6: 5}

    assert list(with_those_above(3, parents)) == [3, 2, 1]
    assert list(with_those_above(4, parents)) == [4]
    assert list(with_those_above(5, parents)) == [5, 6]
    assert list(with_those_above(None, parents)) == []
    assert list(with_those_above(8, parents)) == []


def test_a_team_lead_leads_the_own_department_and_what_is_below():
    town = make_municipality()

    assert departments_led(make_lead(town.department)) == {town.department.pk, town.below.pk}
    assert departments_led(make_lead(town.below)) == {town.below.pk}
    assert departments_led(town.officer) == set()


def test_a_role_counts_in_its_own_organisation():
    town, other = make_municipality(), make_municipality()

    assert list(organisations_with_role(town.officer, Membership.Role.HR)) == [town.organisation]
    assert not organisations_with_role(town.officer, Membership.Role.TEAM_LEAD).exists()
    assert other.organisation not in organisations_with_role(town.officer, Membership.Role.HR)


def test_a_department_is_part_of_one_of_its_own_organisation():
    town, other = make_municipality(), make_municipality()

    Department(organisation=town.organisation, name="Goed", parent=town.below).full_clean()
    with pytest.raises(ValidationError, match="dezelfde organisatie"):
        Department(organisation=other.organisation, name="Fout", parent=town.below).full_clean()


def test_a_department_is_not_part_of_itself():
    town = make_municipality()
    for above in (town.department, town.below):
        town.department.parent = above
        with pytest.raises(ValidationError, match="niet onder zichzelf"):
            town.department.full_clean()


def test_a_membership_is_filed_under_a_department_of_its_own_organisation():
    town, other = make_municipality(), make_municipality()

    Membership(user=make_user(), organisation=town.organisation, department=town.below).full_clean()
    with pytest.raises(ValidationError, match="dezelfde organisatie"):
        Membership(user=make_user(), organisation=other.organisation, department=town.below).full_clean()


def test_a_domain_is_kept_in_lower_case_and_is_a_domain():
    organisation = make_organisation()
    domain = EmailDomain(organisation=organisation, domain=" Leerstad.Example ")
    domain.full_clean()
    assert domain.domain == "leerstad.example"
    for wrong in ("@leerstad.example", "ik@leerstad.example", "leer stad.nl", ""):
        with pytest.raises(ValidationError):
            EmailDomain(organisation=organisation, domain=wrong).full_clean()
