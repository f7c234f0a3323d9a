"""An administrator sets up the sign-on of an organisation, without touching a file."""

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse

from people.models import Department, EmailDomain, IdentityProvider
from people.roles import PlatformRole
from tests.factories.hr import make_municipality, signed_in
from tests.factories.people import make_user

from .saml_provider import metadata

pytestmark = pytest.mark.django_db

TENANT = "8c0f2a3e-1111-4222-8333-444455556666"
NOTHING = {"tenant": "", "server_url": "", "client_id": "", "secret": "", "metadata": "", "claims": ""}
NO_RULES = {"rules-TOTAL_FORMS": "0", "rules-INITIAL_FORMS": "0", "rules-MIN_NUM_FORMS": "0"}


@pytest.fixture
def town(home):
    town = make_municipality()
    EmailDomain.objects.create(organisation=town.organisation, domain="eigen.example")
    return town


@pytest.fixture
def administrator(home):
    return signed_in(make_user(is_superuser=True))


def rules(*rows: tuple[str, Department | None, str]) -> dict[str, str]:
    sent = NO_RULES | {"rules-TOTAL_FORMS": str(len(rows))}
    for number, (value, department, role) in enumerate(rows):
        sent |= {f"rules-{number}-value": value, f"rules-{number}-role": role, f"rules-{number}-id": ""}
        sent[f"rules-{number}-department"] = str(department.pk) if department else ""
    return sent


def add(administrator, town, **fields):
    sent = NOTHING | NO_RULES | {"organisation": town.organisation.pk} | fields
    return administrator.post(reverse("identityprovider:add"), sent)


def errors_of(response) -> dict[str, list[str]]:
    return response.context["form"].errors if response.status_code == 200 else {}


@pytest.mark.row("B7", "B9", "P10")
def test_entra_is_set_up_with_a_tenant_a_client_a_secret_and_rules(administrator, town):
    given = rules(("HR", None, "hr"), ("Inkoop", town.department, "member"))
    filled_in = {
        "kind": "entra",
        "is_on": "on",
        "tenant": TENANT.upper(),
        "client_id": "app",
        "secret": "code-van-de-app",
    }
    assert add(administrator, town, **(given | filled_in)).status_code == 302

    row = IdentityProvider.objects.get()
    assert (row.tenant, row.secret, row.is_on) == (TENANT, "code-van-de-app", True)
    assert [(rule.value, rule.role) for rule in row.rules.all()] == [("HR", "hr"), ("Inkoop", "member")]
    address = reverse("identityprovider:edit", args=[row.pk])
    page = administrator.get(address).content.decode()
    assert f"http://localhost/inloggen/{town.organisation.slug}/oidc/" in page
    assert "code-van-de-app" not in page
    kept = NO_RULES | NOTHING | {"organisation": town.organisation.pk, "kind": "entra", "tenant": TENANT}
    assert administrator.post(address, kept).status_code == 302
    row.refresh_from_db()
    assert (row.secret, row.is_on) == ("code-van-de-app", False)


WRONG = {
    "everybody's tenant": ({"kind": "entra", "tenant": "common"}, "tenant"),
    "all organisations": ({"kind": "entra", "tenant": "organizations"}, "tenant"),
    "private accounts": ({"kind": "entra", "tenant": "9188040D-6C67-4C5B-B112-36A304B66DAD"}, "tenant"),
    "Entra as if it were another": (
        {"kind": "oidc", "server_url": "https://login.microsoftonline.com/common/v2.0"},
        "server_url",
    ),
    "no https": ({"kind": "oidc", "server_url": "http://idp.example"}, "server_url"),
    "no XML": ({"kind": "saml", "metadata": "niets"}, "metadata"),
    "an entity": ({"kind": "saml", "metadata": "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"}, "metadata"),
    "no certificate": ({"kind": "saml", "metadata": metadata().replace("X509Certificate", "Anders")}, "metadata"),
    "a sign-in page without https": (
        {"kind": "saml", "metadata": metadata().replace("https://idp.waterland.example/sso", "http://x.example")},
        "metadata",
    ),
    "signed requests wanted": (
        {"kind": "saml", "metadata": metadata().replace("protocolSup", 'WantAuthnRequestsSigned="true" protocolSup')},
        "metadata",
    ),
    "on without a tenant": ({"kind": "entra", "is_on": "on", "client_id": "app"}, "tenant"),
    "on without a client": ({"kind": "oidc", "is_on": "on", "server_url": "https://idp.example"}, "client_id"),
    "SAML on without knowing of addresses": (
        {"kind": "saml", "is_on": "on", "metadata": metadata()},
        "checks_addresses",
    ),
}


@pytest.mark.row("B7", "B8")
def test_what_would_let_strangers_in_is_refused_with_a_sentence(administrator, town):
    for what, (fields, field) in WRONG.items():
        response = add(administrator, town, **fields)
        assert field in errors_of(response), what
        assert len(errors_of(response)[field][0]) > 20, what
    assert not IdentityProvider.objects.exists()


def test_half_filled_in_is_kept_and_not_used(administrator, town, client):
    assert add(administrator, town, kind="saml").status_code == 302
    assert client.get(f"/inloggen/{town.organisation.slug}/").status_code == 404
    assert client.get(f"/inloggen/{town.organisation.slug}/saml/metadata/").status_code == 200


def test_it_goes_on_only_with_a_domain_and_with_own_departments(administrator, town):
    elsewhere = make_municipality()
    fields = {"kind": "entra", "is_on": "on", "tenant": TENANT, "client_id": "app"}
    assert "is_on" in errors_of(add(administrator, elsewhere, **fields))
    response = add(administrator, town, **(fields | rules(("Inkoop", elsewhere.department, "member"))))
    assert response.context["form"].formsets["rules"].forms[0].errors["department"]
    assert not IdentityProvider.objects.exists()


def test_an_issuer_is_kept_letter_by_letter(administrator, town):
    for typed, kept in (
        ("https://idp.example/realm/", "https://idp.example/realm/"),
        (" https://idp.example/realm/.well-known/openid-configuration", "https://idp.example/realm"),
    ):
        add(administrator, town, kind="oidc", server_url=typed)
        assert IdentityProvider.objects.get().server_url == kept
        IdentityProvider.objects.all().delete()


@pytest.mark.row("B9")
def test_only_an_administrator_comes_near(administrator, town):
    row = IdentityProvider.objects.create(organisation=town.organisation, kind="entra")
    editor = make_user()
    editor.groups.add(Group.objects.get(name=PlatformRole.EDITOR))
    addresses = [
        reverse("identityprovider:index"),
        reverse("identityprovider:add"),
        reverse("identityprovider:edit", args=[row.pk]),
        reverse("identityprovider:delete", args=[row.pk]),
    ]
    for person, codes in ((administrator, {200}), (signed_in(editor), {302}), (signed_in(town.officer), {302, 404})):
        for address in addresses:
            assert person.get(address).status_code in codes, address
