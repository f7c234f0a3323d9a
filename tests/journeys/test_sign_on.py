"""Colleagues sign in with the account of their work, at identity providers that others made, in a real browser."""

from collections.abc import Iterator

import pytest
import requests
from playwright.sync_api import Browser, Page

from people.models import ClaimRule, EmailDomain, IdentityProvider, Membership
from tests.browser import PATIENCE
from tests.factories.hr import make_municipality
from tests.factories.site import make_site
from tests.identity_providers.start import running
from tests.people.single_sign_on.saml_provider import key_and_certificate

SECRET = "een geheim van de gemeente"


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(locale="nl-NL")
    context.set_default_timeout(PATIENCE)
    yield context.new_page()
    context.close()


@pytest.fixture
def provider(transactional_db, live_server) -> IdentityProvider:
    """Of a municipality whose colleagues of Inkoop have a department here."""
    make_site()
    town = make_municipality("Gemeente Demo")
    EmailDomain.objects.create(organisation=town.organisation, domain="demo.example")
    row = IdentityProvider.objects.create(organisation=town.organisation, claims="groups")
    ClaimRule.objects.create(provider=row, value="Inkoop", department=town.department)
    return row


def sign_in(page: Page, site: str, name: str) -> None:
    """From the sign-in page, by the address at work, over the page of the provider, and back."""
    page.goto(f"{site}/accounts/login/?next=/mijn-leren/")
    page.locator('form[action="/inloggen/"] button').click()
    page.get_by_label("E-mail").fill(f"{name}@demo.example")
    page.locator('main form[action="/inloggen/"] button').click()
    page.get_by_label("Naam").fill(name)
    page.get_by_role("button", name="Verder").click()
    page.wait_for_url(f"{site}/mijn-leren/")
    membership = Membership.objects.get(user__email=f"{name}@demo.example")
    assert membership.user.name == f"{name} van Werk"
    assert membership.department == ClaimRule.objects.get().department


@pytest.mark.row("B7", "B9")
def test_a_colleague_signs_in_with_openid_connect(page, provider, live_server):
    site = live_server.url
    redirect = f"{site}/inloggen/{provider.organisation.slug}/oidc/"
    settings = {"clientId": "leerplatform", "clientSecret": SECRET, "redirectUri": redirect}
    with running("openid_connect.mjs", settings) as issuer:
        provider.kind, provider.server_url = IdentityProvider.Kind.OPENID_CONNECT, issuer
        provider.client_id, provider.secret, provider.is_on = "leerplatform", SECRET, True
        provider.save()
        sign_in(page, site, "sanne")


@pytest.mark.row("B8", "B9")
def test_a_colleague_signs_in_with_saml(page, provider, live_server):
    site = live_server.url
    provider.kind, provider.is_on, provider.checks_addresses = IdentityProvider.Kind.SAML, True, True
    provider.save()
    key, certificate = key_and_certificate("journey")
    platform = f"{site}/inloggen/{provider.organisation.slug}/saml/metadata/"
    with running("saml.mjs", {"key": key.decode(), "certificate": certificate, "platform": platform}) as address:
        provider.metadata = requests.get(f"{address}/metadata", timeout=10).text
        provider.save()
        sign_in(page, site, "piet")
