"""Who gets which account, and what it may do, at every sign-in."""

import json

import pytest
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialLogin
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from people.models import ClaimedPlace, ClaimRule, IdentityProvider, Membership, User
from people.roles import PlatformRole
from people.single_sign_on import signed_in_by_provider
from people.single_sign_on.identity import Identity
from people.single_sign_on.protocols import provider_of
from tests.factories.hr import make_municipality
from tests.factories.people import PASSWORD, make_member, make_user

from .openid_provider import sign_in

pytestmark = pytest.mark.django_db

EMAIL = "sanne@dijkstad.example"
CLAIMS = {"sub": "sanne-1", "email": EMAIL, "email_verified": True, "name": "Sanne de Vries"}


def as_sanne(sign_on, client: Client | None = None, **claims):
    client = client or Client()
    sign_on.provider.claims = CLAIMS | claims
    return client, sign_in(client, sign_on.slug, sign_on.provider)


def imported(email: str = EMAIL) -> User:
    """As a staff file makes people (hr/staff_import/apply.py)."""
    user = User.objects.create(email=email, name="S. de Vries", password=make_password(None))
    EmailAddress.objects.create(user=user, email=email, primary=True, verified=False)
    return user


@pytest.mark.row("B7")
def test_whoever_hr_imported_finds_the_own_account_and_the_place_in_it(generic):
    user = make_member(generic.organisation, generic.town.department, user=imported())
    client, response = as_sanne(generic)

    assert response.status_code == 302
    assert client.session["_auth_user_id"] == str(user.pk)
    assert user.memberships.get().department == generic.town.department
    user.refresh_from_db()
    assert user.name == "Sanne de Vries"
    assert EmailAddress.objects.get(user=user).verified


@pytest.mark.row("B7")
def test_a_password_of_whoever_typed_the_address_first_is_worth_nothing(generic):
    user = User.objects.create_user(EMAIL, PASSWORD, name="Boef")
    EmailAddress.objects.create(user=user, email=EMAIL, primary=True, verified=False)
    client, _response = as_sanne(generic)

    assert client.session["_auth_user_id"] == str(user.pk)
    user.refresh_from_db()
    assert (user.name, user.has_usable_password()) == ("Sanne de Vries", False)


@pytest.mark.row("B7")
def test_a_colleague_with_a_password_keeps_it(generic):
    user = make_member(generic.organisation, user=make_user(email=EMAIL, name="Sanne V."))
    user.last_login = timezone.now()
    user.save()
    as_sanne(generic)

    user.refresh_from_db()
    assert (user.name, user.check_password(PASSWORD)) == ("Sanne V.", True)
    assert SocialAccount.objects.get().user == user


def _elsewhere(sign_on):
    make_member(make_municipality().organisation, user=make_member(sign_on.organisation, user=make_user(email=EMAIL)))


def _left(sign_on):
    user = make_member(sign_on.organisation, user=make_user(email=EMAIL))
    user.memberships.update(ended_on=timezone.localdate())


def _in_group(sign_on):
    user = make_member(sign_on.organisation, user=make_user(email=EMAIL))
    user.groups.add(Group.objects.get(name=PlatformRole.EDITOR))


def _successor(sign_on):
    as_sanne(sign_on, sub="de-vorige-sanne")


REASONS = {
    "an administrator": lambda sign_on: make_member(
        sign_on.organisation, user=make_user(email=EMAIL, is_superuser=True)
    ),
    "an editor": _in_group,
    "of another municipality as well": _elsewhere,
    "left the municipality": _left,
    "never was of the municipality": lambda sign_on: make_user(email=EMAIL),
    "closed": lambda sign_on: make_member(sign_on.organisation, user=make_user(email=EMAIL, is_active=False)),
    "the predecessor with the same address": _successor,
    "no address": {"email": None},
    "an address that is none": {"email": "sanne"},
    "an address nobody checked": {"email_verified": False},
    "an address elsewhere, without an account": {"email": "sanne@elders.example"},
}


@pytest.mark.row("B6", "B7")
@pytest.mark.parametrize("reason", REASONS)
def test_no_account_is_taken_over_and_the_page_tells_nobody_why(generic, reason):
    found = REASONS[reason]
    claims = found if isinstance(found, dict) else {}
    if callable(found):
        found(generic)
    before = SocialAccount.objects.count(), User.objects.count(), Membership.objects.count()
    client, response = as_sanne(generic, **claims)

    assert response.status_code == 403
    assert "_auth_user_id" not in client.session
    # The same page as for an address elsewhere that does have an account.
    make_user(email="bekend@elders.example")
    _other, same = as_sanne(generic, sub="nog-iemand", email="bekend@elders.example")
    assert (same.status_code, _words(same)) == (403, _words(response))
    assert (SocialAccount.objects.count(), User.objects.count() - 1, Membership.objects.count()) == before


def _words(response) -> str:
    start, end = (response.content.decode().index(tag) for tag in ("<main", "</main>"))
    return response.content.decode()[start:end]


@pytest.mark.row("B9")
def test_a_role_and_department_come_and_go_with_the_claim_at_the_same_sign_in(generic):
    ClaimRule.objects.create(provider=generic.row, value="HR", role=Membership.Role.HR)
    ClaimRule.objects.create(provider=generic.row, value="Inkoop", department=generic.town.department)
    client, _response = as_sanne(generic, groups=["hr", "Inkoop", "Administrators", "Redactie"])

    membership = Membership.objects.get(user__email=EMAIL)
    assert (membership.role, membership.department) == (Membership.Role.HR, generic.town.department)
    assert not membership.user.is_superuser
    assert not membership.user.groups.exists()
    assert client.get("/hr/").status_code == 200
    open_session = client
    _client, _response = as_sanne(generic, groups=["onbekend"])
    membership.refresh_from_db()
    assert (membership.role, membership.department) == (Membership.Role.MEMBER, None)
    assert not ClaimedPlace.objects.exists()
    # Also in a session from before.
    assert open_session.get("/hr/").status_code == 404


@pytest.mark.row("B9")
def test_groups_that_were_left_out_take_nothing_away_and_that_is_told(generic):
    ClaimRule.objects.create(provider=generic.row, value="HR", role=Membership.Role.HR)
    as_sanne(generic, groups=["HR"])
    left_out = {"_claim_names": {"groups": "src1"}, "_claim_sources": {"src1": {"endpoint": "https://elders.example"}}}
    client, _response = as_sanne(generic, **left_out)

    assert Membership.objects.get(user__email=EMAIL).role == Membership.Role.HR
    assert "utrecht-alert--warning" in client.get("/mijn-leren/").content.decode()


@pytest.mark.row("B9")
def test_claims_give_nothing_in_another_municipality_or_after_leaving(generic):
    ClaimRule.objects.create(provider=generic.row, value="HR", role=Membership.Role.HR)
    as_sanne(generic)
    user = User.objects.get(email=EMAIL)
    elsewhere = make_municipality().organisation
    make_member(elsewhere, user=user)
    user.memberships.filter(organisation=generic.organisation).update(ended_on=timezone.localdate())
    _client, response = as_sanne(generic, groups=["HR"])

    assert response.status_code == 302
    assert set(user.memberships.values_list("role", flat=True)) == {Membership.Role.MEMBER}


@pytest.mark.row("B2")
def test_a_session_remembers_whether_the_provider_asked_a_second_factor(generic, rf):
    def vouched(client: Client) -> bool:
        request = rf.get("/")
        request.session = client.session
        return signed_in_by_provider(request)

    assert not vouched(as_sanne(generic)[0])
    client, _response = as_sanne(generic, amr=["pwd", "mfa"])
    assert vouched(client)
    client.post(reverse("account_logout"))
    user = User.objects.get(email=EMAIL)
    user.set_password(PASSWORD)
    user.save()
    client.post(reverse("account_login"), {"login": EMAIL, "password": PASSWORD})
    assert "_auth_user_id" in client.session
    assert not vouched(client)
    generic.set(asks_second_factor=True)
    assert vouched(as_sanne(generic)[0])


@pytest.mark.row("B2")
def test_a_sign_in_that_waits_for_a_second_step_here_is_taken_up_again(generic, rf):
    sign_on = provider_of(rf.get("/"), generic.row)
    login = sign_on.login_of(sign_on.request, Identity(generic.provider.issuer, "sanne-1"))
    login.user = login.account.user = make_user()
    login.state = {"next": "/hr/", "second_factor_at_provider": True}
    again = SocialLogin.deserialize(json.loads(json.dumps(login.serialize())))

    assert again.provider.identity_provider == generic.row
    assert (again.state, again.user, again.account.uid) == (login.state, login.user, "sanne-1")
    generic.set(is_on=False)
    with pytest.raises(SocialApp.DoesNotExist):
        SocialLogin.deserialize(login.serialize())


@pytest.mark.row("B10")
def test_a_closed_account_stays_closed_at_the_provider_too(generic):
    as_sanne(generic)
    User.objects.filter(email=EMAIL).update(is_active=False)
    client, response = as_sanne(generic)
    assert (response.status_code, "_auth_user_id" in client.session) == (403, False)


def test_a_sign_on_that_is_off_is_not_there(generic):
    generic.set(is_on=False)
    client = Client()
    for address in ("", "oidc/", "saml/verder/"):
        assert client.get(f"/inloggen/{generic.slug}/{address}").status_code == 404
    assert client.post(f"/inloggen/{generic.slug}/").status_code == 404
    assert client.post("/inloggen/", {"email": EMAIL}).context["form"].errors
    assert IdentityProvider.objects.count() == 1
