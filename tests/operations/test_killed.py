"""A sweep that is killed again and again, wherever it is, loses nothing and does nothing twice."""

import hashlib
import json
import os
import subprocess
import sys
from collections import Counter
from datetime import timedelta
from email import message_from_bytes, policy
from urllib.parse import urlencode

import pytest
from django.conf import settings as project
from django.db import connection
from django.utils import timezone

from certificates.models import CertificatePdf
from courses.models import CourseCompletion
from hr.models import Export
from people.models import OutboxMail
from tests.factories.certificates import plain_certificate
from tests.factories.courses import make_course
from tests.factories.hr import finish, make_municipality
from tests.factories.people import make_mail, make_member
from tests.people.smtp_stub import SmtpStub

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.row("R12", "R8")]
KILLS, MAILS, CERTIFICATES, EXPORTS = 20, 30, 20, 3


def database_url() -> str:
    database = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{database['NAME']}"
    return f"postgres://{database['USER']}@{database['HOST']}:{database['PORT'] or 5432}/{database['NAME']}"


def seed() -> None:
    town, course = make_municipality(), make_course()
    an_hour_ago = timezone.now() - timedelta(hours=1)
    for number in range(CERTIFICATES):
        member = make_member(town.organisation, town.department, name=f"Şükrü {number}")
        enrolment = finish(member, course)
        enrolment.completion = CourseCompletion.objects.get(enrolment=enrolment)
        plain_certificate(enrolment, issued_at=an_hour_ago)
    for _number in range(MAILS):
        make_mail()
    for number in range(EXPORTS):
        Export.objects.create(
            asked_by=town.officer,
            organisation=town.organisation,
            query=urlencode({"name": f"Şükrü {number}"}),
            layout="standard",
            language="nl",
        )


def sweep_and_kill(stub: SmtpStub, folder) -> dict[str, int]:
    host, port = stub.server_address
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "config.settings.dev",
        "DATABASE_URL": database_url(),
        "EMAIL_URL": f"smtp://{host}:{port}",
        "CACHE_URL": "locmemcache://",
        "MEDIA_ROOT": str(folder / "media"),
        "PRIVATE_MEDIA_ROOT": str(folder / "private"),
        "CERTIFICATE_SEAL_KEY": "",
    }
    connection.close()
    done = subprocess.run(
        [sys.executable, "-m", "tests.operations.work_until_killed", str(KILLS)],
        cwd=project.BASE_DIR,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


def test_killed_twenty_times_every_mail_certificate_and_file_is_there_once(tmp_path):
    seed()
    with SmtpStub() as stub:
        killed = sweep_and_kill(stub, tmp_path)["killed"]
    assert killed > 0

    assert set(OutboxMail.objects.values_list("state", flat=True)) == {OutboxMail.State.SENT}
    assert OutboxMail.objects.count() == MAILS + EXPORTS
    numbers = [message_from_bytes(mail, policy=policy.default)["Message-ID"] for mail in stub.received]
    assert set(numbers) == set(OutboxMail.objects.values_list("message_id", flat=True))
    # Killed between sending and writing that down: the same number, which mail programs show once.
    again = sum(count - 1 for count in Counter(numbers).values())
    assert again <= killed

    pdfs = CertificatePdf.objects.all()
    assert len(pdfs) == CERTIFICATES
    assert all(hashlib.sha256(bytes(pdf.content)).hexdigest() == pdf.sha256 for pdf in pdfs)

    files = {file.name for file in (tmp_path / "private" / "exports").glob("*.xlsx")}
    assert files == {export.file.name.removeprefix("exports/") for export in Export.objects.all()}
    assert len(files) == EXPORTS
