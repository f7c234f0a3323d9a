"""Packages are fixed by hash, listed with licences one may use, and not past their support."""

import json
import re
import sys
from datetime import date, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import django
import pytest
import wagtail

from bin import audit as audits
from bin.audit import audit, watch_support
from bin.packages import LOCKED, PAGE, Package, locked, packages, page, same_name, write_sbom
from bin.steps import ROOT, StepError
from operations.support import NOTICE, Support, ending, read_support

pytestmark = pytest.mark.row("R16")


def test_the_page_lists_what_is_locked_with_its_licence():
    assert PAGE.read_text() == page(packages()), "Run `make packages`."


def test_every_licence_is_one_we_may_use():
    assert [package for package in packages() if not package.may_be_used] == []


@pytest.mark.parametrize("licence", ["", "GPL-3.0-only", "Proprietary", "AGPL-3.0-or-later"])
def test_another_licence_is_refused(licence):
    assert not Package("something", "1", True, licence).may_be_used


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_every_package_is_locked_to_a_version_with_hashes_and_no_index_is_named(name):
    text = (ROOT / name).read_text()
    entries = re.split(r"\n(?=[A-Za-z0-9])", text)[1:]
    assert len(entries) == len(locked(text)) > 50
    assert [entry for entry in entries if "--hash=sha256:" not in entry] == []
    assert "://" not in text


def test_the_sbom_names_every_locked_package_with_its_version(tmp_path):
    write_sbom(tmp_path / "sbom.json")
    bom = json.loads((tmp_path / "sbom.json").read_text())
    told = {(same_name(component["name"]), component["version"]) for component in bom["components"]}
    assert bom["bomFormat"] == "CycloneDX"
    assert told == {(same_name(name), version) for name, version in locked(LOCKED.read_text())}


class Auditor:
    """Answers for the canary and then for our own packages."""

    def __init__(self, *answers: tuple[int, str]) -> None:
        self.answers = list(answers)
        self.asked: list[str] = []

    def __call__(self, requirements):
        self.asked.append(requirements.read_text())
        return self.answers.pop(0)


SEEN = (1, "Found 40 known vulnerabilities in 1 package")


def test_without_flaws_the_canary_and_then_our_packages_were_audited(capsys):
    auditor = Auditor(SEEN, (0, "No known vulnerabilities found"))
    audit(auditor)
    assert auditor.asked == [audits.CANARY, LOCKED.read_text()]
    assert "no known flaws" in capsys.readouterr().out


@pytest.mark.parametrize("blind", [(0, "No known vulnerabilities found"), (1, "ConnectionError")])
def test_an_audit_that_does_not_see_the_canary_is_none(blind):
    with pytest.raises(StepError, match="nothing could be audited"):
        audit(Auditor(blind))


@pytest.mark.parametrize("answer", [SEEN, (1, "wagtail: Dependency not found")])
def test_a_flaw_or_a_package_that_could_not_be_audited_fails(answer):
    with pytest.raises(StepError, match="known flaws, or packages that could not be audited"):
        audit(Auditor(SEEN, answer))


def test_the_auditor_itself_says_so_when_it_reaches_nobody(monkeypatch):
    monkeypatch.setenv("AUDIT_URL", "http://127.0.0.1:9/v1/query")
    with pytest.raises(StepError, match="nothing could be audited"):
        audit()


@pytest.fixture
def flaws(monkeypatch):
    """A service that speaks OSV and knows flaws of the versions in the set it returns."""
    known: set[tuple[str, str]] = set()

    class Service(BaseHTTPRequestHandler):
        def do_POST(self):
            asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            package = (asked["package"]["name"], asked["version"])
            flaw = {"id": "TEST-1", "summary": "A flaw.", "modified": "2026-01-01T00:00:00Z", "affected": []}
            answer = json.dumps({"vulns": [flaw]} if package in known else {}).encode()
            self.send_response(200)
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Service)
    thread = Thread(target=server.serve_forever)
    thread.start()
    monkeypatch.setenv("AUDIT_URL", f"http://127.0.0.1:{server.server_port}/v1/query")
    yield known
    server.shutdown()
    thread.join()
    server.server_close()


def test_the_auditor_itself_sees_the_canary_and_what_is_wrong_with_ours(flaws, capsys):
    flaws.add(("django", "3.2.0"))
    audit()
    assert "no known flaws" in capsys.readouterr().out
    flaws.add(("wagtail", ".".join(map(str, wagtail.VERSION[:3]))))
    with pytest.raises(StepError, match="wagtail"):
        audit()


@pytest.mark.row("R19", "R18")
def test_support_is_known_of_the_versions_we_run():
    versions = {product.product: product.version for product in read_support()}
    assert versions["Python"] == f"{sys.version_info.major}.{sys.version_info.minor}"
    assert versions["Django"] == ".".join(map(str, django.VERSION[:2]))
    assert versions["wagtail"] == ".".join(map(str, wagtail.VERSION[:2]))


@pytest.mark.row("R19")
def test_the_end_of_support_is_told_ninety_days_ahead_and_fails_the_day_after(monkeypatch, capsys):
    last = date(2027, 2, 2)
    product = Support("wagtail", "8.0", last, "Wagtail 8.1", "schedule")
    assert list(ending([product], last - NOTICE - timedelta(days=1))) == []
    assert list(ending([product], last - NOTICE)) == [(product, False)]
    monkeypatch.setattr(audits, "read_support", lambda: [product])
    watch_support(last)
    assert "Wagtail 8.1" in capsys.readouterr().out
    with pytest.raises(StepError, match=r"wagtail 8\.0"):
        watch_support(last + timedelta(days=1))
