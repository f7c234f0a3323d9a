"""Organisations and memberships in the Wagtail admin, for administrators only."""

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from django.utils import timezone

from people.models import Department, EmailDomain, Membership, Organisation
from people.roles import PlatformRole
from tests.factories.hr import make_municipality, signed_in
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db

KINDS = ["organisation", "department", "membership", "emaildomain"]


@pytest.fixture
def town(home):
    town = make_municipality("Gemeente Eigen")
    EmailDomain.objects.create(organisation=town.organisation, domain="eigen.example")
    return town


@pytest.fixture
def administrator(town):
    return signed_in(make_user(is_superuser=True))


@pytest.fixture
def editor(town):
    editor = make_user()
    editor.groups.add(Group.objects.get(name=PlatformRole.EDITOR))
    return signed_in(editor)


@pytest.mark.parametrize("kind", KINDS)
def test_an_administrator_lists_adds_and_edits(administrator, town, kind):
    some = {
        "organisation": Organisation,
        "department": Department,
        "membership": Membership,
        "emaildomain": EmailDomain,
    }[kind].objects.first()

    assert administrator.get(reverse(f"{kind}:index")).status_code == 200
    assert administrator.get(reverse(f"{kind}:index"), {"q": "gemeente"}).status_code == 200
    assert administrator.get(reverse(f"{kind}:add")).status_code == 200
    assert administrator.get(reverse(f"{kind}:edit", args=[some.pk])).status_code == 200
    assert administrator.get(reverse(f"{kind}:delete", args=[some.pk])).status_code == 200
    assert "Organisaties" in administrator.get("/admin/").content.decode()


@pytest.mark.parametrize("kind", KINDS)
def test_an_editor_neither_sees_nor_opens_them(editor, town, kind):
    for address in (reverse(f"{kind}:index"), reverse(f"{kind}:add")):
        assert editor.get(address).status_code == 302
    assert reverse(f"{kind}:index") not in editor.get("/admin/").content.decode()


@pytest.mark.parametrize("kind", KINDS)
def test_a_learner_does_not_come_near(as_learner, town, kind):
    assert as_learner.get(reverse(f"{kind}:index")).status_code in (302, 404)


def test_a_membership_is_made_by_address(administrator, town):
    person = make_user(email="collega@eigen.example")
    fields = {
        "user": " Collega@Eigen.example ",
        "organisation": town.organisation.pk,
        "department": town.department.pk,
        "role": Membership.Role.TEAM_LEAD,
        "started_on": "2026-11-01",
        "ended_on": "",
    }

    assert (
        "Niemand heeft een account"
        in administrator.post(reverse("membership:add"), fields | {"user": "niemand@eigen.example"}).content.decode()
    )
    administrator.post(reverse("membership:add"), fields)
    membership = person.memberships.get()
    assert (membership.role, membership.department) == (Membership.Role.TEAM_LEAD, town.department)
    edit = reverse("membership:edit", args=[membership.pk])
    assert 'value="collega@eigen.example"' in administrator.get(edit).content.decode()
    administrator.post(edit, fields | {"ended_on": timezone.localdate().isoformat()})
    assert not person.memberships.current().exists()


def test_a_department_of_another_organisation_is_refused(administrator, town):
    other = make_municipality()
    person = make_user()
    response = administrator.post(
        reverse("membership:add"),
        {
            "user": person.email,
            "organisation": town.organisation.pk,
            "department": other.department.pk,
            "role": Membership.Role.MEMBER,
            "started_on": "2026-11-01",
        },
    )

    assert "Kies een afdeling van dezelfde organisatie." in response.content.decode()
    assert not person.memberships.exists()


@pytest.mark.parametrize("kind", ["organisation", "department"])
def test_what_is_still_in_use_is_not_deleted_and_the_administrator_is_told(administrator, town, kind):
    thing = getattr(town, kind)
    response = administrator.post(reverse(f"{kind}:delete", args=[thing.pk]), follow=True)

    assert response.status_code == 200
    assert "is nog in gebruik" in response.content.decode()
    assert type(thing).objects.filter(pk=thing.pk).exists()
