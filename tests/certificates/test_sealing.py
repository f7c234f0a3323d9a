"""The seal on the PDF: put on it before it is kept, or the PDF follows."""

import socket
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.hashes import SHA256
from django.utils import timezone

from certificates import sealing
from certificates.drawing import draw, draw_due
from certificates.models import Certificate, CertificatePdf, DrawingProblem
from certificates.seal_check import Answer
from tests.factories.seals import (
    OWNER,
    PASSPHRASE,
    answer,
    certificate_bytes,
    key_and_certificate,
    timestamp_authority,
    write_certificate,
    write_key,
    write_pkcs12,
)

from .pdf_reading import opened

Seal = CertificatePdf.Seal


@pytest.fixture(autouse=True)
def key(settings, tmp_path) -> str:
    """A real key: the settings of the suite are those of demonstrations."""
    settings.CERTIFICATE_SEAL_IS_DEMONSTRATION = False
    settings.CERTIFICATE_SEAL_KEY = write_key(tmp_path / "key.pem")
    return settings.CERTIFICATE_SEAL_KEY


def seal_of(certificate: Certificate) -> str:
    assert draw(certificate)
    return CertificatePdf.objects.get(certificate=certificate).seal


def problem_of(certificate: Certificate) -> DrawingProblem:
    assert not draw(certificate)
    assert not CertificatePdf.objects.filter(certificate=certificate).exists()
    return DrawingProblem.objects.get(certificate=certificate)


@pytest.mark.row("C6")
def test_what_is_kept_is_sealed_and_says_by_whom(certificate):
    assert seal_of(certificate) == Seal.SEALED
    assert certificate.pdf.sealed_by == OWNER
    assert answer(bytes(certificate.pdf.content), [certificate_bytes()]) == Answer.WHOLE


@pytest.mark.row("C6")
def test_nothing_may_be_changed_after_it_and_nothing_is_to_be_seen(certificate):
    draw(certificate)
    document = opened(bytes(certificate.pdf.content))
    seal = document.Root.Perms.DocMDP
    assert seal.SubFilter == "/ETSI.CAdES.detached"
    assert seal.Reference[0].TransformParams.P == 1
    field = document.Root.AcroForm.Fields[0]
    assert [float(number) for number in field.Rect] == [0, 0, 0, 0]
    # Printed and not hidden: PDF/A allows no hidden field.
    assert field.F & 0b111 == 0b100


def test_without_a_key_there_is_no_seal(certificate, settings):
    settings.CERTIFICATE_SEAL_KEY = ""
    assert seal_of(certificate) == Seal.NONE
    assert certificate.pdf.sealed_by == ""
    assert b"/ByteRange" not in bytes(certificate.pdf.content)


def test_a_key_for_demonstrations_is_called_so(certificate, settings):
    settings.CERTIFICATE_SEAL_IS_DEMONSTRATION = True
    assert seal_of(certificate) == Seal.DEMONSTRATION


def test_a_key_in_pkcs12_needs_its_passphrase(certificate, settings, tmp_path):
    settings.CERTIFICATE_SEAL_KEY = write_pkcs12(tmp_path / "key.p12")
    assert problem_of(certificate).kind == DrawingProblem.Kind.SEAL
    settings.CERTIFICATE_SEAL_PASSPHRASE = PASSPHRASE
    assert seal_of(certificate) == Seal.SEALED


def test_the_certificate_may_be_a_file_of_its_own(certificate, settings, tmp_path):
    settings.CERTIFICATE_SEAL_CERTIFICATE = write_certificate(tmp_path / "certificate.pem", OWNER)
    assert seal_of(certificate) == Seal.SEALED


def test_a_certificate_of_another_key_seals_nothing(certificate, settings, tmp_path):
    settings.CERTIFICATE_SEAL_CERTIFICATE = write_certificate(tmp_path / "certificate.pem", "Een ander")
    assert problem_of(certificate).kind == DrawingProblem.Kind.SEAL


def test_a_certificate_that_has_expired_seals_nothing(certificate, settings, tmp_path):
    settings.CERTIFICATE_SEAL_KEY = write_key(tmp_path / "key.pem", "Verlopen", ends_in=-1)
    assert "not valid today" in problem_of(certificate).detail


@pytest.mark.parametrize("content", [None, b"", b"noise", b"-----BEGIN PRIVATE KEY-----\ngeheim\n"])
def test_with_a_key_that_cannot_be_read_it_follows_and_the_sweep_seals_it(certificate, key, as_learner, content):
    file = Path(key)
    if content is None:
        file.unlink()
    else:
        file.write_bytes(content)
    problem = problem_of(certificate)
    assert problem.kind == DrawingProblem.Kind.SEAL
    assert "geheim" not in problem.detail
    page = as_learner.get(f"/mijn-leren/certificaat/{certificate.code}/pdf/").content.decode()
    assert "Uw certificaat volgt" in page

    write_key(file)
    DrawingProblem.objects.update(next_try_at=timezone.now() - timedelta(minutes=1))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("certificates.drawing._FIRST_PAUSE", -timedelta(minutes=1))
        assert draw_due() == 1
    assert CertificatePdf.objects.get(certificate=certificate).seal == Seal.SEALED
    assert not DrawingProblem.objects.exists()


# --- The time, from another authority ------------------------------------------


@pytest.mark.row("C6")
def test_an_authority_adds_the_time(certificate, settings):
    with timestamp_authority() as settings.CERTIFICATE_TIMESTAMP_URL:
        assert seal_of(certificate) == Seal.TIMESTAMPED
    content = bytes(certificate.pdf.content)
    assert answer(content, [certificate_bytes()]) == Answer.WHOLE
    assert b"Klok van de test".hex().encode() in content.lower()


@pytest.mark.row("C6")
def test_an_authority_that_is_away_leaves_it_for_later(certificate, settings):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        settings.CERTIFICATE_TIMESTAMP_URL = f"http://127.0.0.1:{taken.getsockname()[1]}/"
        assert problem_of(certificate).kind == DrawingProblem.Kind.SEAL
    with timestamp_authority() as settings.CERTIFICATE_TIMESTAMP_URL:
        assert seal_of(certificate) == Seal.TIMESTAMPED


@pytest.mark.row("C6")
def test_an_authority_that_never_answers_is_not_waited_for(certificate, settings, monkeypatch):
    monkeypatch.setattr(sealing, "TIMESTAMP_SECONDS", 0.05)
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        settings.CERTIFICATE_TIMESTAMP_URL = f"http://127.0.0.1:{silent.getsockname()[1]}/"
        assert problem_of(certificate).kind == DrawingProblem.Kind.SEAL


# --- What the pages say --------------------------------------------------------


@pytest.mark.parametrize(
    ("with_key", "is_demonstration", "words"),
    [
        (False, False, "De pdf heeft geen digitaal zegel"),
        (True, True, "Dat zegel bewijst niets"),
        (True, False, f"De pdf heeft een digitaal zegel van {OWNER}"),
    ],
)
def test_every_page_that_offers_it_says_what_the_seal_is(
    certificate, settings, as_learner, with_key, is_demonstration, words
):
    settings.CERTIFICATE_SEAL_IS_DEMONSTRATION = is_demonstration
    if not with_key:
        settings.CERTIFICATE_SEAL_KEY = ""
    draw(certificate)
    course = certificate.completion.enrolment.course
    for address in ["/mijn-leren/", course.url, f"/certificaat/{certificate.code}/"]:
        assert words in as_learner.get(address).content.decode(), address


@pytest.mark.row("C12")
def test_the_page_tells_how_to_check_the_seal_without_us(certificate, client, settings, tmp_path):
    settings.CERTIFICATE_SEAL_EARLIER = [write_certificate(tmp_path / "earlier.pem", "Sleutel van vroeger")]
    for address in [f"/certificaat/{certificate.code}/", "/certificaat/pdf/"]:
        page = client.get(address).content.decode()
        for name in (OWNER, "Sleutel van vroeger"):
            fingerprint = key_and_certificate(name)[1].fingerprint(SHA256()).hex(":").upper()
            assert fingerprint in page
            assert name in page


def test_without_a_key_the_page_says_that_there_is_no_seal(certificate, client, settings):
    settings.CERTIFICATE_SEAL_KEY = ""
    assert "Deze website zet geen digitaal zegel" in client.get("/certificaat/pdf/").content.decode()
