"""Whether the navigation leads to HR."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.template import Context, RequestContext, Template
from django.urls import reverse

from tests.factories.hr import make_lead, make_municipality, signed_in
from tests.factories.people import make_member

pytestmark = pytest.mark.django_db

TEMPLATE = "{% load hr_tags %}{% hr_link_visible as first %}{% hr_link_visible as again %}{{ first }} {{ again }}"


def shown_to(rf, user) -> str:
    request = rf.get("/")
    request.user = user
    return Template(TEMPLATE).render(RequestContext(request, {"request": request}))


def test_the_link_is_for_who_may_follow_people(rf):
    town = make_municipality()

    assert shown_to(rf, town.officer) == "True True"
    assert shown_to(rf, make_lead(town.department)) == "True True"
    assert shown_to(rf, make_member(town.organisation, town.department)) == "False False"
    assert shown_to(rf, AnonymousUser()) == "False False"


def test_a_page_asks_the_database_once(rf, django_assert_num_queries):
    officer = make_municipality().officer
    with django_assert_num_queries(1):
        shown_to(rf, officer)


def test_without_a_request_there_is_no_link():
    assert Template(TEMPLATE).render(Context({})) == "False False"


def test_the_front_page_leads_an_officer_to_hr_and_a_colleague_not(home):
    town = make_municipality()
    link = f'href="{reverse("hr_overview")}"'

    assert link in signed_in(town.officer).get("/").content.decode()
    assert link not in signed_in(make_member(town.organisation)).get("/").content.decode()
