"""Finishing a course writes the certificate in the same transaction, once, in the words of that day."""

import logging
from datetime import UTC, datetime

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone

from certificates import drawing
from certificates.drawing import draw
from certificates.issue import issue
from certificates.models import Certificate, CertificateEvent, CertificatePdf
from certificates.printable import printable
from cms.models import Branding
from courses.models import CourseCompletion
from tests.factories.certificates import GOALS, finish, make_certificate, make_enrolment, revoke_as
from tests.factories.courses import make_course
from tests.factories.people import make_user


def test_finishing_a_course_gives_the_certificate_and_its_pdf_at_once(home, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        certificate = make_certificate()
    assert certificate.status == Certificate.Status.VALID
    assert bytes(certificate.pdf.content).startswith(b"%PDF-1.7")


def test_the_certificate_says_who_did_what_when_and_how_long(home):
    course = make_course("Artikel 2.82", lessons=3, goals=GOALS)
    user = make_user(name="Sanne de Vries")
    certificate = make_certificate(user, course)
    assert certificate.user == user
    assert certificate.holder_name == "Sanne de Vries"
    assert certificate.course_title == "Artikel 2.82"
    assert certificate.course_key == course.translation_key
    assert certificate.study_minutes == 15
    assert certificate.goals == ["uitleggen wat artikel 2.82 regelt", "kiezen tussen instrumenten"]
    assert certificate.language == "nl"
    assert certificate.completed_on == timezone.localdate()


def test_the_day_is_the_day_in_the_netherlands(home, learner):
    completion = CourseCompletion.objects.create(
        enrolment=make_enrolment(learner), study_minutes=5, completed_at=datetime(2026, 6, 30, 22, 30, tzinfo=UTC)
    )
    assert issue(completion).completed_on.isoformat() == "2026-07-01"


def test_the_issuer_is_the_municipality_of_the_site(home):
    assert make_certificate().issuer_name == settings.WAGTAIL_SITE_NAME
    branding = Branding.for_site(home.get_site())
    branding.organisation_name = "Gemeente Rivierdam"
    branding.save()
    assert make_certificate().issuer_name == "Gemeente Rivierdam"


@pytest.mark.row("C2")
def test_issuing_twice_gives_the_same_certificate(certificate):
    again = issue(certificate.completion)
    assert (again.pk, again.code) == (certificate.pk, certificate.code)
    assert Certificate.objects.count() == 1


def test_no_certificate_while_the_course_is_not_finished(home):
    make_enrolment()
    assert not Certificate.objects.exists()


def test_a_completion_that_is_rolled_back_leaves_no_certificate(home):
    enrolment = make_enrolment()

    def finish_and_fail() -> None:
        with transaction.atomic():
            finish(enrolment)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        finish_and_fail()
    assert not Certificate.objects.exists()
    assert not CourseCompletion.objects.exists()


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("  Sanne \n de  Vries ", "Sanne de Vries"),
        ("S\u0327u\u0308kru\u0308", "Şükrü"),
        ("ĳ", "ĳ"),
        ("San\u200bne\u202e\x00", "Sanne"),
    ],
)
@pytest.mark.row("C10")
def test_a_name_is_one_line_of_visible_composed_characters(written, printed):
    assert printable(written) == printed


def fail_to_draw(certificate: Certificate) -> bytes:
    raise OSError("cannot load library 'libgobject-2.0-0'")


@pytest.mark.row("R9")
def test_without_renderer_the_completion_counts_and_the_sweep_draws_later(
    home, monkeypatch, caplog, capsys, django_capture_on_commit_callbacks
):
    monkeypatch.setattr(drawing, "draw_pdf", fail_to_draw)
    with django_capture_on_commit_callbacks(execute=True):
        certificate = make_certificate()
    assert certificate.completion.enrolment.completion
    assert not CertificatePdf.objects.exists()
    assert f"Certificate {certificate.pk} is not drawn" in caplog.text
    assert certificate.holder_name not in caplog.text

    call_command("draw_missing_certificates")
    assert capsys.readouterr().out == "0 drawn, 1 could not be drawn.\n"

    monkeypatch.undo()
    call_command("draw_missing_certificates")
    assert capsys.readouterr().out == "1 drawn, 0 could not be drawn.\n"
    assert CertificatePdf.objects.get().certificate == certificate

    call_command("draw_missing_certificates")
    assert capsys.readouterr().out == "0 drawn, 0 could not be drawn.\n"


def test_one_that_cannot_be_drawn_does_not_hold_up_the_others(home, caplog, capsys):
    make_certificate(make_user(name="李小龙"))
    fine = make_certificate()
    with caplog.at_level(logging.ERROR):
        call_command("draw_missing_certificates")
    assert capsys.readouterr().out == "1 drawn, 1 could not be drawn.\n"
    assert CertificatePdf.objects.get().certificate == fine
    assert "U+674E" in caplog.text


def test_a_drawn_pdf_is_not_drawn_again(drawn, monkeypatch):
    monkeypatch.setattr(drawing, "draw_pdf", fail_to_draw)
    assert draw(drawn.certificate)
    assert CertificatePdf.objects.get().content == drawn.content


@pytest.mark.row("R12")
def test_who_draws_second_throws_it_away(certificate, monkeypatch):
    def while_another_is_first(given: Certificate) -> bytes:
        CertificatePdf.objects.create(certificate=given, content=b"first", sha256="0" * 64)
        return b"second"

    monkeypatch.setattr(drawing, "draw_pdf", while_another_is_first)
    assert draw(certificate)
    assert bytes(CertificatePdf.objects.get().content) == b"first"


@pytest.mark.row("C3")
def test_a_revoked_certificate_says_when_by_whom_and_why(certificate):
    officer = make_user()
    revoked = revoke_as(certificate, "Niet zelf gemaakt", officer)
    assert revoked.is_revoked
    assert revoked.ended_at is not None
    assert revoked.revocation_kind == Certificate.RevocationKind.NOT_OWN_WORK
    event = revoked.events.get()
    assert (event.kind, event.by, event.reason) == (CertificateEvent.Kind.REVOKED, officer, "Niet zelf gemaakt")


def test_revoking_again_keeps_the_first_moment_and_reason(certificate):
    first = revoke_as(certificate)
    second = revoke_as(certificate, "Nog eens", make_user())
    assert second.ended_at == first.ended_at
    assert second.events.get().reason == "Niet zelf gemaakt"


def test_the_sweep_leaves_revoked_certificates(certificate, capsys):
    revoke_as(certificate)
    call_command("draw_missing_certificates")
    assert capsys.readouterr().out == "0 drawn, 0 could not be drawn.\n"
