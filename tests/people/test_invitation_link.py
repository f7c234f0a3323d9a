"""The link of an invitation: who may join with it, and that opening it changes nothing."""

import re
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from people.invitations import VALID_FOR, find_open, invite
from people.models import EmailDomain, Invitation, Membership, User
from tests.factories.hr import make_municipality, signed_in
from tests.factories.people import PASSWORD, make_member, make_user

from .test_sign_up import prove

pytestmark = pytest.mark.django_db
EMAIL = "genodigd@elders.example"


@pytest.fixture
def town(home):
    return make_municipality("Gemeente Eigen")


@pytest.fixture
def link(town) -> str:
    _invitation, token = invite("Genodigd@Elders.example", town.organisation, town.below, town.officer)
    return reverse("invitation", args=[token])


def sign_up(client, email: str = EMAIL):
    return client.post(
        reverse("account_signup"), {"name": "Genodigde Collega", "email": email, "password1": PASSWORD}, follow=True
    )


def test_the_link_says_who_invites_and_to_what(client, town, link):
    page = client.get(link)

    text = page.content.decode()
    assert page.status_code == 200
    for words in (town.officer.name, "Gemeente Eigen", town.below.name, EMAIL, "Account maken"):
        assert words in text
    assert "no-store" in page["Cache-Control"]


def test_opening_the_link_writes_nothing(client, link, django_assert_max_num_queries):
    before = Invitation.objects.values().get()
    with django_assert_max_num_queries(30) as queries:
        client.get(link)
        client.head(link)

    assert not [query["sql"] for query in queries if not query["sql"].startswith(("SELECT", "SAVEPOINT", "RELEASE"))]
    assert Invitation.objects.values().get() == before
    assert "account_verified_email" not in client.session


def test_who_signs_up_through_the_link_is_in_at_once_and_a_member(client, town, link, mailoutbox):
    assert client.post(link).url == reverse("account_signup")
    form = client.get(reverse("account_signup"))
    assert f'value="{EMAIL}"' in form.content.decode()
    page = sign_up(client)

    user = User.objects.get(email=EMAIL)
    assert client.session["_auth_user_id"] == str(user.pk)
    assert EmailAddress.objects.get(user=user).verified
    membership = user.memberships.get()
    assert (membership.organisation, membership.department) == (town.organisation, town.below)
    assert membership.role == Membership.Role.MEMBER
    assert Invitation.objects.get().accepted_at is not None
    assert not [mail for mail in mailoutbox if re.search(r"\bcode\b", mail.subject + mail.body, re.IGNORECASE)]
    assert "U hoort nu bij Gemeente Eigen." in page.content.decode()


def test_another_address_than_the_invited_one_is_verified_as_usual_and_gives_no_membership(client, link, mailoutbox):
    client.post(link)
    page = sign_up(client, "ander@elders.example")

    assert page.request["PATH_INFO"] == reverse("account_email_verification_sent")
    assert "_auth_user_id" not in client.session
    user = User.objects.get(email="ander@elders.example")
    assert [(one.email, one.verified) for one in user.emailaddress_set.all()] == [("ander@elders.example", False)]
    prove(client, mailoutbox)
    assert not user.memberships.exists()
    assert Invitation.objects.get().accepted_at is None
    assert not EmailAddress.objects.filter(email=EMAIL).exists()


def test_the_proof_of_the_link_serves_one_account_only(client, link):
    client.post(link)
    sign_up(client, "ander@elders.example")

    assert not client.session.get("account_verified_email")


def test_signing_up_with_the_invited_address_without_the_link_asks_for_the_code_first(client, town, link, mailoutbox):
    sign_up(client)
    assert not Membership.objects.filter(user__email=EMAIL).exists()

    prove(client, mailoutbox)
    assert Membership.objects.get(user__email=EMAIL).department == town.below


def test_the_department_of_the_invitation_goes_before_the_domain(client, town, link):
    EmailDomain.objects.create(organisation=town.organisation, domain="elders.example")
    client.post(link)
    sign_up(client)

    assert Membership.objects.get(user__email=EMAIL).department == town.below


def test_who_has_an_account_signs_in_and_comes_back(client, town, link):
    make_user(email=EMAIL)
    assert "Verder naar inloggen" in client.get(link).content.decode()
    response = client.post(link)
    assert response.url == f"{reverse('account_login')}?next={link.replace('/', '%2F')}"

    back = client.post(response.url, {"login": EMAIL, "password": PASSWORD})
    assert back.url == link
    assert "Uitnodiging aannemen" in client.get(link).content.decode()
    client.post(link)
    assert Membership.objects.get(user__email=EMAIL).organisation == town.organisation


def test_who_is_signed_in_with_the_invited_address_joins_at_once(town, link):
    user = make_user(email=EMAIL)
    response = signed_in(user).post(link, follow=True)

    assert user.memberships.get().department == town.below
    assert "U hoort nu bij Gemeente Eigen." in response.content.decode()


def test_a_second_proven_address_counts_and_an_unproven_one_does_not(town, link):
    user = make_user()
    address = EmailAddress.objects.create(user=user, email=EMAIL, verified=False)
    assert signed_in(user).post(link).status_code == 403
    assert not user.memberships.exists()

    address.verified = True
    address.save()
    signed_in(user).post(link)
    assert user.memberships.exists()


def test_who_is_signed_in_with_another_address_is_told_and_does_not_join(link):
    other = make_user(email="ander@elders.example")
    client = signed_in(other)

    for response in (client.get(link), client.post(link)):
        text = response.content.decode()
        assert f"Deze uitnodiging is voor {EMAIL}. U bent ingelogd als ander@elders.example." in text
    assert response.status_code == 403
    assert not other.memberships.exists()
    assert "account_verified_email" not in client.session


def test_a_used_an_old_and_an_unknown_link_give_the_same_page(client, town):
    _used, used = invite("a@elders.example", town.organisation, None, town.officer)
    _old, old = invite("b@elders.example", town.organisation, None, town.officer)
    Invitation.objects.filter(email="a@elders.example").update(accepted_at=timezone.now())
    Invitation.objects.filter(email="b@elders.example").update(expires_at=timezone.now())

    pages = set()
    for address in [reverse("invitation", args=[token]) for token in (used, old, "onbekend")]:
        for answer in (client.get(address), client.post(address)):
            assert answer.status_code == 404
            text = answer.content.decode().replace(address, "")
            pages.add(re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", text))
    assert len(pages) == 1
    assert "Deze uitnodiging werkt niet meer" in pages.pop()
    assert not Membership.objects.filter(user__email__endswith="elders.example").exists()


def test_who_used_the_link_is_told_so_and_somebody_else_is_not(town, link):
    user = make_user(email=EMAIL)
    client = signed_in(user)
    client.post(link)

    again = client.get(link)
    assert again.status_code == 200
    assert "U hoort bij Gemeente Eigen" in again.content.decode()
    assert signed_in(make_user()).get(link).status_code == 404
    assert client.post(link).status_code == 200
    assert user.memberships.count() == 1


def test_a_link_works_for_fourteen_days(town):
    invitation, token = invite("c@elders.example", town.organisation, None, town.officer)

    assert timedelta(days=14) == VALID_FOR
    assert find_open(token) == invitation
    Invitation.objects.filter(pk=invitation.pk).update(expires_at=timezone.now() - timedelta(seconds=1))
    assert find_open(token) is None


def test_the_secret_of_the_link_is_not_stored(town):
    _invitation, token = invite("d@elders.example", town.organisation, None, town.officer)

    assert token not in str(Invitation.objects.values().get(email="d@elders.example"))
    assert len(token) >= 32


def test_an_invitation_does_not_change_an_existing_membership(town, link):
    member = make_member(
        town.organisation, town.department, user=make_user(email=EMAIL), role=Membership.Role.TEAM_LEAD
    )
    signed_in(member).post(link)

    membership = member.memberships.get()
    assert (membership.role, membership.department) == (Membership.Role.TEAM_LEAD, town.department)
    assert Invitation.objects.get().accepted_at is not None


def test_who_left_comes_back_by_invitation(town, link):
    leaver = make_member(town.organisation, user=make_user(email=EMAIL))
    leaver.memberships.update(ended_on=timezone.localdate())
    signed_in(leaver).post(link)

    assert leaver.memberships.current().get().department == town.below
    assert leaver.memberships.count() == 2


def test_joining_needs_the_token_of_the_form(link):
    user = make_user(email=EMAIL)
    client = Client(enforce_csrf_checks=True)
    client.force_login(user)

    assert client.post(link).status_code == 403
    assert not user.memberships.exists()
