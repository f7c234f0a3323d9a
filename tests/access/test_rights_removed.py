"""What is taken away in one window is gone at the next request of the other, without signing out."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from hr.models import SavedView
from people.models import User
from tests.factories.guests import make_draft, make_editor, make_entrepreneur
from tests.factories.hr import make_lead, make_municipality, signed_in
from tests.factories.people import make_user

pytestmark = [pytest.mark.django_db, pytest.mark.row("B30")]


@pytest.fixture
def administrator(home) -> Client:
    return signed_in(make_user(is_superuser=True))


def edit_account(administrator: Client, user: User, **changes: object) -> None:
    """In the administration of users, which sends the whole form."""
    kept = {"email": user.email, "name": user.name, "is_active": "on", "groups": []} | changes
    sent = {name: value for name, value in kept.items() if value is not None}
    assert administrator.post(f"/admin/users/edit/{user.pk}/", sent).url == "/admin/users/"


def edit_membership(administrator: Client, user: User, **changes: object) -> None:
    membership = user.memberships.get()
    kept = {
        "user": user.email,
        "organisation": membership.organisation_id,
        "department": membership.department_id or "",
        "role": membership.role,
        "started_on": membership.started_on.isoformat(),
        "ended_on": "",
    }
    edit = reverse("membership:edit", args=[membership.pk])
    assert administrator.post(edit, kept | changes).status_code == 302


def test_an_editor_without_the_group_is_out_of_the_administration(administrator):
    editor = make_editor()
    window = signed_in(editor)
    assert window.get("/admin/pages/").status_code in (200, 302)
    assert window.get("/admin/case-review/").status_code == 200

    edit_account(administrator, editor)

    for path in ("/admin/", "/admin/case-review/", "/admin/api/main/pages/"):
        assert window.get(path, follow=True).status_code == 404, path
    assert window.get("/mijn-gegevens/").status_code == 200


@pytest.mark.parametrize("change", ["role", "end"])
def test_an_hr_officer_without_the_role_follows_nobody(administrator, change):
    officer = make_municipality().officer
    view = SavedView.objects.create(user=officer, name="Allen", query="")
    window = signed_in(officer)
    paths = ["/hr/", "/hr/export.csv", "/hr/koppelingen/", f"/hr/weergaven/{view.pk}/"]
    assert [window.get(path).status_code for path in paths] == [200] * 4

    ended = timezone.localdate().isoformat()
    edit_membership(administrator, officer, **({"role": "member"} if change == "role" else {"ended_on": ended}))

    # Who leaves is signed out; who only loses the role finds nothing there.
    refused = 404 if change == "role" else 302
    assert [window.get(path).status_code for path in paths] == [refused] * 4
    assert window.post("/hr/uitnodigen/", {"emails": "iemand@elders.example"}).status_code == refused
    assert ("_auth_user_id" in window.session) == (change == "role")


def test_a_team_lead_without_the_role_follows_nobody(administrator):
    lead = make_lead(make_municipality().department)
    window = signed_in(lead)
    assert window.get("/hr/").status_code == 200

    edit_membership(administrator, lead, role="member")

    assert [window.get(path).status_code for path in ("/hr/", "/hr/export.xlsx")] == [404, 404]


def test_an_entrepreneur_who_left_the_enterprise_opens_none_of_its_cases(administrator):
    author = make_entrepreneur()
    draft, window = make_draft(author), signed_in(author)
    assert window.get(f"/studio/casus/{draft.pk}/").status_code == 200

    author.enterprises.get().members.remove(author)

    assert window.get(f"/studio/casus/{draft.pk}/").status_code == 404
    assert window.post(f"/studio/casus/{draft.pk}/indienen/").status_code == 404


def test_an_entrepreneur_without_the_group_has_no_studio(administrator):
    author = make_entrepreneur()
    draft, window = make_draft(author), signed_in(author)
    assert window.get("/studio/").status_code == 200

    edit_account(administrator, author)

    assert window.get("/studio/").status_code == 404
    assert window.get(f"/studio/casus/{draft.pk}/").status_code == 404


@pytest.mark.parametrize("make", [make_editor, make_entrepreneur, lambda: make_municipality().officer, make_user])
def test_an_account_that_was_closed_is_signed_out(administrator, make):
    user = make()
    window = signed_in(user)
    assert window.get("/mijn-gegevens/").status_code == 200

    edit_account(administrator, user, is_active=None, groups=[group.pk for group in user.groups.all()])

    for path in ("/mijn-gegevens/", "/admin/", "/studio/", "/hr/"):
        assert window.get(path).status_code == 302, path
        assert window.get(path, follow=True).redirect_chain[-1][0].startswith("/accounts/login/"), path


def test_an_administrator_who_is_none_any_more_has_no_administration(administrator):
    other = make_user(is_superuser=True)
    window = signed_in(other)
    assert window.get("/admin/users/").status_code == 200

    edit_account(administrator, other)

    assert window.get("/admin/users/", follow=True).status_code == 404
