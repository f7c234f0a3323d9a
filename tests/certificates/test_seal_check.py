"""What a PDF is that someone hands in: ours to the last byte, changed since, or of somebody else."""

import os
import subprocess
import sys
import zlib
from io import BytesIO

import pikepdf
import pytest
from cryptography.hazmat.primitives.serialization import Encoding
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from certificates import file_check
from certificates.file_check import Finding, unknown_file
from certificates.seal_check import Answer
from certificates.seal_keys import SealKey, own_certificates, owner_of
from certificates.sealing import _sealed
from tests.factories.seals import (
    OWNER,
    answer,
    certificate_bytes,
    drawn_pdf,
    key_and_certificate,
    sealed_pdf,
    write_certificate,
    write_key,
)

EARLIER = "Sleutel van vroeger"


@pytest.fixture(scope="module")
def sealed(tmp_path_factory) -> bytes:
    return sealed_pdf(tmp_path_factory.mktemp("seal"))


@pytest.fixture(autouse=True)
def own_key(settings, tmp_path) -> None:
    settings.CERTIFICATE_SEAL_KEY = write_key(tmp_path / "key.pem")


@pytest.fixture
def no_process(monkeypatch) -> None:
    """What can be said without taking the file apart costs no process."""

    def refuse(*_args: object, **_named: object) -> None:
        raise AssertionError("This file need not be taken apart.")

    monkeypatch.setattr(file_check.subprocess, "run", refuse)


def with_byte_changed(content: bytes, at: int) -> bytes:
    return content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :]


# --- The seal ------------------------------------------------------------------


@pytest.mark.row("C6")
def test_a_sealed_file_is_whole(sealed):
    assert answer(sealed, [certificate_bytes()]) == Answer.WHOLE


@pytest.mark.parametrize("place", ["%PDF-1.7\n", "/FlateDecode", "/Pages", "/ByteRange", "/Perms", "startxref"])
@pytest.mark.row("C6")
def test_one_changed_byte_breaks_it(sealed, place):
    changed = with_byte_changed(sealed, sealed.rindex(place.encode()) + len(place))
    assert answer(changed, [certificate_bytes()]) == Answer.BROKEN


@pytest.mark.row("C6")
def test_something_added_breaks_it(sealed):
    writer = IncrementalPdfFileWriter(BytesIO(sealed))
    writer.root["/Added"] = generic.pdf_string("later")
    writer.update_root()
    more = BytesIO()
    writer.write(more)
    assert more.getvalue().startswith(sealed)
    assert answer(more.getvalue(), [certificate_bytes()]) == Answer.BROKEN
    assert answer(sealed + b"\n% later\n%%EOF\n", [certificate_bytes()]) == Answer.BROKEN


def test_saved_anew_by_another_program_it_is_not_whole(sealed):
    anew = BytesIO()
    with pikepdf.open(BytesIO(sealed)) as document:
        document.save(anew)
    assert answer(anew.getvalue(), [certificate_bytes()]) == Answer.BROKEN


@pytest.mark.row("C6")
def test_the_seal_of_another_is_not_ours(tmp_path):
    foreign = sealed_pdf(tmp_path, "Een ander")
    assert answer(foreign, [certificate_bytes()]) == Answer.NOT_OURS


@pytest.mark.row("C12")
def test_a_file_of_an_earlier_key_is_whole(tmp_path):
    content = sealed_pdf(tmp_path, EARLIER)
    own = [certificate_bytes(), certificate_bytes(EARLIER)]
    assert answer(content, own) == Answer.WHOLE
    assert answer(content, own[:1]) == Answer.NOT_OURS


def test_it_stays_whole_when_the_certificate_of_the_key_expires():
    key, certificate = key_and_certificate("Verlopen", ends_in=-1)
    content = _sealed(drawn_pdf(), SealKey(key, certificate, ()))
    assert answer(content, [certificate.public_bytes(Encoding.DER)]) == Answer.WHOLE


@pytest.mark.row("C12")
def test_keys_of_earlier_days_and_expired_ones_stay_our_own(settings, tmp_path):
    settings.CERTIFICATE_SEAL_KEY = write_key(tmp_path / "expired.pem", "Verlopen", ends_in=-1)
    settings.CERTIFICATE_SEAL_EARLIER = [write_certificate(tmp_path / "earlier.pem", EARLIER)]
    assert [owner_of(certificate) for certificate in own_certificates()] == ["Verlopen", EARLIER]


@pytest.mark.row("C12")
def test_an_earlier_certificate_that_cannot_be_read_is_left_out(settings, tmp_path, caplog):
    settings.CERTIFICATE_SEAL_EARLIER = [str(tmp_path / "gone.pem")]
    assert [owner_of(certificate) for certificate in own_certificates()] == [OWNER]
    assert "gone.pem" in caplog.text


# --- What is said of a file ----------------------------------------------------


def test_ours_and_not_in_the_register_is_said_to_be_so(sealed):
    assert unknown_file(sealed).finding == Finding.SEALED_AND_UNKNOWN


def test_changed_after_it_was_sealed(sealed):
    assert unknown_file(with_byte_changed(sealed, 2000)).finding == Finding.CHANGED


@pytest.mark.usefixtures("no_process")
@pytest.mark.parametrize("left", [0.2, 0.5, 0.9])
def test_cut_off(sealed, left):
    assert unknown_file(sealed[: int(len(sealed) * left)]).finding == Finding.CUT_OFF


@pytest.mark.usefixtures("no_process")
def test_what_was_never_sealed_is_not_ours():
    assert unknown_file(drawn_pdf()).finding == Finding.FOREIGN


@pytest.mark.usefixtures("no_process")
@pytest.mark.row("C6")
def test_sealed_by_another_is_not_ours(tmp_path):
    assert unknown_file(sealed_pdf(tmp_path, "Een ander")).finding == Finding.FOREIGN


@pytest.mark.usefixtures("no_process")
def test_without_any_key_no_file_is_taken_apart(sealed, settings):
    settings.CERTIFICATE_SEAL_KEY = ""
    assert unknown_file(sealed).finding == Finding.FOREIGN


@pytest.mark.usefixtures("no_process")
@pytest.mark.parametrize("content", [b"x", b"PK\x03\x04", b"<html>", os.urandom(1000), os.urandom(5 * 1024 * 1024)])
def test_what_is_no_pdf(content):
    assert unknown_file(content).finding == Finding.NOT_A_PDF


# --- Hostile files: they name our certificate, so they are taken apart ----------


def hostile(*objects: bytes, end: bytes = b"") -> bytes:
    """A PDF of these objects that also names our certificate, so that its seal is looked at."""
    named = b"%" + certificate_bytes().hex().encode() + b"\n"
    return b"%PDF-1.7\n" + named + b"\n".join(objects) + end + b"\n%%EOF\n"


def trailer(root: bytes, at: int | bytes = 0) -> bytes:
    return b"\ntrailer << /Size 99 /Root " + root + b" >>\nstartxref\n" + str(at).encode() + b"\n"


def with_table(*objects: bytes) -> bytes:
    """The same with a table that finds the objects."""
    body = b"%PDF-1.7\n%" + certificate_bytes().hex().encode() + b"\n"
    places = []
    for number, item in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj\n" % number + item + b"\nendobj\n"
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start = len(body)
    body += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + table
    return body + b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)


HOSTILE = {
    "nothing in it": hostile(),
    "a table that is its own predecessor": hostile(
        b"xref\n0 1\n0000000000 65535 f \n", end=b"trailer << /Root 1 0 R /Prev 0 >>\nstartxref\n0\n"
    ),
    "a table of a milliard objects": hostile(b"xref\n0 999999999\n", end=trailer(b"1 0 R", 9)),
    "an object that is itself": with_table(b"1 0 R"),
    "fields that have themselves as child": with_table(
        b"<< /Type /Catalog /AcroForm << /Fields [2 0 R] >> >>", b"<< /T (a) /FT /Sig /Kids [2 0 R] >>"
    ),
    "lists in lists": with_table(b"<< /Type /Catalog /AcroForm " + b"[" * 100_000 + b"]" * 100_000 + b" >>"),
    "a password": with_table(b"<< /Type /Catalog >>").replace(
        b"/Root 1 0 R", b"/Root 1 0 R /Encrypt << /Filter /Standard /V 5 /R 6 /O (x) /U (x) /P -1 >>"
    ),
    "a stream that unpacks to a gigabyte": with_table(
        b"<< /Type /ObjStm /N 1 /First 4 /Filter /FlateDecode >> stream\n"
        + zlib.compress(bytes(8_000_000))
        + b"\nendstream"
    ),
    "noise": hostile(os.urandom(200_000)),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_files_are_never_called_whole(name):
    assert answer(HOSTILE[name], [certificate_bytes()]) in {Answer.BROKEN, Answer.NOT_OURS}


def test_a_hostile_file_ends_in_an_answer():
    assert unknown_file(HOSTILE["fields that have themselves as child"]).finding == Finding.CHANGED


def test_a_file_that_takes_too_long_ends_in_an_answer(sealed, monkeypatch, caplog):
    monkeypatch.setattr(file_check, "MOST_SECONDS", 0.01)
    assert unknown_file(sealed).finding == Finding.UNREADABLE
    assert "TimeoutExpired" in caplog.text


def test_the_process_that_looks_writes_no_file_and_has_a_bound(settings):
    code = (
        "import resource\nfrom certificates.seal_check import _limit_what_it_takes\n_limit_what_it_takes()\n"
        "print(resource.getrlimit(resource.RLIMIT_CPU)[1] < 60, resource.getrlimit(resource.RLIMIT_FSIZE)[1] == 0)\n"
    )
    said = subprocess.run(
        [sys.executable, "-c", code], cwd=settings.BASE_DIR, capture_output=True, text=True, check=True
    )
    assert said.stdout.split() == ["True", "True"]
