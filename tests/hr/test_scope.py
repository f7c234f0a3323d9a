"""Who follows whom."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import Http404
from django.utils import timezone

from hr.scope import organisations_in_scope, people_visible_to, scope_for
from people.models import Membership
from tests.factories.hr import make_lead, make_municipality
from tests.factories.people import make_department, make_member, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.row("B29")]


def visible(user):
    return {membership.user for membership in people_visible_to(user)}


def test_an_hr_officer_follows_everyone_of_the_own_organisation_and_nobody_else():
    own, other = make_municipality(), make_municipality()
    colleague = make_member(own.organisation)
    in_department = make_member(own.organisation, own.below)
    make_member(other.organisation, other.department)

    assert visible(own.officer) == {own.officer, colleague, in_department}
    assert list(organisations_in_scope(own.officer)) == [own.organisation]


def test_a_team_lead_follows_the_department_and_what_lies_below_it():
    town = make_municipality()
    deepest = make_department(town.organisation, parent=town.below)
    lead = make_lead(town.department)
    here, below, deep = (make_member(town.organisation, one) for one in (town.department, town.below, deepest))
    make_member(town.organisation)
    make_member(town.organisation, make_department(town.organisation))

    assert visible(lead) == {lead, here, below, deep}
    assert list(organisations_in_scope(lead)) == [town.organisation]


def test_the_lead_of_a_lower_department_does_not_see_what_is_above():
    town = make_municipality()
    lead = make_lead(town.below)
    make_member(town.organisation, town.department)

    assert visible(lead) == {lead}


def test_a_team_lead_without_a_department_follows_nobody():
    town = make_municipality()
    lead = make_member(town.organisation, role=Membership.Role.TEAM_LEAD)

    assert visible(lead) == set()


def test_an_ordinary_civil_servant_follows_nobody():
    town = make_municipality()
    servant = make_member(town.organisation, town.department)

    assert visible(servant) == set()
    assert not organisations_in_scope(servant).exists()
    with pytest.raises(Http404):
        scope_for(servant)


def test_a_visitor_follows_nobody():
    make_municipality()

    assert not people_visible_to(AnonymousUser()).exists()


def test_an_administrator_follows_nobody_by_being_one():
    make_municipality()
    administrator = make_user(is_superuser=True)

    assert visible(administrator) == set()


def test_someone_who_left_is_no_longer_followed():
    town = make_municipality()
    leaver = make_member(town.organisation)
    leaver.memberships.update(ended_on=timezone.localdate())

    assert leaver not in visible(town.officer)


def test_an_officer_who_left_follows_nobody_from_then_on():
    town = make_municipality()
    make_member(town.organisation)
    town.officer.memberships.update(ended_on=timezone.localdate())

    assert visible(town.officer) == set()


def test_a_person_counts_once_per_organisation():
    first, second = make_municipality(), make_municipality()
    person = make_member(first.organisation, first.department)
    make_member(second.organisation, user=person)
    make_member(second.organisation, role=Membership.Role.HR, user=first.officer)
    Membership.objects.create(user=person, organisation=first.organisation, ended_on=timezone.localdate())

    own = [one.organisation for one in people_visible_to(first.officer).filter(user=person)]
    assert sorted(own, key=str) == sorted([first.organisation, second.organisation], key=str)


def test_an_officer_who_also_leads_a_department_sees_nobody_twice():
    town, other = make_municipality(), make_municipality()
    make_member(other.organisation, other.department, role=Membership.Role.TEAM_LEAD, user=town.officer)
    make_member(town.organisation, town.department)

    seen = list(people_visible_to(town.officer).values_list("user", "organisation"))
    assert len(seen) == len(set(seen)) == 3


def test_a_membership_filed_under_a_department_of_another_organisation_is_not_seen_by_its_lead():
    town, other = make_municipality(), make_municipality()
    lead = make_lead(town.department)
    misfiled = make_member(other.organisation, town.department)

    assert misfiled not in visible(lead)
    assert misfiled in visible(other.officer)


def test_departments_that_are_part_of_each_other_do_not_hang_the_page():
    town = make_municipality()
    lead = make_lead(town.below)
    town.department.parent = town.below
    town.department.save()

    assert lead in visible(lead)
