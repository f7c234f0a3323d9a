"""A form of another site does nothing here, whatever the address; and looking at an address changes nothing."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import URLResolver, get_resolver, reverse

from people.models import User
from tests.access.addresses import every_address
from tests.factories.people import make_user

pytestmark = [pytest.mark.django_db, pytest.mark.row("B47")]

# Addresses without Django's own check, and what stands in its place.
OTHERWISE = {
    "/inloggen/<slug:slug>/saml/": "a signed answer to a question of ours, which counts once",
    "/api/": "programs sign in with a key of their own in a header, which no form of another site can send",
    "/^api/": "the same, where an address is a regular expression",
    "/admin/api/": "Wagtail's, which answers GET only",
    "/admin/localize/": "Django REST framework looks at the token of whoever has a session",
    "/mail/afmelden/": "the secret in the address; a mail program sends it without a page before (RFC 8058)",
    "/certificaat/pdf/": "looks at the token after it has said how large a file may be",
}


@pytest.fixture
def client(home) -> Client:
    client = Client(enforce_csrf_checks=True, raise_request_exception=False)
    client.force_login(make_user(is_superuser=True))
    return client


def views(resolver: URLResolver | None = None, before: str = "/") -> Iterator[tuple[str, Any]]:
    for pattern in (resolver or get_resolver()).url_patterns:
        path = f"{before}{pattern.pattern}"
        if isinstance(pattern, URLResolver):
            yield from views(pattern, path)
        else:
            yield path, pattern.callback


def test_no_view_does_without_a_token_but_those_for_programs():
    exempt = [path for path, view in views() if getattr(view, "csrf_exempt", False)]
    assert [path for path in exempt if not path.startswith(tuple(OTHERWISE))] == []
    assert len(list(views())) > 300
    assert "django.middleware.csrf.CsrfViewMiddleware" in settings.MIDDLEWARE


def test_a_form_without_a_token_is_refused(client):
    for name in ("set_language", "my_details", "account_logout", "account_email", "kept_words", "wagtailadmin_logout"):
        assert client.post(reverse(name), {"name": "Ander"}).status_code == 403, name
    assert client.post("/certificaat/pdf/").status_code == 403
    assert not User.objects.filter(name="Ander").exists()


def test_a_foreign_and_an_empty_token_are_refused(client):
    for token in ("x" * 64, "", "a" * 32):
        for name in ("set_language", "my_details", "account_logout", "account_email"):
            answer = client.post(reverse(name), {"csrfmiddlewaretoken": token})
            assert answer.status_code == 403, (name, token)
            answer = client.post(reverse(name), headers={"x-csrftoken": token})
            assert answer.status_code == 403, (name, token)


def test_a_form_that_another_site_sends_with_a_right_token_is_refused(client):
    client.get(reverse("my_details"), secure=True)
    token = client.cookies[settings.CSRF_COOKIE_NAME].value
    sent = {"name": "Ander", "csrfmiddlewaretoken": token}
    answer = client.post(reverse("my_details"), sent, secure=True, headers={"origin": "https://elders.example"})
    assert answer.status_code == 403
    answer = client.post(reverse("my_details"), sent, secure=True, headers={"origin": "https://testserver"})
    assert answer.status_code == 302


def test_pages_that_save_by_themselves_are_refused_without_a_token(client):
    for name in ("quiz_autosave", "studio_autosave"):
        address = next(one for one in every_address() if one.name == name)
        path = address.path % dict.fromkeys(address.arguments, "1")
        assert client.post(path, {"text": "x"}, content_type="application/json").status_code == 403


def test_a_link_signs_nobody_out(client):
    for path in ("/accounts/logout/", "/admin/logout/"):
        client.get(path)
        assert client.get(reverse("my_learning")).status_code == 200, path
