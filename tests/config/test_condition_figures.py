"""Prometheus reads the condition of the platform, and our alerts and dashboard name only what is told."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
import yaml
from django.apps import apps
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.urls.exceptions import NoReverseMatch
from django.utils import timezone
from prometheus_client.parser import text_string_to_metric_families

from operations.condition.everything import MEASURES
from operations.heartbeat import BACKUP, SWEEP, beat
from operations.models import Beat
from people.mail_kinds import MailKind
from people.models import OutboxMail
from people.outbox import put_in_outbox
from tests.factories.people import make_user

pytestmark = [pytest.mark.django_db, pytest.mark.row("R15")]
TOKEN = "token-for-a-test"
ATTEMPT = "3f1c7a52-7a3e-4c7e-9d0e-0a7c2b9f1d11"
MONITORING = Path(settings.BASE_DIR) / "deploy" / "monitoring"


@pytest.fixture
def told(client: Client, home, settings):
    settings.METRICS_TOKEN = TOKEN

    def read() -> dict[str, float]:
        answer = client.get("/metrics", headers={"authorization": f"Bearer {TOKEN}"})
        samples = [one for family in text_string_to_metric_families(answer.content.decode()) for one in family.samples]
        return {"|".join([one.name, *one.labels.values()]): one.value for one in samples}

    return read


def test_what_waits_and_how_long_ago_things_were_done_is_told(told):
    beat(SWEEP)
    beat(BACKUP)
    Beat.objects.filter(name=BACKUP).update(at=timezone.now() - timedelta(hours=27))
    due, given_up = (put_in_outbox(make_user(), MailKind.FILES, key, "Klaar", "Klaar") for key in ("one", "two"))
    OutboxMail.objects.filter(pk=due.pk).update(next_try_at=timezone.now() - timedelta(minutes=20))
    OutboxMail.objects.filter(pk=given_up.pk).update(state=OutboxMail.State.GIVEN_UP)
    figures = told()
    assert 0 <= figures["leren_sweep_silent_seconds"] < 60
    assert 27 * 3600 <= figures["leren_backup_age_seconds"] < 27 * 3600 + 60
    assert 1200 <= figures["leren_mail_due_seconds"] < 1260
    assert figures["leren_mail_waiting"] == figures["leren_mail_given_up"] == 1
    assert figures["leren_certificates_undrawn"] == figures["leren_files_waiting"] == 0
    assert figures["leren_disk_free_bytes"] > 0
    assert figures["leren_condition|backup_age"] == figures["leren_condition|mail_due"] == 0
    assert figures["leren_condition|database"] == 2


def test_what_never_happened_has_no_age_and_is_urgent(told):
    figures = told()
    assert "leren_backup_age_seconds" not in figures
    assert figures["leren_condition|backup_age"] == figures["leren_condition|sweep_silent"] == 0


def test_every_finding_is_told_and_what_cannot_be_looked_at_takes_nothing_along(told, monkeypatch):
    monkeypatch.setattr("operations.condition.readiness.default_storage.save", lambda *_: 1 / 0)
    figures = told()
    assert {f"leren_condition|{measure.name}" for measure in MEASURES} <= figures.keys()
    assert figures["leren_condition|storage"] == 0
    assert figures["leren_condition|cache"] > 0


def expressions() -> Iterator[str]:
    for group in yaml.safe_load((MONITORING / "alerts.yaml").read_text())["groups"]:
        for rule in group["rules"]:
            assert {"alert", "expr", "labels", "annotations"} <= rule.keys()
            yield rule["expr"]
    for panel in json.loads((MONITORING / "dashboard.json").read_text())["panels"]:
        yield from (target["expr"] for target in panel["targets"])


def test_alerts_and_dashboard_name_only_figures_findings_and_views_that_are_there(told):
    beat(SWEEP)
    beat(BACKUP)
    make_user()
    told()
    # The second reading has counted the first.
    names = {name.partition("|")[0] for name in told()}
    # Its age is told from the first time on.
    names.add("leren_retention_age_seconds")
    findings = {measure.name for measure in MEASURES}
    found = list(expressions())
    assert len(found) > 20
    for expression in found:
        assert expression.count("(") == expression.count(")"), expression
        assert set(re.findall(r"\bleren_\w+", expression)) <= names, expression
        for listed in re.findall(r'finding=~?"([^"]+)"', expression):
            assert set(listed.split("|")) <= findings
        for listed in re.findall(r'view=~"([^"]+)"', expression):
            assert [view for view in listed.split("|") if not is_a_view(view)] == []


def is_a_view(name: str) -> bool:
    """The name of an address, or the type of a page."""
    if "." in name:
        return apps.get_model(name) is not None
    for arguments in (
        [],
        ["KLM"],
        [1],
        ["3f1c7a52-7a3e-4c7e-9d0e-0a7c2b9f1d11"],
        ["3f1c7a52-7a3e-4c7e-9d0e-0a7c2b9f1d11", 1],
    ):
        try:
            return bool(reverse(name, args=arguments))
        except NoReverseMatch:
            continue
    return False


TELL_IN_PROCESSES = """
import django
django.setup()
from config import figures, figures_page
from operations.condition.finding import Finding, Level, Measure
figures_page.findings = lambda: [Finding(Measure("files_waiting", "", None), Level.GOOD, "", 3)]
figures.note_request("hr_dashboard", "GET", 200, 0.1)
for _time in range(2):
    print(figures_page.everything_told().decode())
"""


def test_with_several_processes_a_finding_is_told_once_and_never_kept(tmp_path):
    environment = {**os.environ, "PROMETHEUS_MULTIPROC_DIR": str(tmp_path)}
    program = [sys.executable, "-c", TELL_IN_PROCESSES]
    for _process in range(2):
        said = subprocess.run(
            program, cwd=settings.BASE_DIR, env=environment, capture_output=True, text=True, check=True
        ).stdout
    assert said.count("leren_files_waiting 3.0") == 2
    assert 'leren_request_seconds_count{method="GET",status="200",view="hr_dashboard"} 2.0' in said
    assert not any("gauge" in path.name for path in tmp_path.iterdir())
