"""Which cookies a visit leaves: those that are named on the cookie page, and no other."""

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from courses.enrol import enrol
from tests.factories.courses import make_course
from tests.factories.people import PASSWORD, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.row("P12"), pytest.mark.indexed]

# Signing in, forms, a sentence after a form for who has no session, the chosen language.
NAMED = {settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME, "messages", settings.LANGUAGE_COOKIE_NAME}


def test_a_whole_tour_leaves_the_cookies_that_are_named_and_no_other(home):
    course = make_course(lessons=1)
    user = make_user()
    client = Client()
    for path in ("/", "/cursussen/", course.url, "/zoeken/?q=wet", "/begrippen/", "/bestaat-niet/"):
        client.get(path)
    assert set(client.cookies) <= {settings.CSRF_COOKIE_NAME}, "Who only reads is not followed."
    client.post(reverse("set_language"), {"language": "en", "next": "/"})
    client.post("/accounts/login/", {"login": user.email, "password": PASSWORD})
    enrol(user, course)
    for path in ("/", course.url, "/mijn-leren/", "/mijn-gegevens/", "/mijn-leren/notities/"):
        assert client.get(path).status_code == 200
    client.post("/mijn-gegevens/", {"name": "Nieuwe Naam"})
    client.post("/accounts/logout/")
    assert set(client.cookies) <= NAMED
    assert {settings.SESSION_COOKIE_NAME, settings.LANGUAGE_COOKIE_NAME} <= set(client.cookies)


def test_no_script_can_read_what_signs_in_and_no_other_site_sends_it(home):
    user = make_user()
    client = Client()
    client.post("/accounts/login/", {"login": user.email, "password": PASSWORD})
    session = client.cookies[settings.SESSION_COOKIE_NAME]
    assert session["httponly"]
    assert session["samesite"] == "Lax"
    assert not session["domain"]
