"""The certificate as JSON, as docs/certificate-format.md describes it."""

import json
from datetime import timedelta

import pytest
from django.conf import settings
from django.utils import timezone

from certificates.machine_readable import as_data
from certificates.models import Certificate
from tests.factories.certificates import make_certificate, reissue_as, revoke_as
from tests.schema_check import faults

pytestmark = pytest.mark.django_db
DOCS = settings.BASE_DIR / "docs"
SCHEMA = json.loads((DOCS / "certificate.schema.json").read_text())


def names(schema: dict) -> set[str]:
    found = set()
    for name, field in schema.get("properties", {}).items():
        found |= {name} | names(field)
        for form in field.get("anyOf", []):
            found |= names(form)
    return found


def test_the_holder_downloads_it_as_a_file(as_learner, drawn):
    certificate = drawn.certificate
    response = as_learner.get(f"/mijn-leren/certificaat/{certificate.code}/json/")
    data = json.loads(response.content)
    assert faults(data, SCHEMA) == []
    assert response["Content-Disposition"].startswith('attachment; filename="certificaat-')
    assert response["Content-Disposition"].endswith('.json"')
    assert "no-store" in response["Cache-Control"]
    assert data["holder"] == {"name": "Sanne de Vries"}
    assert data["verify_at"] == certificate.verification_url
    assert data["goals"] == ["uitleggen wat artikel 2.82 regelt", "kiezen tussen instrumenten"]
    assert data["pdf"] == {"sha256": drawn.sha256, "seal": "none"}


def test_it_tells_neither_address_nor_reason(certificate, learner):
    revoke_as(certificate, "Geheime reden")
    certificate.refresh_from_db()
    text = json.dumps(as_data(certificate))
    assert learner.email not in text
    assert "Geheime reden" not in text
    assert "@" not in text


def test_each_state_is_said_as_the_schema_has_it(learner, home):
    today = timezone.localdate()
    expired = make_certificate(learner, valid_until=today - timedelta(days=1))
    valid, replaced, revoked = (make_certificate(learner) for _ in range(3))
    replacement = reissue_as(replaced)
    revoke_as(revoked)
    expected = {
        valid: ("valid", None, None),
        expired: ("expired", None, None),
        replaced: ("replaced", None, replacement.code),
        revoked: ("revoked", "not_own_work", None),
    }
    for certificate, (kind, because, by) in expected.items():
        data = as_data(Certificate.objects.get(pk=certificate.pk))
        assert faults(data, SCHEMA) == []
        status = data["status"]
        assert (status["kind"], status["revoked_because"], status["replaced_by"]) == (kind, because, by)
        assert (status["ended_on"] is not None) == (kind in ("replaced", "revoked"))
        assert data["pdf"] is None


def test_every_field_is_described():
    described = (DOCS / "certificate-format.md").read_text()
    assert [name for name in sorted(names(SCHEMA)) if f"`{name}`" not in described] == []
