from django.db import migrations
from django.db.models import F


def keep_what_happened(apps, schema_editor):
    """What the row said of its revocation becomes an event; of what it is, the row says itself from now on."""
    Certificate = apps.get_model("certificates", "Certificate")
    CertificateEvent = apps.get_model("certificates", "CertificateEvent")
    PathPage = apps.get_model("courses", "PathPage")
    revoked = Certificate.objects.filter(status="revoked")
    CertificateEvent.objects.bulk_create(
        CertificateEvent(
            certificate=certificate,
            kind="revoked",
            at=certificate.revoked_at,
            by_id=certificate.revoked_by_id,
            reason=certificate.revocation_reason,
        )
        for certificate in revoked
    )
    revoked.update(ended_at=F("revoked_at"), revocation_kind="other")
    paths = PathPage.objects.values("translation_key")
    Certificate.objects.filter(course_key__in=paths).update(is_of_path=True)


class Migration(migrations.Migration):
    dependencies = [
        ("certificates", "0005_life_of_a_certificate"),
        ("courses", "0003_paths_targets_and_validity"),
    ]

    operations = [migrations.RunPython(keep_what_happened, migrations.RunPython.noop)]
