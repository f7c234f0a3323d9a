"""The API against its own description, and the description against the Dutch API Design Rules."""

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, settings
from schemathesis.config import SchemathesisConfig

from config.wsgi import application
from hr.api.description import CONTENT_TYPE, VERSION
from hr.api.service import service
from tests.factories.api import Program, assign, finish_settled
from tests.factories.courses import make_course
from tests.factories.hr import make_municipality
from tests.factories.people import make_member

DESCRIPTION = service.get_openapi_schema()
OPERATIONS = [
    (path, method, operation)
    for path, operations in DESCRIPTION["paths"].items()
    for method, operation in operations.items()
]
# A cursor that nobody gave out is refused, which no description can say of a text.
CHECKS = {"positive_data_acceptance": {"expected-statuses": [200, 400, 404]}}
# The token is the test's own: a call whose only fault is a missing token would be mended by giving it.
GENERATION = {"with-security-parameters": False}
CONFIG = SchemathesisConfig.from_dict({"checks": CHECKS, "generation": GENERATION})
api = schemathesis.openapi.from_dict(DESCRIPTION, config=CONFIG)
api.app = application


@pytest.fixture
def program(home, open_connection):
    town = make_municipality("Gemeente Eigen")
    course = make_course("De cursus")
    people = [make_member(town.organisation, town.below) for _number in range(2)]
    finish_settled(people[0], course)
    assign(town, course, *people)
    return Program(town)


@pytest.fixture
def open_connection():
    """A request from outside would end the transaction of the test with its connection."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.mark.django_db
@api.parametrize()
@settings(max_examples=25, suppress_health_check=list(HealthCheck))
def test_every_answer_is_as_described(case, program):
    headers = {"Authorization": f"Bearer {program.secret}", "Accept-Encoding": "identity"}
    case.call_and_validate(headers=headers, base_url="http://localhost/api/hr/v1")


def test_the_description_is_public_and_the_same_as_here(client):
    response = client.get("/api/hr/v1/openapi.json")
    assert response.status_code == 200
    assert response["API-Version"] == VERSION == DESCRIPTION["info"]["version"]
    assert response.json()["paths"].keys() == DESCRIPTION["paths"].keys()


def test_it_says_whom_to_ask_and_where_version_one_is():
    assert set(DESCRIPTION["info"]["contact"]) == {"name", "email", "url"}
    assert [server["url"].endswith("/api/hr/v1") for server in DESCRIPTION["servers"]] == [True]


@pytest.mark.parametrize(("path", "method", "operation"), OPERATIONS)
def test_each_operation_is_as_the_dutch_rules_want_it(path, method, operation):
    assert not path.endswith("/")
    assert method == "get"
    assert {"200", "400"} <= {str(status) for status in operation["responses"]}
    for status, response in operation["responses"].items():
        assert "API-Version" in response["headers"]
        if int(status) >= 400:
            assert list(response["content"]) == [CONTENT_TYPE]
    for parameter in operation["parameters"]:
        assert parameter["name"].isalnum()
        assert parameter["name"][0].islower()
