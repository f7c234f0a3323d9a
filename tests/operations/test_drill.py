"""The drill: the site is used, a backup is made meanwhile, everything is lost, and everything is back."""

import hashlib
import os
import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from threading import Event

import pytest
from allauth.account.models import EmailAddress
from django.core.management import BaseCommand, call_command, get_commands
from django.db import connection, connections, transaction
from django.test import Client
from django.urls import reverse
from wagtail.search.backends import get_search_backend

from certificates.models import Certificate, CertificatePdf
from courses.models import CoursePage
from curriculum.generated import Load, generate
from operations.archive import read_through
from operations.backup import backups_in, copier
from people.models import User
from tests.factories.courses import make_course
from tests.factories.people import PASSWORD, make_user

from .conftest import wipe

pytestmark = [pytest.mark.row("R4"), pytest.mark.indexed]
WRITERS = 3
# Rows of these are made anew, or ended on purpose.
NOT_AS_THEY_WERE = ("django_session", "wagtailsearch_")


class Writers:
    """People who sign up while the backup is made, each in one transaction of two rows."""

    def __init__(self) -> None:
        self.enough, self.written = Event(), []

    def write(self, number: int) -> None:
        try:
            while not self.enough.is_set():
                with transaction.atomic():
                    user = make_user(email=f"{number}-{len(self.written)}@tijdens.example")
                # Only now is it kept.
                self.written.append(user.email)
        finally:
            connections.close_all()

    @contextmanager
    def at_work(self) -> Iterator[None]:
        with ThreadPoolExecutor(WRITERS) as pool:
            done = [pool.submit(self.write, number) for number in range(WRITERS)]
            try:
                yield
            finally:
                self.enough.set()
            for one in done:
                one.result()


def seed(media: Path, private: Path) -> dict[int, str]:
    """People, learning and files; returns the SHA-256 of the bytes of each certificate."""
    make_course(certificate_months=24)
    generate(Load(people=170, courses=1, organisations=1))
    pdfs = [
        CertificatePdf(certificate=one, content=content, sha256=hashlib.sha256(content).hexdigest())
        for one in Certificate.objects.all()
        for content in [os.urandom(3000)]
    ]
    CertificatePdf.objects.bulk_create(pdfs)
    (media / "images").mkdir()
    (media / "images" / "foto.png").write_bytes(b"picture")
    (private / "evidence").mkdir()
    (private / "evidence" / "bewijs.pdf").write_bytes(b"evidence" * 100_000)
    return {pdf.certificate_id: pdf.sha256 for pdf in pdfs}


class Reapply(BaseCommand):
    """In the place of the command that erases again; here it counts how often it was asked."""

    asked = 0

    def handle(self, **_options: object) -> None:
        type(self).asked += 1


@pytest.mark.django_db(transaction=True)
def test_a_site_that_is_lost_comes_back_with_everything(folders, may_be_wiped, tmp_path, monkeypatch, capsys):
    media, private = folders
    hashes = seed(media, private)
    assert len(hashes) >= 100
    user = make_user("Sanne de Vries")
    Client().force_login(user)
    writers = Writers()
    with writers.at_work():
        while len(writers.written) < WRITERS:
            pass
        before = list(writers.written)
        call_command("backup", tmp_path / "backups")
        meanwhile = len(writers.written) - len(before)
    assert meanwhile > 0

    (backup,) = backups_in(tmp_path / "backups")
    assert backup.stat().st_mode & 0o777 == 0o600
    wipe()
    shutil.rmtree(media)
    shutil.rmtree(private)
    monkeypatch.setitem(get_commands(), "reapply_erasures", Reapply())
    call_command("restore", backup)

    said = capsys.readouterr().out
    manifest = read_through(backup, None, lambda _name, _file: None)
    rows = copier().rows_of(connection)
    kept = {name: count for name, count in manifest.rows.items() if not name.startswith(NOT_AS_THEY_WERE)}
    assert kept == {name: rows[name] for name in kept}
    connection.check_constraints()

    assert {pdf.certificate_id: hashlib.sha256(pdf.content).hexdigest() for pdf in CertificatePdf.objects.all()} == (
        hashes
    )
    assert (media / "images" / "foto.png").read_bytes() == b"picture"
    evidence = private / "evidence" / "bewijs.pdf"
    assert (evidence.read_bytes(), evidence.stat().st_mode & 0o777) == (b"evidence" * 100_000, 0o600)

    # What was saved before the backup began is there, and no transaction is there by half.
    back = set(User.objects.filter(email__endswith="@tijdens.example").values_list("email", flat=True))
    assert set(before) <= back
    assert back == set(EmailAddress.objects.filter(email__endswith="@tijdens.example").values_list("email", flat=True))

    assert rows["django_session"] == 0
    signed_in = Client().post(reverse("account_login"), {"login": user.email, "password": PASSWORD})
    assert (signed_in.status_code, signed_in["Location"]) == (302, "/")
    course = CoursePage.objects.get()
    assert list(get_search_backend().search(course.title, CoursePage)) == [course]
    assert Reapply.asked == 1
    for sentence in (
        "all as their checksums say",
        "with as many rows in each table as the manifest says",
        "2 files were put back; 0 that were not in the backup were removed.",
        "Migrations that the backup did not have yet: 0.",
        "1 sessions of back then were ended",
        "What was erased after the backup was made was erased again.",
        "The search index was made anew.",
        "Done. Start the site and the sweep again.",
    ):
        assert sentence in said
