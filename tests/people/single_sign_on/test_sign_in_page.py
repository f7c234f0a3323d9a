"""How people find the sign-on of their organisation, and what they read when it is down."""

import pytest
from django.test import Client
from django.urls import reverse

from people.single_sign_on import views

from .openid_provider import address_in, sign_in

pytestmark = pytest.mark.django_db


def test_the_sign_in_page_offers_it_once_an_organisation_has_one(client, generic):
    address = f'action="{reverse("single_sign_on")}"'
    assert address in client.get("/accounts/login/").content.decode()
    generic.set(is_on=False)
    assert address not in client.get("/accounts/login/").content.decode()


def test_the_address_at_work_is_enough(client, generic):
    response = client.post("/inloggen/", {"email": " Iemand@Dijkstad.example ", "next": "/mijn-leren/"})

    assert response.status_code == 200
    assert address_in(response).startswith(f"http://127.0.0.1:{generic.provider.port}/authorize?")
    assert str(generic.organisation) in response.content.decode()


def test_an_address_that_leads_nowhere_is_kept_and_says_so(client, generic):
    for typed in ("", "sanne", "sanne@onbekend.example"):
        response = client.post("/inloggen/", {"email": typed})
        assert response.status_code == 200
        assert response.context["form"].errors["email"]
        assert not typed or f'value="{typed}"' in response.content.decode()


def test_there_are_buttons_while_there_are_few(client, generic, monkeypatch):
    button = f'action="{reverse("single_sign_on_start", args=[generic.slug])}"'
    assert button in client.get("/inloggen/").content.decode()
    monkeypatch.setattr(views, "MOST_BUTTONS", 0)
    assert button not in client.get("/inloggen/").content.decode()


def test_looking_at_the_page_of_an_organisation_sends_nobody_away(client, generic):
    response = client.get(f"/inloggen/{generic.slug}/", {"next": "/mijn-leren/"})

    assert response.status_code == 200
    assert 'name="next" value="/mijn-leren/"' in response.content.decode()
    assert client.get("/inloggen/onbekend/").status_code == 404


@pytest.mark.row("R9")
def test_while_the_provider_is_down_nobody_comes_in_with_it_and_who_is_in_goes_on(generic):
    generic.provider.claims = {"sub": "1", "email": "sanne@dijkstad.example", "email_verified": True}
    inside, outside, half_way = Client(), Client(), Client()
    sign_in(inside, generic.slug, generic.provider)
    half_way.post(f"/inloggen/{generic.slug}/")
    state = next(iter(half_way.session["socialaccount_states"]))
    # Nothing listens at this port.
    generic.set(server_url="http://127.0.0.1:9")

    for response in (
        outside.post(f"/inloggen/{generic.slug}/"),
        outside.post("/inloggen/", {"email": "sanne@dijkstad.example"}),
        half_way.get(f"/inloggen/{generic.slug}/oidc/", {"code": "x", "state": state}),
    ):
        assert response.status_code == 503
        assert "socialaccount/out_of_order.html" in [template.name for template in response.templates]
        assert reverse("account_login") in response.content.decode()
    assert inside.get("/mijn-leren/").status_code == 200


def test_a_secret_that_cannot_be_read_is_a_page_and_not_a_fault(client, generic, settings):
    settings.SECRET_KEY = "een andere sleutel"
    assert client.post(f"/inloggen/{generic.slug}/").status_code == 503


@pytest.mark.row("P10")
def test_the_secret_stands_encrypted_in_the_database(generic):
    generic.row.refresh_from_db()
    assert generic.row.secret == "een geheim van de gemeente"
    assert "geheim" not in generic.row.encrypted_secret


def test_who_signs_in_through_work_sees_that_and_cannot_end_it(generic):
    generic.provider.claims = {"sub": "1", "email": "sanne@dijkstad.example", "email_verified": True}
    client = Client()
    sign_in(client, generic.slug, generic.provider)
    page = client.get("/accounts/3rdparty/")
    assert generic.provider.issuer in page.content.decode()
    response = client.post("/accounts/3rdparty/", {"account": page.context["form"].accounts.get().pk})
    assert response.context["form"].errors
    assert page.context["form"].accounts.exists()
