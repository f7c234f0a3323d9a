"""A municipality with a sign-on of its own, and the provider behind it."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from django.core.cache import cache
from django.test import Client

from people.models import EmailDomain, IdentityProvider, Organisation
from people.single_sign_on import openid_connect
from tests.factories.hr import Municipality, make_municipality

from .openid_provider import CLIENT, SECRET, OpenIDProvider, serve

TENANT = "8c0f2a3e-1111-4222-8333-444455556666"


@dataclass
class SignOn:
    """What a test needs of one municipality: its people, its row and the provider it points to."""

    town: Municipality
    row: IdentityProvider
    provider: OpenIDProvider

    @property
    def organisation(self) -> Organisation:
        return self.town.organisation

    @property
    def slug(self) -> str:
        return self.town.organisation.slug

    def set(self, **fields: object) -> None:
        IdentityProvider.objects.filter(pk=self.row.pk).update(**fields)


def make_sign_on(provider: OpenIDProvider, domain: str, **fields: object) -> SignOn:
    town = make_municipality()
    EmailDomain.objects.create(organisation=town.organisation, domain=domain)
    row = IdentityProvider(organisation=town.organisation, client_id=CLIENT, is_on=True, **fields)
    row.secret = SECRET
    row.save()
    return SignOn(town, row, provider)


@pytest.fixture
def provider() -> Iterator[OpenIDProvider]:
    provider = OpenIDProvider()
    server = serve(provider)
    cache.clear()
    yield provider
    server.shutdown()
    server.server_close()


@pytest.fixture
def generic(home, provider: OpenIDProvider) -> SignOn:
    """A municipality with OpenID Connect, groups in `groups`."""
    return make_sign_on(
        provider,
        "dijkstad.example",
        kind=IdentityProvider.Kind.OPENID_CONNECT,
        server_url=provider.issuer,
        claims="groups",
    )


@pytest.fixture
def entra(home, provider: OpenIDProvider, monkeypatch: pytest.MonkeyPatch) -> SignOn:
    """A municipality with Entra ID; the provider is Microsoft, and the tenant is in its issuer."""
    root = f"http://127.0.0.1:{provider.port}"
    monkeypatch.setattr(openid_connect, "ENTRA_ISSUER", root + "/{tenant}/v2.0")
    provider.path = f"/{TENANT}/v2.0"
    return make_sign_on(provider, "elders.example", kind=IdentityProvider.Kind.ENTRA, tenant=TENANT)


@pytest.fixture
def client() -> Client:
    return Client()
