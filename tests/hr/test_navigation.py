"""Which parts of the platform the navigation leads to."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.template import Context, RequestContext, Template
from django.urls import reverse

from people.models import Membership
from tests.factories.guests import make_editor, make_entrepreneur
from tests.factories.hr import make_lead, make_municipality, signed_in
from tests.factories.people import make_member, make_user

pytestmark = pytest.mark.django_db

TEMPLATE = "{% load hr_tags %}{% role_links as links %}{% for name in links %}{{ name }} {% endfor %}"


def shown_to(rf, user) -> list[str]:
    request = rf.get("/")
    request.user = user
    return Template(TEMPLATE).render(RequestContext(request, {"request": request})).split()


def test_following_people_is_for_hr_and_team_leads(rf):
    town = make_municipality()
    without_department = make_member(town.organisation, role=Membership.Role.TEAM_LEAD)

    assert shown_to(rf, town.officer) == ["follows_people"]
    assert shown_to(rf, make_lead(town.department)) == ["follows_people"]
    assert shown_to(rf, without_department) == []
    assert shown_to(rf, make_member(town.organisation, town.department)) == []
    assert shown_to(rf, AnonymousUser()) == []


def test_an_officer_who_left_follows_nobody(rf):
    officer = make_municipality().officer
    officer.memberships.update(ended_on=officer.date_joined.date())
    assert shown_to(rf, officer) == []


def test_the_studio_is_for_entrepreneurs_with_an_enterprise(rf):
    author = make_entrepreneur()
    assert shown_to(rf, author) == ["writes_cases"]
    author.groups.clear()
    assert shown_to(rf, author) == []


def test_the_admin_is_for_editors_and_administrators(rf):
    assert shown_to(rf, make_editor()) == ["edits_the_site"]
    assert set(shown_to(rf, make_user(is_superuser=True))) == {"reads_the_audit_log", "edits_the_site"}


def test_a_page_asks_the_database_once(rf, django_assert_num_queries):
    officer = make_municipality().officer
    with django_assert_num_queries(1):
        shown_to(rf, officer)


def test_without_a_request_there_is_no_link():
    assert Template(TEMPLATE).render(Context({})) == ""


def test_the_front_page_leads_an_officer_to_hr_and_a_colleague_not(home):
    town = make_municipality()
    link = f'href="{reverse("hr_overview")}"'

    assert link in signed_in(town.officer).get("/").content.decode()
    assert link not in signed_in(make_member(town.organisation)).get("/").content.decode()
