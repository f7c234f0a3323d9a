"""Signing in with OpenID Connect and Entra ID at a provider that may lie."""

import time

import pytest
from allauth.socialaccount.models import SocialAccount, SocialToken
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from people.models import Membership, User
from tests.factories.people import make_member, make_user

from .conftest import TENANT
from .openid_provider import (
    OTHER_KEY,
    address_in,
    asked_by,
    come_back,
    sign_in,
    signed_with,
    signed_with_public_key,
    unsigned,
)

pytestmark = pytest.mark.django_db

SANNE = {"sub": "sanne-1", "email": "Sanne@Dijkstad.example", "email_verified": True, "name": "Sanne de Vries"}


def signed_in_as(client: Client) -> User | None:
    number = client.session.get("_auth_user_id")
    return User.objects.get(pk=number) if number else None


@pytest.mark.row("B7", "P10")
def test_a_colleague_comes_in_belongs_to_the_municipality_and_only_a_number_is_kept(client, generic):
    generic.provider.claims = SANNE
    response = sign_in(client, generic.slug, generic.provider, next="/mijn-leren/")

    assert response.status_code == 302
    assert response.url == "/mijn-leren/"
    user = signed_in_as(client)
    assert (user.email, user.name, user.has_usable_password()) == ("sanne@dijkstad.example", "Sanne de Vries", False)
    membership = user.memberships.get()
    assert (membership.organisation, membership.role) == (generic.organisation, Membership.Role.MEMBER)
    kept = SocialAccount.objects.get()
    assert (kept.provider, kept.uid) == (generic.provider.issuer, "sanne-1")
    assert kept.extra_data == {"issuer": generic.provider.issuer, "subject": "sanne-1"}
    assert not SocialToken.objects.exists()
    asked = generic.provider.asked[0]
    assert set(asked["scope"].split()) == {"openid", "profile", "email"}
    assert asked["code_challenge_method"] == "S256"


@pytest.mark.row("B7", "P10")
def test_the_second_time_it_is_the_same_account_whatever_the_address_has_become(client, generic):
    generic.provider.claims = SANNE
    sign_in(client, generic.slug, generic.provider)
    first = signed_in_as(client)
    client.post(reverse("account_logout"))
    generic.provider.claims = SANNE | {"email": "s.devries-jansen@elders.example", "name": "Iemand"}
    sign_in(client, generic.slug, generic.provider)

    assert signed_in_as(client) == first
    first.refresh_from_db()
    assert (first.email, first.name) == ("sanne@dijkstad.example", "Sanne de Vries")
    assert SocialAccount.objects.get().extra_data == {"issuer": generic.provider.issuer, "subject": "sanne-1"}


def shows(response, page: str) -> bool:
    return f"socialaccount/{page}.html" in [template.name for template in response.templates]


LIES = {
    "another audience": ({"aud": "iemand-anders"}, None),
    "two audiences, given to the other": ({"aud": ["leerplatform", "ander"], "azp": "ander"}, None),
    "another issuer": ({"iss": "https://elders.example"}, None),
    "no issuer": ({"iss": None}, None),
    "another nonce": ({"nonce": "van een ander"}, None),
    "no nonce": ({"nonce": None}, None),
    "expired": ({"exp": int(time.time()) - 600, "iat": int(time.time()) - 900}, None),
    "valid for ever": ({"exp": None}, None),
    "of tomorrow": ({"iat": int(time.time()) + 86_400, "exp": int(time.time()) + 90_000}, None),
    "no subject": ({"sub": None}, None),
    "another key": ({}, signed_with(OTHER_KEY)),
    "an unknown key": ({}, signed_with(OTHER_KEY, kid="elders")),
    "no signature": ({}, unsigned),
    "the public key as a secret": ({}, signed_with_public_key),
    "no token at all": ({}, lambda claims: ""),
}


@pytest.mark.row("B7")
def test_a_token_that_is_not_for_this_sign_in_lets_nobody_in(generic):
    for lie, (claims, sign) in LIES.items():
        client = Client()
        generic.provider.claims, generic.provider.sign = SANNE | claims, sign
        response = sign_in(client, generic.slug, generic.provider)

        assert response.status_code == 401, lie
        assert shows(response, "authentication_error"), lie
        assert signed_in_as(client) is None, lie
    assert not User.objects.filter(email__iexact=SANNE["email"]).exists()
    generic.provider.claims, generic.provider.sign = SANNE, None
    sign_in(client, generic.slug, generic.provider)
    assert signed_in_as(client)


@pytest.mark.row("B7")
def test_a_token_that_was_used_is_not_used_again(client, generic):
    generic.provider.claims = SANNE | {"jti": "eenmalig"}
    sign_in(client, generic.slug, generic.provider)
    assert signed_in_as(client)
    other = Client()
    assert sign_in(other, generic.slug, generic.provider).status_code == 401
    cache.clear()


@pytest.mark.row("B7")
def test_what_comes_back_counts_only_in_the_browser_that_asked_and_once(client, generic):
    generic.provider.claims = SANNE
    asked = asked_by(client, generic.slug)

    assert come_back(Client(), generic.slug, generic.provider, asked).status_code == 401
    assert come_back(client, generic.slug, generic.provider, asked).status_code == 302
    assert come_back(client, generic.slug, generic.provider, asked).status_code == 401
    assert client.get(f"/inloggen/{generic.slug}/oidc/").status_code == 401


@pytest.mark.row("B7", "P10")
def test_an_address_of_the_sign_in_page_adds_no_scope_and_no_parameter(client, generic):
    page = f"/inloggen/{generic.slug}/?scope=Mail.Read&auth_params=redirect_uri%3Dhttps%253A%252F%252Felders.example"
    address = address_in(client.post(page))

    assert "Mail.Read" not in address
    assert "elders.example" not in address


def test_somebody_is_sent_on_to_this_site_only(client, generic):
    generic.provider.claims = SANNE
    assert sign_in(client, generic.slug, generic.provider, next="https://elders.example/").url == "/"


@pytest.mark.row("B7")
def test_who_stops_at_the_provider_reads_so(client, generic):
    asked = asked_by(client, generic.slug)
    answer = {"error": "access_denied", "state": asked["state"]}
    page = client.get(f"/inloggen/{generic.slug}/oidc/", answer, follow=True)
    assert shows(page, "login_cancelled")


@pytest.mark.row("B7")
def test_the_provider_must_be_the_one_that_was_asked(client, generic):
    generic.provider.config = {"issuer": "https://elders.example"}
    page = client.post(f"/inloggen/{generic.slug}/")
    assert page.status_code == 503


@pytest.mark.row("B7")
def test_what_the_provider_tells_on_asking_completes_what_it_signed_and_never_replaces_it(client, generic):
    generic.provider.claims = {"sub": "sanne-1"}
    generic.provider.userinfo = SANNE | {"sub": "een-ander"}
    assert sign_in(client, generic.slug, generic.provider).status_code == 401
    generic.provider.userinfo = SANNE | {"iss": "https://elders.example"}
    assert sign_in(client, generic.slug, generic.provider).status_code == 302
    assert SocialAccount.objects.get().provider == generic.provider.issuer


@pytest.mark.row("B7")
def test_the_same_number_at_another_provider_is_another_person(client, generic, entra):
    generic.provider.path = ""
    generic.provider.claims = SANNE
    sign_in(client, generic.slug, generic.provider)
    first = signed_in_as(client)
    client.post(reverse("account_logout"))
    entra.provider.path = f"/{TENANT}/v2.0"
    entra.provider.claims = {"oid": "sanne-1", "sub": "x", "tid": TENANT, "email": "sanne@elders.example"}
    sign_in(client, entra.slug, entra.provider)

    assert signed_in_as(client) != first
    assert SocialAccount.objects.filter(uid="sanne-1").count() == 2


@pytest.mark.row("B7")
def test_the_same_address_at_another_municipality_opens_nothing(client, generic, entra):
    """nOAuth: whoever runs a tenant writes any address in it."""
    generic.provider.path = ""
    generic.provider.claims = SANNE
    sign_in(client, generic.slug, generic.provider)
    entra.provider.path = f"/{TENANT}/v2.0"
    entra.provider.claims = {"oid": "boef", "sub": "x", "tid": TENANT, "email": SANNE["email"], "email_verified": True}
    boef = Client()

    assert sign_in(boef, entra.slug, entra.provider).status_code == 403
    assert signed_in_as(boef) is None
    assert SocialAccount.objects.count() == 1


@pytest.mark.row("B7")
def test_only_people_of_the_own_tenant_come_in(client, entra):
    honest = {"oid": "sanne-oid", "sub": "paarsgewijs", "tid": TENANT, "email": "sanne@elders.example"}
    for tenant in ("9188040d-6c67-4c5b-b112-36a304b66dad", None, ""):
        entra.provider.claims = honest | {"tid": tenant}
        assert sign_in(client, entra.slug, entra.provider).status_code == 401, tenant
    entra.provider.claims = honest
    sign_in(client, entra.slug, entra.provider)

    assert signed_in_as(client)
    kept = SocialAccount.objects.get()
    assert kept.extra_data == {"issuer": entra.provider.issuer, "tenant": TENANT, "subject": "sanne-oid"}


@pytest.mark.row("B7")
def test_who_is_signed_in_already_becomes_who_the_provider_says(client, generic):
    other = make_member(generic.organisation, user=make_user(email="piet@dijkstad.example"))
    client.force_login(other)
    generic.provider.claims = SANNE
    sign_in(client, generic.slug, generic.provider)
    assert signed_in_as(client).email == "sanne@dijkstad.example"
