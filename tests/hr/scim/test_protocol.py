"""The protocol, as a second implementation of it checks a server."""

import pytest
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from scim2_client.engines.wsgi import WSGISCIMClient
from scim2_tester import Status, check_server

from config.wsgi import application
from hr.models import ApiScope
from tests.factories.api import Program
from tests.factories.hr import make_municipality

pytestmark = pytest.mark.django_db


@pytest.fixture
def open_connection():
    """A request from outside would end the transaction of the test with its connection."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def test_a_second_implementation_finds_nothing_wrong(home, open_connection):
    program = Program(make_municipality("Gemeente Eigen"), ApiScope.SCIM)
    headers = {"Authorization": f"Bearer {program.secret}", "Accept-Encoding": "identity"}
    client = WSGISCIMClient(application, base_url="http://localhost/api/scim/v2", headers=headers)
    results = check_server(client)
    wrong = [result for result in results if result.status not in (Status.SUCCESS, Status.SKIPPED)]
    assert len(results) > 50
    assert [f"{result.title} {result.description}: {result.reason}" for result in wrong] == []
