"""One line of JSON for each request, without anything that says who asked or for whom."""

import io
import json
import logging
import logging.config

import pytest
from django.test import Client

from certificates.codes import new_code
from cms.models import HomePage
from config.request_log import HEADER, RequestIdFilter
from config.settings.logs import logging_settings
from people.models import AuditEntry
from people.privacy.audit import record

pytestmark = [pytest.mark.django_db, pytest.mark.row("R15", "B50")]


@pytest.fixture
def lines():
    """What is written while the test runs, each line as an object."""
    settings = logging_settings("json")
    written = io.StringIO()
    formatter = logging.config.DictConfigurator(settings).configure_formatter(settings["formatters"]["json"])
    handler = logging.StreamHandler(written)
    handler.setFormatter(formatter)
    handler.addFilter(RequestIdFilter())
    loggers = [logging.getLogger(name) for name in ("leren", "audit")]
    levels = {logging.getLogger(name): logging.getLogger(name).level for name in ("leren.request", "audit")}
    for logger in levels:
        logger.setLevel(logging.INFO)
    for logger in loggers:
        logger.addHandler(handler)
    yield lambda: [json.loads(line) for line in written.getvalue().splitlines()]
    for logger in loggers:
        logger.removeHandler(handler)
    for logger, level in levels.items():
        logger.setLevel(level)


def test_a_line_says_which_view_answered_how_and_how_long(client: Client, home: HomePage, lines):
    response = client.get("/accounts/login/?next=/mijn-leren/")
    [line] = lines()
    assert line["view"] in {"account_login", "wagtailcore_login"}
    assert (line["level"], line["logger"], line["message"]) == ("INFO", "leren.request", "request")
    assert (line["method"], line["status"]) == ("GET", 200)
    assert line["milliseconds"] >= 0
    assert line["request_id"] == response[HEADER]
    assert line["time"].endswith("+00:00")


def test_a_page_is_named_by_its_type(client: Client, home: HomePage, lines):
    client.get("/")
    assert lines()[0]["view"] == "cms.homepage"


def test_neither_path_nor_query_nor_address_nor_person_is_in_it(as_learner: Client, learner, lines):
    code = new_code()
    as_learner.get(f"/certificaten/{code}/?q=geheim", REMOTE_ADDR="203.0.113.7")
    as_learner.get("/bestaat-niet/geheim/", REMOTE_ADDR="203.0.113.7")
    text = json.dumps(lines())
    assert len(lines()) == 2
    for private in (code, "geheim", "203.0.113.7", learner.email, learner.name):
        assert private not in text


def test_a_line_break_in_a_header_makes_no_line(client: Client, home: HomePage, lines, settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    response = client.get("/", headers={HEADER: 'x" }\n{"level": "FORGED"'})
    assert len(lines()) == 1
    assert "FORGED" not in response[HEADER]


def test_the_id_of_the_web_server_in_front_is_kept(client: Client, home: HomePage, settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    assert client.get("/", headers={HEADER: "a" * 32})[HEADER] == "a" * 32


def test_without_a_web_server_in_front_a_visitor_chooses_no_id(client: Client, home: HomePage):
    assert client.get("/", headers={HEADER: "a" * 32})[HEADER] != "a" * 32


def test_lines_that_views_write_have_the_same_id(client: Client, home: HomePage, lines, monkeypatch):
    def told(request, *_):
        logging.getLogger("leren.test").warning("Something to know")
        raise RuntimeError("broken")

    monkeypatch.setattr("cms.routing.page_at", told)
    client.raise_request_exception = False
    response = client.get("/")
    assert response.status_code == 500
    assert {line["request_id"] for line in lines()} == {response[HEADER]}
    assert [line["level"] for line in lines()] == ["WARNING", "ERROR"]


def test_what_django_logs_of_a_refused_or_broken_request_has_no_address_either(rf, lines):
    request = rf.get("/certificaat/geheime-code/?q=geheim")
    logging.getLogger("leren.test").error("Broken: %s", request.path, extra={"request": request, "status_code": 500})
    [line] = lines()
    assert (line["level"], line["status_code"]) == ("ERROR", 500)
    assert line["message"] == "Error at GET"
    assert "geheim" not in json.dumps(line)


def test_a_line_of_the_audit_log_has_its_fields_beside_those_of_every_line(
    learner, lines, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        entry = record(AuditEntry.Action.SIGNED_IN, by=learner, about="people.User:1", detail={"words": "geheim"})
    [line] = lines()
    assert line == {
        "level": "INFO",
        "logger": "audit",
        "message": "audit",
        "time": line["time"],
        "request_id": "",
        "at": entry.at.isoformat(),
        "action": "signed_in",
        "by": learner.pk,
        "person": None,
        "about": "people.User:1",
        "ok": True,
        "origin": "",
    }
