"""Making an account: the address is proven by a code, and its domain may give a membership."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.urls import reverse
from django.utils import timezone

from people.models import EmailDomain, Membership, User
from tests.factories.people import PASSWORD, make_member, make_organisation, make_user

pytestmark = pytest.mark.django_db

NEW = {"name": "Nieuwe Collega", "email": "Nieuw@Leerstad.example", "password1": PASSWORD}


@pytest.fixture
def organisation(home):
    organisation = make_organisation("Leerstad")
    EmailDomain.objects.create(organisation=organisation, domain="leerstad.example")
    return organisation


def code_in(mail) -> str:
    return re.search(r"^\s*([A-Z0-9]{3,4}-?[A-Z0-9]{3,4})\s*$", mail.body, re.MULTILINE).group(1)


def sign_up(client, **changes):
    return client.post(reverse("account_signup"), NEW | changes)


def prove(client, mailoutbox):
    return client.post(reverse("account_email_verification_sent"), {"code": code_in(mailoutbox[-1])})


def test_name_address_and_password_are_all_that_is_asked(client, home):
    page = client.get(reverse("account_signup"))

    assert list(page.context["form"].fields) == ["name", "email", "password1"]


def test_a_new_account_waits_for_the_code(client, organisation, mailoutbox):
    response = sign_up(client)

    assert response.url == reverse("account_email_verification_sent")
    user = User.objects.get(email="nieuw@leerstad.example")
    assert user.name == "Nieuwe Collega"
    assert not EmailAddress.objects.get(user=user).verified
    assert not user.memberships.exists()
    assert "_auth_user_id" not in client.session
    assert [mail.to for mail in mailoutbox] == [["nieuw@leerstad.example"]]


def test_the_code_signs_in_and_the_domain_gives_the_membership(client, organisation, mailoutbox):
    sign_up(client)
    prove(client, mailoutbox)

    user = User.objects.get(email="nieuw@leerstad.example")
    membership = user.memberships.get()
    assert (membership.organisation, membership.role) == (organisation, Membership.Role.MEMBER)
    assert membership.department is None
    assert client.session["_auth_user_id"] == str(user.pk)
    assert "U hoort nu bij Leerstad." in client.get("/").content.decode()


def test_a_wrong_code_proves_nothing(client, organisation, mailoutbox):
    sign_up(client)
    response = client.post(reverse("account_email_verification_sent"), {"code": "000-000"})

    assert response.status_code == 200
    assert not Membership.objects.exists()
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize(
    "domain", ["example.com", "nep-leerstad.example", "leerstad.example.com", "sub.leerstad.example"]
)
def test_another_domain_gives_no_membership(client, organisation, mailoutbox, domain):
    email = f"x@{domain}"
    sign_up(client, email=email)
    prove(client, mailoutbox)

    assert EmailAddress.objects.get(email=email).verified
    assert not Membership.objects.exists()


def test_a_name_is_needed(client, home):
    assert "name" in sign_up(client, name="  ").context["form"].errors
    assert not User.objects.exists()


def test_an_address_that_has_an_account_is_not_told_to_the_visitor(client, organisation, mailoutbox):
    make_user(email="nieuw@leerstad.example")
    response = sign_up(client)

    assert response.url == reverse("account_email_verification_sent")
    assert User.objects.count() == 1
    assert not Membership.objects.exists()


def test_a_second_address_that_is_proven_gives_its_membership(organisation, rf):
    from people.invitations import join_what_address_proves

    user = make_user(email="prive@thuis.example")
    address = EmailAddress.objects.create(user=user, email="ik@leerstad.example", verified=False)
    assert join_what_address_proves(user) == []
    address.verified = True
    address.save()
    assert join_what_address_proves(user) == [organisation]
    assert join_what_address_proves(user) == []
    assert user.memberships.count() == 1


def test_who_left_does_not_come_back_because_the_old_address_is_still_there(organisation):
    from people.invitations import join_what_address_proves

    leaver = make_member(organisation, user=make_user(email="ik@leerstad.example"))
    leaver.memberships.update(ended_on=timezone.localdate())

    assert join_what_address_proves(leaver) == []
    assert not leaver.memberships.current().exists()


def test_an_existing_role_is_not_touched_by_proving_an_address(organisation):
    from people.invitations import join_what_address_proves

    officer = make_member(organisation, role=Membership.Role.HR, user=make_user(email="hr@leerstad.example"))

    assert join_what_address_proves(officer) == []
    assert officer.memberships.get().role == Membership.Role.HR
