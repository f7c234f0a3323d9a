"""Headers on all addresses, whoever asks and whatever the answer is."""

from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from people.models import User
from tests.access.addresses import every_address
from tests.factories.people import make_user

pytestmark = [pytest.mark.django_db, pytest.mark.row("B40", "B42"), pytest.mark.once]

SAFE = {
    "X-Content-Type-Options": {"nosniff"},
    "Referrer-Policy": {"same-origin", "no-referrer"},
    "Cross-Origin-Opener-Policy": {"same-origin"},
    "X-Frame-Options": {"DENY", "SAMEORIGIN"},
}
# Kept by a browser although its reader signed in: the same for everyone.
FOR_EVERYONE = ("sprite", "jsi18n", "stijl")


def paths() -> list[str]:
    """Every address, with arguments that lead nowhere: what is refused has headers too."""
    return [
        address.path % dict.fromkeys(address.arguments, "1") if address.arguments else address.path
        for address in every_address()
    ]


def lacking(response) -> list[str]:
    wrong = [name for name, values in SAFE.items() if response.headers.get(name) not in values]
    if "geolocation=()" not in response.headers.get("Permissions-Policy", ""):
        wrong.append("Permissions-Policy")
    policy = response.headers.get("Content-Security-Policy", "")
    if "default-src" not in policy or "unsafe-eval" in policy or "script-src 'self' 'unsafe" in policy:
        wrong.append("Content-Security-Policy")
    return wrong


def walked(client: Client) -> dict[str, object]:
    client.raise_request_exception = False
    return {path: client.get(path) for path in paths()}


@pytest.fixture
def administrator(home) -> User:
    return make_user(is_superuser=True)


def test_every_answer_to_a_visitor_has_them(home):
    answers = walked(Client())
    assert len(answers) > 300
    assert {path: wrong for path, answer in answers.items() if (wrong := lacking(answer))} == {}
    kept = {path for path, answer in answers.items() if settings.SESSION_COOKIE_NAME in answer.cookies}
    assert kept == set(), "A visitor who only looks gets no session."


def test_every_answer_to_who_signed_in_has_them_and_stays_out_of_caches(administrator):
    client = Client()
    client.force_login(administrator)
    faults = {}
    for path, answer in walked(client).items():
        wrong = lacking(answer)
        if "no-store" not in answer.headers.get("Cache-Control", "") and not any(one in path for one in FOR_EVERYONE):
            wrong.append(f"Cache-Control: {answer.headers.get('Cache-Control')}")
        if wrong:
            faults[path] = wrong
    assert faults == {}
    assert client.get(reverse("my_learning")).status_code == 200, "Looking at an address signs nobody out."


def test_a_refused_form_and_a_wrong_method_have_them(home):
    client = Client(enforce_csrf_checks=True)
    for answer in (client.post(reverse("set_language")), client.put("/"), client.delete("/bestaat-niet/")):
        assert lacking(answer) == []


def test_browsers_are_held_to_https_for_a_year(home, settings):
    settings.SECURE_HSTS_SECONDS = 31_536_000
    settings.SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    answer = Client().get("/", secure=True)
    assert answer["Strict-Transport-Security"].startswith("max-age=31536000; includeSubDomains")


def test_no_cache_of_whole_pages_stands_between(home):
    assert [name for name in settings.MIDDLEWARE if "Cache" in name.rpartition(".")[2]] == []


def test_who_must_sign_in_is_sent_to_the_own_site_only(home):
    user = make_user()
    for target in ("https://elders.example/", "//elders.example/", "/\\elders.example", "javascript:alert(1)"):
        for path in ("/accounts/login/", "/admin/login/"):
            client = Client()
            answer = client.get(path, {"next": target}, follow=True)
            assert urlsplit(answer.redirect_chain[-1][0] if answer.redirect_chain else "").netloc in ("", "testserver")
        client = Client()
        answer = client.post(
            "/accounts/login/", {"login": user.email, "password": "een-goed-wachtwoord", "next": target}
        )
        assert answer.status_code == 302
        assert answer["Location"] == "/", target
