"""Mail about an error says where it went wrong, and nothing of who was there or what was typed."""

import pytest
from django.core import mail
from django.http import HttpRequest
from django.test import Client
from django.urls import path

from people.models import User
from tests.factories.people import make_user

pytestmark = [pytest.mark.django_db, pytest.mark.row("P15")]


def breaks(request: HttpRequest, token: str):
    secret = request.POST["antwoord"]
    try:
        User.objects.create_user(request.user.email)
    except Exception as refused:
        raise LookupError(f"{secret} {request.user.email}") from refused


urlpatterns = [path("stuk/<str:token>/", breaks)]


@pytest.mark.urls(__name__)
def test_a_report_has_the_place_and_no_marker(settings):
    settings.ADMINS = [("", "beheer@gemeente.example")]
    user = make_user(name="zqnaamx", email="zqadresx@gemeente.example")
    client = Client(raise_request_exception=False, headers={"user-agent": "zqbladeraarx"})
    client.force_login(user)
    cookie = client.session.session_key
    client.post("/stuk/zqsleutelx/?zoek=zqzoekx", {"antwoord": "zqantwoordx"})

    (report,) = mail.outbox
    text = f"{report.subject}\n{report.body}"
    assert "POST /stuk/<str:token>/" in text
    assert "builtins.LookupError" in text
    assert "IntegrityError" in text
    assert "test_error_reports.py" in text
    for marker in ("zqnaamx", "zqadresx", "zqbladeraarx", "zqsleutelx", "zqzoekx", "zqantwoordx", cookie):
        assert marker not in text
