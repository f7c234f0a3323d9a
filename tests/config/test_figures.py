"""Figures for operations: for who knows the token, about the machine, never about a person."""

import re

import pytest
from django.test import Client

from cms.models import HomePage
from people.models import User

from ..factories.people import PASSWORD

pytestmark = [pytest.mark.django_db, pytest.mark.row("R15")]
TOKEN = "token-for-a-test"


@pytest.fixture
def figures(client: Client, home: HomePage, settings):
    settings.METRICS_TOKEN = TOKEN

    def read() -> dict[str, float]:
        text = client.get("/metrics", headers={"authorization": f"Bearer {TOKEN}"}).content.decode()
        return {name: float(value) for name, value in re.findall(r"^([^#\s].*) (\S+)$", text, re.MULTILINE)}

    return read


def test_answers_are_counted_by_view_method_and_status(client: Client, figures):
    name = 'leren_request_seconds_count{method="GET",status="200",view="cms.homepage"}'
    before = figures().get(name, 0)
    client.get("/")
    client.get("/")
    assert figures()[name] == before + 2


def test_a_visitor_makes_no_names(client: Client, figures):
    client.generic("BREW", "/een-pad-dat-niet-bestaat/")
    told = figures()
    assert any('method="other"' in name for name in told)
    assert not any("pad-dat-niet" in name or "BREW" in name for name in told)


def test_refused_sign_ins_are_counted(client: Client, learner: User, figures):
    before = figures()["leren_sign_ins_refused"]
    client.post("/accounts/login/", {"login": learner.email, "password": "Wrong-and-wrong-again"})
    assert figures()["leren_sign_ins_refused"] == before + 1
    client.post("/accounts/login/", {"login": learner.email, "password": PASSWORD})
    assert figures()["leren_sign_ins_refused"] == before + 1


@pytest.mark.parametrize("token", ["", "Bearer", "Bearer wrong", f"Basic {TOKEN}", f"Bearer {TOKEN}x"])
def test_without_the_token_there_is_no_such_page(client: Client, home: HomePage, settings, token):
    settings.METRICS_TOKEN = TOKEN
    assert client.get("/metrics", headers={"authorization": token}).status_code == 404


def test_without_a_token_in_the_settings_nobody_reads_them(client: Client, home: HomePage, settings):
    settings.METRICS_TOKEN = ""
    assert client.get("/metrics", headers={"authorization": "Bearer "}).status_code == 404
